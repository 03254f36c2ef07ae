//! `switched_off! { Client labels "labels" }` as it is written.

use syn::parse::{Parse, ParseStream};
use syn::{Ident, LitStr};

/// A group whose cargo feature is off.
pub(crate) struct Group {
    /// What it hangs on: `Client` or `V1`.
    pub(crate) on: Ident,
    /// The method.
    pub(crate) name: Ident,
    pub(crate) feature: LitStr,
}

impl Parse for Group {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        Ok(Self {
            on: input.parse()?,
            name: input.parse()?,
            feature: input.parse()?,
        })
    }
}
