//! Macros of `confluence-sdk`. Use that crate: what is here is an implementation detail of it and changes with it.
//!
//! Each entry point reads, checks and expands, in this order; a mistake found in one step ends with it.

mod check;
mod check_cql;
mod check_sets;
mod checked;
mod errors;
mod expand;
mod gaps;
mod input;
mod names;
mod vocabulary;

use check_cql::Searched;
use errors::Errors;
use input::endpoints::{Endpoints, Header};
use input::model::{Model, Options};
use input::sets::{Bounds, GrantItem, ScopeItem, Sets};
use proc_macro::TokenStream;
use syn::{Item, ItemTrait, parse_macro_input};
use vocabulary::{GRANTS, SCOPE_BITS, SCOPES};

/// A trait in which every method declares one operation. The grammar is in `spec/README.md`.
#[proc_macro_attribute]
pub fn endpoints(header: TokenStream, item: TokenStream) -> TokenStream {
    let (header, item) = (
        parse_macro_input!(header as Header),
        parse_macro_input!(item as ItemTrait),
    );
    let mut errors = Errors::default();
    let input = Endpoints::read(header, item, &mut errors);
    match check::endpoints(input, &mut errors) {
        Some(checked) => expand::endpoints::expand(&checked).into(),
        None => errors.into_tokens().into(),
    }
}

/// A struct or enum that is read from and written to JSON. The grammar is in `spec/README.md`.
#[proc_macro_attribute]
pub fn model(options: TokenStream, item: TokenStream) -> TokenStream {
    let (options, item) = (parse_macro_input!(options as Options), parse_macro_input!(item as Item));
    let mut errors = Errors::default();
    let model = Model::read(options, item, &mut errors);
    match model.and_then(|model| check::model::model(model, &mut errors)) {
        Some(model) => expand::model::expand(&model).into(),
        None => errors.into_tokens().into(),
    }
}

/// `confluence_sdk::scopes!` calls this with the SDK's path.
#[proc_macro]
pub fn scopes(input: TokenStream) -> TokenStream {
    let Sets::<ScopeItem> { sdk, sets } = parse_macro_input!(input);
    let mut errors = Errors::default();
    let mut sets = check_sets::scopes(sets, &mut errors);
    if !errors.is_empty() {
        sets.retain(|set| !check_sets::is_own(&set.ident));
        sets.iter_mut().for_each(|set| set.stand_in(0..SCOPES.len()));
    }
    let sets = sets.iter().map(|set| expand::sets::scopes(&sdk, set));
    errors
        .into_tokens()
        .into_iter()
        .chain(sets.flatten())
        .collect::<proc_macro2::TokenStream>()
        .into()
}

/// `confluence_sdk::permissions!` calls this with the SDK's path.
#[proc_macro]
pub fn permissions(input: TokenStream) -> TokenStream {
    let Sets::<GrantItem> { sdk, sets } = parse_macro_input!(input);
    let mut errors = Errors::default();
    let mut sets = check_sets::permissions(sets, &mut errors);
    if !errors.is_empty() {
        sets.retain(|set| !check_sets::is_own(&set.ident));
        let bits = SCOPE_BITS..SCOPE_BITS + GRANTS.len();
        sets.iter_mut().for_each(|set| set.stand_in(bits.clone()));
    }
    let sets = sets.iter().map(|set| expand::sets::permissions(&sdk, set));
    errors
        .into_tokens()
        .into_iter()
        .chain(sets.flatten())
        .collect::<proc_macro2::TokenStream>()
        .into()
}

/// `confluence_sdk::operations!` calls this with the SDK's path.
#[proc_macro]
pub fn operations(input: TokenStream) -> TokenStream {
    let mut bounds: Bounds = parse_macro_input!(input);
    let mut errors = Errors::default();
    check_sets::operations(&mut bounds, &mut errors);
    let bounds = expand::sets::operations(&bounds);
    errors
        .into_tokens()
        .into_iter()
        .chain(bounds)
        .collect::<proc_macro2::TokenStream>()
        .into()
}

/// `confluence_sdk::cql!` calls this with the SDK's path.
#[proc_macro]
pub fn cql(query: TokenStream) -> TokenStream {
    written(query, Searched::Content)
}

/// `confluence_sdk::user_cql!` calls this with the SDK's path.
#[proc_macro]
pub fn user_cql(query: TokenStream) -> TokenStream {
    written(query, Searched::Users)
}

fn written(query: TokenStream, searched: Searched) -> TokenStream {
    let mut errors = Errors::default();
    let Some((sdk, query)) = errors.take(input::cql::parts(query.into())) else {
        return errors.into_tokens().into();
    };
    let expressions = input::cql::expressions(query.clone());
    let written = errors.take(input::cql::query(query));
    match written.map(|query| check_cql::check(query, searched, &mut errors)) {
        Some(written) if errors.is_empty() => expand::cql::expand(&sdk, searched, written).into(),
        _ => expand::cql::refused(&sdk, searched, errors.into_tokens(), expressions).into(),
    }
}

/// What the SDK has in `scope`: a marker of each scope in `vocabulary/scope.rs`, and the table of all.
#[proc_macro]
pub fn scope_markers(_: TokenStream) -> TokenStream {
    expand::vocabulary::scopes().into()
}

/// What the SDK has in `permission`: a marker of each permission in `vocabulary/permission.rs`, and the table of all.
#[proc_macro]
pub fn permission_markers(_: TokenStream) -> TokenStream {
    expand::vocabulary::permissions().into()
}

/// `cql_words! { name }` calls `name!` with the rows of `vocabulary/cql.rs`.
#[proc_macro]
pub fn cql_words(to: TokenStream) -> TokenStream {
    expand::vocabulary::cql(to.into()).into()
}

/// `modes! { name }` calls `name!` with the rows of `vocabulary/mode.rs`.
#[proc_macro]
pub fn modes(to: TokenStream) -> TokenStream {
    expand::vocabulary::modes(to.into()).into()
}

/// `switched_off! { Client labels "labels" }`: the method of a group whose cargo feature is off, which says so.
#[proc_macro]
pub fn switched_off(input: TokenStream) -> TokenStream {
    let group: input::switched_off::Group = parse_macro_input!(input);
    expand::switched_off::expand(&group).into()
}
