//! Two attributes of an operation that concern its docs: what its example sets, and which refusals are documented.

use proc_macro2::{Ident, Span};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Expr, LitInt, Token, Type};

/// `#[example(page_id: PageId, target = page_id.into(), body = CommentBody::storage("<p>Yes</p>"))]`
#[derive(Default)]
pub(crate) struct Example {
    /// Values that the example is given, besides the arguments that it does not set.
    pub(crate) given: Vec<(Ident, Type)>,
    /// Arguments that it sets, and to what.
    pub(crate) sets: Vec<(Ident, Expr)>,
}

/// `#[errors(400, 401)]`
pub(crate) struct Statuses {
    pub(crate) at: Span,
    pub(crate) statuses: Vec<LitInt>,
}

impl Parse for Example {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut example = Self::default();
        while !input.is_empty() {
            let name = Ident::parse_any(input)?;
            if input.peek(Token![:]) {
                input.parse::<Token![:]>()?;
                example.given.push((name, input.parse()?));
            } else {
                input.parse::<Token![=]>()?;
                example.sets.push((name, input.parse()?));
            }
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(example)
    }
}

impl Parse for Statuses {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let at = input.span();
        let statuses = Punctuated::<LitInt, Token![,]>::parse_terminated(input)?;
        Ok(Self {
            at,
            statuses: statuses.into_iter().collect(),
        })
    }
}
