//! Resolves `#[permissions(…)]` against the vocabulary: unknown verbs, kinds, combinations and arguments are refused.

use crate::checked::{Always, Condition, Object, Permission};
use crate::errors::Errors;
use crate::input::endpoints::Argument;
use crate::input::permission::{Term, Terms, Written};
use crate::vocabulary::{self, GRANTS, KINDS, VERBS, nearest};
use proc_macro2::{Ident, Span};

/// Resolves the whole list; all terms are needed.
pub(crate) fn resolve(at: Span, terms: &Terms, arguments: &[Argument], errors: &mut Errors) -> Option<Permission> {
    if terms.0.is_empty() {
        errors.push(at, "no permission is named; help: `none` if the vendor says that none is needed, `none_stated` if it says nothing");
        return None;
    }
    let mut resolver = Resolver {
        arguments,
        errors,
        filtering: false,
    };
    let mut all = resolver.list(&terms.0)?;
    Some(if all.len() == 1 {
        all.remove(0)
    } else {
        Permission::All(all)
    })
}

struct Resolver<'a> {
    arguments: &'a [Argument],
    errors: &'a mut Errors,
    /// Within `filters(…)`, where a term names no object.
    filtering: bool,
}

impl Resolver<'_> {
    fn list(&mut self, terms: &[Term]) -> Option<Vec<Permission>> {
        let resolved: Vec<Option<Permission>> = terms.iter().map(|term| self.term(term)).collect();
        resolved.into_iter().collect()
    }

    fn term(&mut self, term: &Term) -> Option<Permission> {
        Some(match term {
            Term::Word(word) => self.word(word)?,
            Term::On { verb, kind, object } => self.on(verb, kind, object)?,
            Term::Any(terms) => Permission::Any(self.list(terms)?),
            Term::All(terms) => Permission::All(self.list(terms)?),
            Term::If {
                condition,
                argument,
                value,
                then,
                otherwise,
            } => {
                let argument = self.argument(argument)?;
                let condition = match (condition.to_string().as_str(), value) {
                    ("if_set", _) => Condition::Set(argument),
                    ("if_is", Some(value)) => Condition::Is(argument, value.value()),
                    _ => Condition::Given(argument),
                };
                let otherwise = match otherwise {
                    Some(term) => Some(Box::new(self.term(term)?)),
                    None => None,
                };
                Permission::If {
                    condition,
                    then: Box::new(self.term(then)?),
                    otherwise,
                }
            }
            Term::Filters(terms) => {
                self.filtering = true;
                let terms = self.list(terms);
                self.filtering = false;
                Permission::Filters(terms?)
            }
        })
    }

    fn word(&mut self, word: &Ident) -> Option<Permission> {
        let name = word.to_string();
        Some(match name.as_str() {
            "none" => Permission::NotNeeded,
            "none_stated" => Permission::NotStated,
            "apps_only" => Permission::AppsOnly,
            _ => match vocabulary::grant(&name, "Site") {
                Some(row) => Permission::Site(row),
                None => {
                    let words = GRANTS
                        .iter()
                        .filter(|grant| grant.kind == "Site")
                        .map(|grant| grant.marker);
                    self.unknown("permission", word, words.chain(["none", "none_stated", "apps_only"]));
                    return None;
                }
            },
        })
    }

    fn on(&mut self, verb: &Ident, kind: &Ident, object: &Written) -> Option<Permission> {
        let (verb_name, kind_name) = (verb.to_string(), kind.to_string());
        let known_verb = VERBS.iter().find(|known| **known == verb_name).copied();
        let known_kind = KINDS
            .iter()
            .find(|known| known.name == kind_name)
            .map(|known| known.name);
        if known_verb.is_none() {
            self.unknown("permission", verb, VERBS.iter().copied());
        }
        if known_kind.is_none() {
            self.unknown("kind of thing", kind, KINDS.iter().map(|kind| kind.name));
        }
        let (known_verb, known_kind) = (known_verb?, known_kind?);
        if !makes_sense(known_verb, known_kind) {
            self.errors.push(
                verb.span(),
                format_args!("there is no permission `{known_verb}({known_kind})`"),
            );
            return None;
        }
        if let Some(argument) = object.argument() {
            self.argument(argument)?;
        }
        let object = match object {
            Written::Nothing if self.filtering => Object::EachResult,
            Written::Nothing => {
                self.errors.push(
                    kind.span(),
                    format_args!("which one? help: name the argument, such as `{known_verb}({known_kind} = id)`"),
                );
                return None;
            }
            Written::Is(argument) if known_kind == "Space" => Object::InSpace(argument.to_string()),
            Written::Is(argument) => Object::Argument(argument.to_string()),
            Written::In(argument) => Object::InSpace(argument.to_string()),
            Written::Of(argument) => Object::SpaceOf(argument.to_string()),
        };
        Some(Permission::On {
            verb: known_verb,
            kind: known_kind,
            object,
        })
    }

    fn argument(&mut self, name: &Ident) -> Option<String> {
        let known: Vec<String> = self.arguments.iter().flat_map(names).collect();
        if known.iter().any(|known| name == known) {
            return Some(name.to_string());
        }
        self.unknown("argument", name, known.iter().map(String::as_str));
        None
    }

    fn unknown<'a>(&mut self, what: &str, word: &Ident, known: impl Iterator<Item = &'a str> + Clone) {
        let help = match nearest(&word.to_string(), known.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => known.collect::<Vec<_>>().join(", "),
        };
        self.errors
            .push(word.span(), format_args!("unknown {what} `{word}`; help: {help}"));
    }
}

/// The names by which an argument can be meant: one that is one of several members has theirs.
fn names(argument: &Argument) -> Vec<String> {
    match &argument.one_of {
        Some(members) => members.iter().map(|member| member.ident.to_string()).collect(),
        None => vec![argument.ident.to_string()],
    }
}

/// Spaces are administered, not created by permission in themselves; content is created, updated, deleted in spaces.
pub(crate) fn makes_sense(verb: &str, kind: &str) -> bool {
    match verb {
        "View" => true,
        "Administer" | "ManageRoles" => kind == "Space",
        _ => kind != "Space",
    }
}

/// The part of a permission that the ceiling is compared with.
pub(crate) fn always(permission: &Permission) -> Always {
    match permission {
        // Every account of a site may use it, so every permission set has it.
        Permission::Site(row) if GRANTS[*row].marker == "UseSite" => Always::Nothing,
        Permission::Site(row) => Always::Grant(*row),
        Permission::On {
            object: Object::EachResult,
            ..
        } => Always::Nothing,
        Permission::On { verb, kind, .. } => grant_behind(verb, kind).map_or(Always::Nothing, Always::Grant),
        Permission::All(all) => {
            let mut parts: Vec<Always> = Vec::new();
            for part in all.iter().map(always) {
                if part != Always::Nothing && !parts.contains(&part) {
                    parts.push(part);
                }
            }
            match parts.len() {
                0 => Always::Nothing,
                1 => parts.remove(0),
                _ => Always::All(parts),
            }
        }
        Permission::Any(any) => either(any.iter().map(always).collect()),
        Permission::If { then, otherwise, .. } => {
            either(vec![always(then), otherwise.as_deref().map_or(Always::Nothing, always)])
        }
        Permission::Filters(_) | Permission::AppsOnly | Permission::NotNeeded | Permission::NotStated => {
            Always::Nothing
        }
    }
}

fn either(any: Vec<Always>) -> Always {
    let mut parts: Vec<Always> = Vec::new();
    for part in any {
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    match parts.len() {
        _ if parts.contains(&Always::Nothing) => Always::Nothing,
        1 => parts.remove(0),
        _ => Always::Any(parts),
    }
}

/// What an administrator must have granted for this to be possible at all: viewing a page takes viewing its space,
/// editing it takes updating pages there. Content whose kind only its id tells takes nothing that can be named.
fn grant_behind(verb: &str, kind: &str) -> Option<usize> {
    match verb {
        "View" => vocabulary::grant("View", "Space"),
        "Edit" => vocabulary::grant("Update", kind),
        _ => vocabulary::grant(verb, kind),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::endpoints::Argument;
    use quote::{format_ident, quote};

    /// What a list of terms always needs, with the arguments `id`, `space` and `draft` at hand.
    fn needed(terms: proc_macro2::TokenStream) -> Always {
        let argument = |name: &str| Argument {
            ident: format_ident!("{name}"),
            ty: syn::parse_quote!(PageId),
            docs: Vec::new(),
            place: None,
            one_of: None,
            required: false,
            may_be_empty: false,
            also_member: None,
            deprecated: None,
        };
        let arguments = ["id", "space", "draft"].map(argument);
        let mut errors = Errors::default();
        let terms: Terms = syn::parse2(terms).unwrap();
        let permission = resolve(Span::call_site(), &terms, &arguments, &mut errors);
        assert!(errors.is_empty(), "{:?}", errors.texts());
        always(&permission.unwrap())
    }

    fn grant(verb: &str, kind: &str) -> Always {
        Always::Grant(vocabulary::grant(verb, kind).unwrap())
    }

    #[test]
    fn what_restrictions_of_a_thing_decide_is_not_always_needed_but_its_space_is() {
        assert_eq!(needed(quote!(View(Page = id))), grant("View", "Space"));
        assert_eq!(needed(quote!(Edit(Page = id))), grant("Update", "Page"));
        assert_eq!(
            needed(quote!(View(Page = id), View(Space, of = id))),
            grant("View", "Space")
        );
        assert_eq!(needed(quote!(Edit(Content = id))), Always::Nothing);
    }

    #[test]
    fn what_everyone_has_or_what_only_filters_is_not_needed() {
        for terms in [
            quote!(UseSite),
            quote!(none),
            quote!(none_stated),
            quote!(filters(View(Page))),
            quote!(apps_only),
        ] {
            assert_eq!(needed(terms.clone()), Always::Nothing, "{terms}");
        }
        assert_eq!(
            needed(quote!(UseSite, filters(View(Space)), ConfluenceAdmin)),
            grant("ConfluenceAdmin", "Site")
        );
    }

    #[test]
    fn all_of_a_list_is_needed_each_once() {
        let both = needed(quote!(Create(Page, in = space), View(Space = space), View(Page = id)));
        assert_eq!(both, Always::All(vec![grant("Create", "Page"), grant("View", "Space")]));
    }

    #[test]
    fn of_alternatives_one_is_needed_unless_one_of_them_needs_nothing() {
        let either = needed(quote!(ConfluenceAdmin | Administer(Space = space)));
        assert_eq!(
            either,
            Always::Any(vec![grant("ConfluenceAdmin", "Site"), grant("Administer", "Space")])
        );
        assert_eq!(needed(quote!(ConfluenceAdmin | UseSite)), Always::Nothing);
        assert_eq!(
            needed(quote!(ConfluenceAdmin | ConfluenceAdmin)),
            grant("ConfluenceAdmin", "Site")
        );
    }

    #[test]
    fn a_condition_needs_what_both_its_sides_need() {
        assert_eq!(needed(quote!(if_given(draft, Delete(Page, of = id)))), Always::Nothing);
        let sides = needed(quote!(if_set(draft, Delete(Page, of = id), else = Update(Page, of = id))));
        assert_eq!(
            sides,
            Always::Any(vec![grant("Delete", "Page"), grant("Update", "Page")])
        );
        let same = needed(quote!(if_is(draft, "x", View(Space = space), else = View(Page = id))));
        assert_eq!(same, grant("View", "Space"));
    }
}
