//! A resolved permission in its three forms: in words, as static data, and as the type that the ceiling is compared
//! with.

use crate::checked::{Always, Condition, Object, Permission};
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
            quote!(rt::Permission::May(rt::PermissionGrant { verb: rt::Verb::#verb, kind: rt::Kind::Site }, rt::Object::Site))
        }
        Permission::On { verb, kind, object } => {
            let (verb, kind) = (ident(verb), ident(kind));
            let object = match object {
                Object::EachResult => quote!(EachResult),
                Object::Argument(argument) => quote!(Argument(#argument)),
                Object::InSpace(argument) => quote!(InSpace(#argument)),
                Object::SpaceOf(argument) => quote!(SpaceOf(#argument)),
            };
            quote!(rt::Permission::May(rt::PermissionGrant { verb: rt::Verb::#verb, kind: rt::Kind::#kind }, rt::Object::#object))
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
