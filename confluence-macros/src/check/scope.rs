//! `#[scopes(…)]` and `#[connect(…)]` against the vocabulary.

use crate::checked::Connect;
use crate::errors::Errors;
use crate::input::endpoints::Scopes;
use crate::vocabulary::{self, SCOPES, ScopeKind};
use proc_macro2::Ident;
use syn::LitStr;

/// The alternatives as bits; scopes that are not known are refused.
pub(super) fn known(ident: &Ident, scopes: Scopes, errors: &mut Errors) -> Vec<Vec<usize>> {
    match scopes {
        Scopes::None { at, because } => {
            if because.value().is_empty() {
                errors.push(at, format_args!("`{ident}`: say why no scope opens it"));
            }
            Vec::new()
        }
        Scopes::AnyOf(alternatives) => alternatives
            .into_iter()
            .map(|all| all.into_iter().filter_map(|scope| bit(&scope, errors)).collect())
            .collect(),
    }
}

fn bit(scope: &LitStr, errors: &mut Errors) -> Option<usize> {
    let name = scope.value();
    let found = vocabulary::scope(&name).filter(|bit| SCOPES[*bit].kind != ScopeKind::Connect);
    if found.is_none() {
        errors.push(scope.span(), unknown_scope(&name));
    }
    found
}

/// What to say of a scope that is not in the vocabulary.
pub(crate) fn unknown_scope(name: &str) -> String {
    match vocabulary::nearest_scope(name) {
        Some(near) => format!("unknown scope `{name}`; help: did you mean `{near}`?"),
        None => format!(
            "unknown scope `{name}`; help: `confluence_sdk::scope` lists them all; a scope of another product is written `other(\"{name}\")`"
        ),
    }
}

/// What Connect apps need, or that they may not call.
pub(super) fn connect(ident: &Ident, connect: Option<Ident>, errors: &mut Errors) -> Connect {
    let Some(word) = connect else {
        errors.push(
            ident.span(),
            format_args!("`{ident}` says no Connect scope; help: add `#[connect(READ)]` or `#[connect(inaccessible)]`"),
        );
        return Connect::Inaccessible;
    };
    match word.to_string().as_str() {
        "inaccessible" => Connect::Inaccessible,
        "NONE" => Connect::Any,
        name => match vocabulary::scope(name).filter(|bit| SCOPES[*bit].kind == ScopeKind::Connect) {
            Some(bit) => Connect::Needs(bit),
            None => {
                errors.push(word.span(), unknown_scope(name));
                Connect::Inaccessible
            }
        },
    }
}
