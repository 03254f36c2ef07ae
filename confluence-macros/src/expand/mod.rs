//! Checked input → tokens, one file per emitted thing.

pub(crate) mod describe;
pub(crate) mod docs;
pub(crate) mod endpoints;
pub(crate) mod model;
pub(crate) mod permission;
pub(crate) mod refusal;
pub(crate) mod request;
pub(crate) mod sets;
pub(crate) mod vocabulary;

use proc_macro2::TokenStream;
use quote::quote;

/// Doc attributes, one a line.
pub(crate) fn doc_lines<S: AsRef<str>>(lines: &[S]) -> TokenStream {
    let lines = lines.iter().map(|line| match line.as_ref() {
        "" => String::new(),
        line => format!(" {line}"),
    });
    quote!(#(#[doc = #lines])*)
}

/// `Some(x)` or `None`.
pub(crate) fn option<T: quote::ToTokens>(value: Option<T>) -> TokenStream {
    match value {
        Some(value) => quote!(::core::option::Option::Some(#value)),
        None => quote!(::core::option::Option::None),
    }
}
