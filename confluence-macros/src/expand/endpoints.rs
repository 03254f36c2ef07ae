//! A trait of operations → the group that hangs on the client, its methods, and the module `op` with the requests.

use super::{doc_lines, docs, refusal, request};
use crate::checked::{Endpoints, Operation, Version};
use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};

/// Everything for one file of operations.
pub(crate) fn expand(group: &Endpoints) -> TokenStream {
    let Endpoints {
        ident,
        version,
        operations,
        ..
    } = group;
    let docs = doc_lines(&docs::group(group));
    let accessor = format_ident!("{}", group.accessor(), span = ident.span());
    let first_paragraph = group.docs.iter().take_while(|line| !line.is_empty());
    let accessor_docs = doc_lines(&first_paragraph.collect::<Vec<_>>());
    let methods = operations.iter().map(|operation| method(operation, group));
    let setters = operations.iter().map(request::setters);
    let requests = operations.iter().map(|operation| request::expand(operation, group));
    let examples = operations
        .iter()
        // The snapshots are the same with it and without.
        .filter(|_| cfg!(all(feature = "__examples", not(test))))
        .map(|operation| example(operation, group));
    let listings = operations.iter().map(|operation| listing(operation, *version));
    let exports = operations.iter().map(|operation| {
        let (hidden, name) = (listing_name(operation, *version), &operation.type_ident);
        quote!(#[doc(hidden)] pub use #hidden as #name;)
    });
    let types: Vec<_> = operations.iter().map(|operation| &operation.type_ident).collect();
    let hang_on = match version {
        Version::V1 => quote! {
            impl<'c, A> crate::v1::V1<'c, A> {
                #accessor_docs
                pub fn #accessor(&self) -> #ident<'c, A> {
                    #ident { client: self.client }
                }
            }
        },
        Version::V2 => quote! {
            impl<A> crate::Client<A> {
                #accessor_docs
                pub fn #accessor(&self) -> #ident<'_, A> {
                    #ident { client: self }
                }
            }
        },
    };
    quote! {
        #docs
        pub struct #ident<'c, A> {
            pub(crate) client: &'c crate::Client<A>,
        }
        // Of no interest to readers, and the page of a large group is long enough.
        #[cfg_attr(doc, doc(hidden))]
        impl<A> Clone for #ident<'_, A> {
            fn clone(&self) -> Self {
                *self
            }
        }
        #[cfg_attr(doc, doc(hidden))]
        impl<A> Copy for #ident<'_, A> {}
        #[cfg_attr(doc, doc(hidden))]
        impl<A> ::core::fmt::Debug for #ident<'_, A> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.debug_struct(stringify!(#ident)).finish_non_exhaustive()
            }
        }
        // No bounds here: they would turn every refusal into "method not found".
        impl<A> #ident<'_, A> {
            #(#methods)*
        }
        #hang_on
        #(#setters)*
        #(#listings)*

        /// The requests as data, one type per operation.
        pub mod op {
            #[allow(unused_imports, reason = "not every file uses all")]
            use super::*;
            #(#requests)*
            #(#exports)*
        }
        #(#examples)*

        /// A request of each operation here with nothing in it, to be filled from JSON.
        #[cfg(feature = "__conformance")]
        pub(crate) const BLANKS: &[crate::__rt::BlankRequest] = &[#(|| Box::new(<op::#types as crate::model::Blank>::blank())),*];
        /// What the spec says of each operation here.
        // In a function, so that whoever only checks the crate does not evaluate them.
        pub(crate) fn declarations() -> &'static [&'static crate::spec::Declaration] {
            const { &[#(<op::#types as crate::__rt::Operation>::DECLARATION),*] }
        }
    }
}

fn method(operation: &Operation, group: &Endpoints) -> TokenStream {
    let Operation { ident, type_ident, .. } = operation;
    let docs = doc_lines(&docs::method(operation, group));
    let (parameters, _) = request::required(operation);
    let names = operation
        .fields
        .iter()
        .filter(|field| field.required)
        .map(|field| &field.ident);
    let deprecated = operation
        .deprecated
        .as_ref()
        .map(|note| quote!(#[deprecated(note = #note)]));
    let aliases = docs::aliases(operation, &group.ident.to_string());
    // The bound stands on the method and nowhere else: this is what makes rustc print the operation's own sentence. All
    // of it is spanned at the declaration, so that "Source" in the docs leads there.
    let function = quote_spanned! {ident.span()=>
        pub fn #ident(&self #(, #parameters)*) -> crate::Call<op::#type_ident>
        where
            A: crate::MayCall<op::#type_ident>,
        {
            self.client.call(op::#type_ident::new(#(#names),*))
        }
    };
    quote! {
        #docs
        #[cfg_attr(doc, doc(#(alias = #aliases),*))]
        #deprecated
        #function
    }
}

/// The example of an operation as a function: the same text as in its docs.
fn example(operation: &Operation, group: &Endpoints) -> TokenStream {
    let example = docs::Example::of(operation, group);
    let (op, module) = (&operation.type_ident, format_ident!("{}", group.version.module()));
    let (names, types) = (
        example.given.iter().map(|given| given.0),
        example.given.iter().map(|given| given.1),
    );
    let texts = example.given.iter().map(|(name, _)| name.to_string());
    let code = example.tokens();
    quote! {
        #[cfg(feature = "__conformance")]
        impl rt::Example for op::#op {
            #[allow(deprecated, unused_imports, unused_variables, reason = "one form for all")]
            fn run(&self, client: &crate::Client<crate::Dynamic>) -> rt::Running {
                use crate::{*, #module::*};
                let request = self.clone();
                let client = client.clone();
                Box::pin(async move {
                    let client = &client;
                    #(let #names: #types = rt::given(&request, #texts)?;)*
                    #code
                    Ok(())
                })
            }
        }
    }
}

/// A macro with the operation's name that gives its line in the docs of an `operations!` bound. It shares the request's
/// path, so whoever can name the one can name the other.
fn listing(operation: &Operation, version: Version) -> TokenStream {
    let (ident, hidden) = (&operation.ident, listing_name(operation, version));
    let scopes = refusal::scope_words(&operation.scopes).unwrap_or_else(|| "no scope opens it".to_owned());
    let line = format!("* `{ident}`: {scopes}");
    quote! {
        #[doc(hidden)]
        #[macro_export]
        macro_rules! #hidden { () => { #line } }
    }
}

fn listing_name(operation: &Operation, version: Version) -> proc_macro2::Ident {
    format_ident!("__{}_{}", version.module(), operation.ident)
}
