//! Checked input → tokens, one file per emitted thing.

pub(crate) mod content;
pub(crate) mod cql;
pub(crate) mod docs;
pub(crate) mod endpoints;
pub(crate) mod model;
pub(crate) mod number;
pub(crate) mod permission;
pub(crate) mod refusal;
pub(crate) mod request;
pub(crate) mod sets;
#[cfg(test)]
mod snapshots;
pub(crate) mod switched_off;
pub(crate) mod vocabulary;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// All lines as one doc attribute: an attribute a line costs rustc ten times the memory.
pub(crate) fn doc_lines<S: AsRef<str>>(lines: &[S]) -> TokenStream {
    if lines.is_empty() {
        return TokenStream::new();
    }
    let text = doc_text(lines);
    quote!(#[doc = #text])
}

/// The text of such an attribute.
pub(crate) fn doc_text<S: AsRef<str>>(lines: &[S]) -> String {
    let lines: Vec<String> = lines
        .iter()
        .map(|line| match line.as_ref() {
            "" => String::new(),
            line => format!(" {line}"),
        })
        .collect();
    lines.join("\n")
}

/// The variant of an enum that has the same name here and in the SDK.
pub(crate) fn variant(value: impl std::fmt::Debug) -> Ident {
    Ident::new(&format!("{value:?}"), Span::call_site())
}

/// `Some(x)` or `None`.
pub(crate) fn option<T: quote::ToTokens>(value: Option<T>) -> TokenStream {
    match value {
        Some(value) => quote!(Some(#value)),
        None => quote!(None),
    }
}
