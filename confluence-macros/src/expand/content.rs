//! Short ways to what most people want of content: its body and the number of its version, without the options between.

use crate::checked::Member;
use crate::input::{is_named, written};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use syn::Type;

/// The types of bodies, and which representations they have.
const BODIES: &[(&str, &[&str])] = &[
    ("BodyBulk", &["storage", "atlas_doc_format"]),
    ("BodySingle", &["storage", "atlas_doc_format", "view"]),
    ("CustomContentBodyBulk", &["storage", "atlas_doc_format", "raw"]),
    (
        "CustomContentBodySingle",
        &["storage", "atlas_doc_format", "raw", "view"],
    ),
    ("ContentFormats", &["storage", "atlas_doc_format", "view"]),
];

/// A method for each representation of the body, and one for the number of the version.
pub(super) fn accessors(ident: &Ident, members: &[Member]) -> TokenStream {
    let member = |name: &str| members.iter().find(|member| member.ident == name);
    let body = member("body").and_then(|member| {
        let within = innermost(&member.ty);
        BODIES.iter().find(|(name, _)| is_named(within, name))
    });
    let texts = body
        .into_iter()
        .flat_map(|(_, representations)| *representations)
        .map(|name| {
            let docs = format!(
                " The [`body`](Self::body) {}, as it was sent, if the answer has it.",
                words(name)
            );
            let (method, name) = (format_ident!("{name}_value"), Ident::new(name, Span::call_site()));
            quote! {
                #[doc = #docs]
                #[inline]
                pub fn #method(&self) -> Option<&str> {
                    self.body.as_ref()?.#name.as_ref()?.value.as_deref()
                }
            }
        });
    let version = member("version").filter(|member| {
        ["Version", "V1Version"]
            .iter()
            .any(|name| is_named(innermost(&member.ty), name))
    });
    let number = version.map(|_| {
        quote! {
            /// The number of the [`version`](Self::version), if the answer has it.
            #[inline]
            pub fn version_number(&self) -> Option<u32> {
                self.version.as_ref()?.number
            }
        }
    });
    if body.is_none() && number.is_none() {
        return TokenStream::new();
    }
    quote!(impl #ident { #(#texts)* #number })
}

fn words(representation: &str) -> &'static str {
    match representation {
        "atlas_doc_format" => "in the Atlassian document format, which is JSON",
        "raw" => "as an app stored it",
        "view" => "as HTML",
        _ => "in the storage format",
    }
}

/// The type within options and boxes.
fn innermost(ty: &Type) -> &Type {
    let inner = written(ty).inner;
    crate::input::argument_of(inner, "Box").unwrap_or(inner)
}
