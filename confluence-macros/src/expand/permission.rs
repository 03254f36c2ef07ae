//! A resolved permission in its three forms: in words, as static data, and as the type that the ceiling is compared with.

use crate::checked::{Condition, Object, Permission};
use crate::vocabulary::{self, GRANTS};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// In words, for docs and errors: `view the page (id); view its space`.
pub(crate) fn words(permission: &Permission) -> String {
    match permission {
        Permission::Site(row) => GRANTS[*row].words.unwrap_or_default().to_owned(),
        Permission::On { verb, kind, object } => {
            let object_words = match object {
                Object::EachResult => String::new(),
                Object::Argument(argument) | Object::InSpace(argument) => format!(" (`{argument}`)"),
                Object::SpaceOf(_) => String::new(),
            };
            let in_space = if matches!(object, Object::SpaceOf(_)) {
                "its space"
            } else {
                "the space"
            };
            grant_words(verb, kind, in_space) + &object_words
        }
        Permission::All(all) => all.iter().map(words).collect::<Vec<_>>().join("; "),
        Permission::Any(any) => any.iter().map(words).collect::<Vec<_>>().join(", or "),
        Permission::If {
            condition,
            then,
            otherwise,
        } => {
            let condition = match condition {
                Condition::Given(argument) => format!("if `{argument}` is given"),
                Condition::Set(argument) => format!("if `{argument}` is true"),
                Condition::Is(argument, value) => format!("if `{argument}` is `{value}`"),
            };
            let otherwise = otherwise
                .as_ref()
                .map(|permission| format!(", otherwise: {}", words(permission)))
                .unwrap_or_default();
            format!("{condition}: {}{otherwise}", words(then))
        }
        Permission::Filters(terms) => {
            let kinds: Vec<&str> = terms
                .iter()
                .filter_map(|term| match term {
                    Permission::On { kind, .. } => vocabulary::kind(kind).map(|kind| kind.several),
                    _ => None,
                })
                .collect();
            format!("leaves out {} that the caller may not view", kinds.join(" and "))
        }
        Permission::AppsOnly => "apps only".to_owned(),
        Permission::NotNeeded => "none".to_owned(),
        Permission::NotStated => "the vendor states none".to_owned(),
    }
}

/// `create pages in the space`, `view the page`.
pub(crate) fn grant_words(verb: &str, kind: &str, in_space: &str) -> String {
    let Some(kind) = vocabulary::kind(kind) else {
        return String::new();
    };
    match verb {
        "View" | "Edit" | "Administer" if kind.name == "Space" => format!("{} {in_space}", verb.to_lowercase()),
        "View" | "Edit" => format!("{} the {}", verb.to_lowercase(), kind.one),
        "ManageRoles" => format!("manage roles in {in_space}"),
        _ => format!("{} {} in {in_space}", verb.to_lowercase(), kind.several),
    }
}

/// As static data.
pub(crate) fn data(permission: &Permission) -> TokenStream {
    let list = |permissions: &[Permission]| {
        let permissions = permissions.iter().map(data);
        quote!(&[#(#permissions),*])
    };
    match permission {
        Permission::Site(row) => {
            let verb = ident(GRANTS[*row].verb);
            quote!(rt::Permission::May(rt::Grant { verb: rt::Verb::#verb, kind: rt::Kind::Site }, rt::Object::Site))
        }
        Permission::On { verb, kind, object } => {
            let (verb, kind) = (ident(verb), ident(kind));
            let object = match object {
                Object::EachResult => quote!(EachResult),
                Object::Argument(argument) => quote!(Argument(#argument)),
                Object::InSpace(argument) => quote!(InSpace(#argument)),
                Object::SpaceOf(argument) => quote!(SpaceOf(#argument)),
            };
            quote!(rt::Permission::May(rt::Grant { verb: rt::Verb::#verb, kind: rt::Kind::#kind }, rt::Object::#object))
        }
        Permission::All(all) => {
            let all = list(all);
            quote!(rt::Permission::All(#all))
        }
        Permission::Any(any) => {
            let any = list(any);
            quote!(rt::Permission::Any(#any))
        }
        Permission::If {
            condition,
            then,
            otherwise,
        } => {
            let condition = match condition {
                Condition::Given(argument) => quote!(Given(#argument)),
                Condition::Set(argument) => quote!(Set(#argument)),
                Condition::Is(argument, value) => quote!(Is(#argument, #value)),
            };
            let then = data(then);
            let otherwise = otherwise
                .as_deref()
                .map_or_else(|| quote!(rt::Permission::NotNeeded), data);
            quote!(rt::Permission::If(rt::Condition::#condition, &#then, &#otherwise))
        }
        Permission::Filters(terms) => {
            let terms = list(terms);
            quote!(rt::Permission::Filters(#terms))
        }
        Permission::AppsOnly => quote!(rt::Permission::AppsOnly),
        Permission::NotNeeded => quote!(rt::Permission::NotNeeded),
        Permission::NotStated => quote!(rt::Permission::NotStated),
    }
}

/// What is needed whatever the arguments and whatever the object's restrictions, as rows of the vocabulary.
#[derive(PartialEq)]
pub(crate) enum Always {
    Nothing,
    Grant(usize),
    All(Vec<Always>),
    Any(Vec<Always>),
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

/// What an administrator must have granted for this to be possible at all: viewing a page takes viewing its space, editing it takes
/// updating pages there. Content whose kind only its id tells takes nothing that can be named.
fn grant_behind(verb: &str, kind: &str) -> Option<usize> {
    match verb {
        "View" => vocabulary::grant("View", "Space"),
        "Edit" => vocabulary::grant("Update", kind),
        _ => vocabulary::grant(verb, kind),
    }
}

impl Always {
    /// As a type: `()`, a marker, nested pairs, nested `OneOf`.
    pub(crate) fn requirement(&self) -> TokenStream {
        match self {
            Always::Nothing => quote!(()),
            Always::Grant(row) => {
                let marker = ident(GRANTS[*row].marker);
                quote!(rt::permission::#marker)
            }
            Always::All(parts) => fold(parts, |a, b| quote!((#a, #b))),
            Always::Any(parts) => fold(parts, |a, b| quote!(rt::OneOf<#a, #b>)),
        }
    }

    /// In words, for what rustc prints.
    pub(crate) fn words(&self) -> String {
        match self {
            Always::Nothing => "nothing".to_owned(),
            Always::Grant(row) => row_words(*row),
            Always::All(parts) => parts.iter().map(Always::words).collect::<Vec<_>>().join("; "),
            Always::Any(parts) => parts.iter().map(Always::words).collect::<Vec<_>>().join(", or "),
        }
    }
}

/// A row of the vocabulary in words.
pub(crate) fn row_words(row: usize) -> String {
    let grant = &GRANTS[row];
    grant
        .words
        .map_or_else(|| grant_words(grant.verb, grant.kind, "the space"), str::to_owned)
}

fn fold(parts: &[Always], join: impl Fn(TokenStream, TokenStream) -> TokenStream) -> TokenStream {
    parts
        .iter()
        .map(Always::requirement)
        .reduce(join)
        .unwrap_or_else(|| quote!(()))
}

fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}
