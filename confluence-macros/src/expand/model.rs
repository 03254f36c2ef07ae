//! A model → the type and its way through slots: no derives of serde, which cost most of an SDK's compile time.

use super::{describe, doc_lines, option};
use crate::expand::request::accepted;
use crate::input::model::{Member, Model, Page};
use crate::input::{Form, written};
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::{ItemEnum, ItemStruct, Type};

/// Everything for one model.
pub(crate) fn expand(model: &Model) -> TokenStream {
    match model {
        Model::Struct {
            item,
            request,
            page,
            members,
        } => structure(item, *request, page.as_ref(), members),
        Model::Enum { item, variants } => enumeration(item, variants),
        Model::Untagged { item, variants } => untagged(item, variants),
    }
}

fn structure(item: &ItemStruct, request: bool, page: Option<&Page>, members: &[Member]) -> TokenStream {
    let ItemStruct {
        attrs,
        vis,
        ident,
        fields,
        ..
    } = item;
    let name = ident.to_string();
    let idents: Vec<&Ident> = members.iter().map(|member| &member.ident).collect();
    let wires = members.iter().map(|member| &member.wire);
    let rust = idents.iter().map(ToString::to_string);
    let places: Vec<usize> = (0..members.len()).collect();
    let required = members
        .iter()
        .enumerate()
        .filter(|(_, member)| member.form == Form::Plain)
        .fold(0u64, |bits, (i, _)| bits | 1 << i);
    let rules = members
        .iter()
        .enumerate()
        .filter(|(_, m)| m.range.is_some() || m.max_len.is_some() || m.not_empty)
        .map(|(i, member)| {
            let range = option(member.range.map(|(low, high)| quote!((#low, #high))));
            let (max_len, not_empty) = (option(member.max_len), member.not_empty);
            quote!(M::Rule { field: #i, range: #range, max_len: #max_len, not_empty: #not_empty })
        });
    let builder = request.then(|| builder(ident, members));
    let envelope = page.map(|page| envelope(ident, page, members));
    let serde = serde(ident);
    let described = describe::structure(ident, members);
    quote! {
        #(#attrs)*
        #[derive(Clone)]
        #[non_exhaustive]
        #vis struct #ident #fields
        #builder
        #envelope
        const _: () = {
            use crate::model as M;
            impl M::Blank for #ident {
                fn blank() -> Self {
                    Self { #(#idents: M::Blank::blank()),* }
                }
            }
            impl M::Object for #ident {
                fn shape(&self) -> &'static M::Shape {
                    &M::Shape { name: #name, fields: &[#(#wires),*], rust: &[#(#rust),*], required: #required, rules: &[#(#rules),*] }
                }
                fn slot(&mut self, index: usize) -> &mut dyn M::Slot {
                    match index {
                        #(#places => &mut self.#idents,)*
                        _ => M::out_of_range(),
                    }
                }
                fn get(&self, index: usize) -> &dyn M::ToNode {
                    match index {
                        #(#places => &self.#idents,)*
                        _ => M::out_of_range(),
                    }
                }
            }
            impl ::core::fmt::Debug for #ident {
                fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    M::debug(self, f)
                }
            }
            impl ::core::cmp::PartialEq for #ident {
                fn eq(&self, other: &Self) -> bool {
                    M::equal(self, other)
                }
            }
            #described
            #serde
        };
    }
}

/// What makes a page of results walkable.
fn envelope(ident: &Ident, page: &Page, members: &[Member]) -> TokenStream {
    match page {
        Page::Within(within) => {
            let ty = members
                .iter()
                .find(|member| member.ident == *within)
                .map(|member| &member.ty);
            quote! {
                impl crate::page::Envelope for #ident {
                    type Item = <#ty as crate::page::Envelope>::Item;
                    fn split(self) -> (::std::vec::Vec<Self::Item>, ::core::option::Option<::std::string::String>) {
                        crate::page::Envelope::split(self.#within)
                    }
                }
            }
        }
        Page::Own(_) => {
            let item = members
                .iter()
                .find(|member| member.ident == "results")
                .map(|member| written(&member.ty).inner);
            let next = if members.iter().any(|member| member.ident == "links") {
                quote!(self.links.and_then(|links| links.next))
            } else {
                quote!(self.cursor)
            };
            quote! {
                impl crate::page::Envelope for #ident {
                    type Item = #item;
                    fn split(self) -> (::std::vec::Vec<#item>, ::core::option::Option<::std::string::String>) {
                        (self.results, #next)
                    }
                }
            }
        }
    }
}

/// `new` with what is required, a setter for everything else.
fn builder(ident: &Ident, members: &[Member]) -> TokenStream {
    let required = |member: &&Member| member.form != Form::Optional;
    let parameters = members
        .iter()
        .filter(required)
        .map(|member| accepted(&member.ident, &member.ty).0);
    let inits = members.iter().map(|member| {
        let ident = &member.ident;
        let value = if required(&member) {
            accepted(ident, &member.ty).1
        } else {
            quote!(::core::option::Option::None)
        };
        quote!(#ident: #value)
    });
    let setters = members.iter().filter(|member| !required(member)).map(|member| {
        let (ident, docs) = (&member.ident, doc_lines(&member.docs));
        let (parameter, value) = accepted(ident, written(&member.ty).inner);
        quote! {
            #docs
            pub fn #ident(mut self, #parameter) -> Self {
                self.#ident = ::core::option::Option::Some(#value);
                self
            }
        }
    });
    quote! {
        impl #ident {
            /// With what is required.
            #[allow(clippy::new_without_default, reason = "one form for every request")]
            pub fn new(#(#parameters),*) -> Self {
                Self { #(#inits),* }
            }
            #(#setters)*
        }
    }
}

fn enumeration(item: &ItemEnum, variants: &[(Ident, String)]) -> TokenStream {
    let ItemEnum {
        attrs,
        vis,
        ident,
        variants: declared,
        ..
    } = item;
    let declared = declared.iter();
    let (idents, values): (Vec<_>, Vec<_>) = variants.iter().map(|(ident, value)| (ident, value)).unzip();
    let serde = serde(ident);
    let described = describe::enumeration(ident, variants);
    quote! {
        #(#attrs)*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        #vis enum #ident {
            #(#declared,)*
            /// A value that this version does not know, as it was sent.
            Unknown(::std::boxed::Box<str>),
        }
        impl #ident {
            /// The value on the wire.
            pub fn as_str(&self) -> &str {
                crate::model::Text::as_str(self)
            }
        }
        const _: () = {
            use crate::model as M;
            impl M::Text for #ident {
                const TABLE: &'static [(&'static str, Self)] = &[#((#values, Self::#idents)),*];
                fn unknown(text: &str) -> Self {
                    Self::Unknown(text.into())
                }
                fn as_str(&self) -> &str {
                    match self {
                        #(Self::#idents => #values,)*
                        Self::Unknown(text) => text,
                    }
                }
            }
            impl M::Blank for #ident {
                fn blank() -> Self {
                    <Self as M::Text>::unknown("")
                }
            }
            impl M::Slot for #ident {
                fn accept(&mut self, event: M::Event<'_>) -> M::Done {
                    M::accept_text(self, event)
                }
            }
            impl M::ToNode for #ident {
                fn node(&self) -> M::Node<'_> {
                    M::Node::Text(::std::borrow::Cow::Borrowed(M::Text::as_str(self)))
                }
            }
            impl ::core::convert::From<&str> for #ident {
                fn from(text: &str) -> Self {
                    M::from_text(text)
                }
            }
            impl ::core::fmt::Display for #ident {
                fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    f.write_str(M::Text::as_str(self))
                }
            }
            #described
            #serde
        };
    }
}

fn untagged(item: &ItemEnum, variants: &[(Ident, Type)]) -> TokenStream {
    let ItemEnum {
        attrs,
        vis,
        ident,
        variants: declared,
        ..
    } = item;
    let declared = declared.iter();
    let (idents, types): (Vec<_>, Vec<_>) = variants.iter().map(|(ident, ty)| (ident, ty)).unzip();
    let first = idents.first();
    let serde = serde(ident);
    let described = describe::untagged(ident, &types);
    quote! {
        #(#attrs)*
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        #vis enum #ident { #(#declared),* }
        #(
            impl ::core::convert::From<#types> for #ident {
                fn from(value: #types) -> Self {
                    Self::#idents(value)
                }
            }
        )*
        const _: () = {
            use crate::model as M;
            impl M::Blank for #ident {
                fn blank() -> Self {
                    Self::#first(M::Blank::blank())
                }
            }
            impl M::Slot for #ident {
                fn accept(&mut self, event: M::Event<'_>) -> M::Done {
                    M::untagged(self, event, &[#(|value| M::from_value(value).map(Self::#idents)),*])
                }
            }
            impl M::ToNode for #ident {
                fn node(&self) -> M::Node<'_> {
                    match self {
                        #(Self::#idents(value) => M::ToNode::node(value),)*
                    }
                }
            }
            #described
            #serde
        };
    }
}

/// serde's traits, for users: both forward to the one shared visitor.
fn serde(ident: &Ident) -> TokenStream {
    quote! {
        impl crate::__rt::serde::Serialize for #ident {
            fn serialize<S: crate::__rt::serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                M::serialize(self, serializer)
            }
        }
        impl<'de> crate::__rt::serde::Deserialize<'de> for #ident {
            fn deserialize<D: crate::__rt::serde::Deserializer<'de>>(deserializer: D) -> ::core::result::Result<Self, D::Error> {
                M::de_slot(deserializer)
            }
        }
    }
}
