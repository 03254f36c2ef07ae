//! Resolves `#[permissions(…)]` against the vocabulary: unknown verbs, kinds, combinations and arguments are refused.

use crate::checked::{Condition, Object, Permission};
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
        if self.arguments.iter().any(|argument| argument.ident == *name) {
            return Some(name.to_string());
        }
        let known: Vec<String> = self
            .arguments
            .iter()
            .map(|argument| argument.ident.to_string())
            .collect();
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

/// Spaces are administered, not created by permission in themselves; content is created, updated, deleted in spaces.
pub(crate) fn makes_sense(verb: &str, kind: &str) -> bool {
    match verb {
        "View" => true,
        "Administer" | "ManageRoles" => kind == "Space",
        _ => kind != "Space",
    }
}
