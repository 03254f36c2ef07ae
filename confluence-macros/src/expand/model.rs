//! A model → the type and its way through slots: no derives of serde, which cost most of an SDK's compile time.

use super::docs::type_text;
use super::{content, doc_lines};
use crate::checked::{Alternative, Limits, Member, Model};
use crate::expand::request::{accepted, limits};
use crate::input::model::Page;
use crate::input::{Form, Written, is_named, written};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::{ItemEnum, ItemStruct, Type};

/// Everything for one model.
pub(crate) fn expand(model: &Model) -> TokenStream {
    match model {
        Model::Struct {
            item,
            request,
            lenient,
            may_be_empty,
            page,
            members,
        } => structure(item, *request, *lenient, *may_be_empty, page.as_ref(), members),
        Model::Enum { item, variants } => enumeration(item, variants),
        Model::Untagged { item, variants } => untagged(item, variants),
        Model::OneOf { item, variants } => one_of(item, variants),
    }
}

fn structure(
    item: &ItemStruct,
    request: bool,
    lenient: bool,
    may_be_empty: bool,
    page: Option<&Page>,
    members: &[Member],
) -> TokenStream {
    let ItemStruct {
        attrs,
        vis,
        ident,
        fields,
        ..
    } = item;
    let name = ident.to_string();
    let idents: Vec<&Ident> = members.iter().map(|member| &member.ident).collect();
    let names = idents.iter().map(|ident| ident.to_string());
    let wires = members.iter().map(|member| &member.wire);
    let places = 0..members.len();
    let bits = |of: &dyn Fn(&Member) -> bool| {
        let those = members.iter().enumerate().filter(|(_, member)| of(member));
        those.fold(0u64, |bits, (i, _)| bits | 1 << i)
    };
    let listed = |member: &Member| page.is_some_and(|page| holds_results(page, member));
    let required = bits(&|member| (member.form == Form::Plain && !member.always) || listed(member));
    let lenient = bits(&|member| lenient && !member.strict);
    let needed = bits(&|member| member.strict || listed(member) || page.is_some_and(|page| leads_on(page, member)));
    let raw = bits(&|member| is_named(innermost(&member.ty), "Json"));
    let rest = match members.iter().position(|member| member.rest) {
        Some(at) => quote!(Some(#at)),
        None => quote!(None),
    };
    let rules = members
        .iter()
        .enumerate()
        .filter(|(_, member)| member.limits != Limits::default() || member.not_empty || member.label)
        .map(|(i, member)| {
            let (limits, not_empty) = (limits(&member.limits), member.not_empty);
            let label = member.label;
            quote!(M::Rule { field: #i, limits: M::#limits, not_empty: #not_empty, label: #label })
        });
    let builder = request.then(|| builder(ident, members));
    let content = (!request).then(|| content::accessors(ident, members));
    let envelope = page.map(|page| envelope(ident, page, members));
    quote! {
        #(#attrs)*
        #[derive(Clone)]
        #[non_exhaustive]
        #vis struct #ident #fields
        #builder
        #envelope
        #content
        crate::expansion::object! { #ident #name [#required #lenient #needed #raw #rest, #may_be_empty] [#(#places #idents #names #wires)*] [#(#rules),*] }
    }
}

/// Whether a member holds the results of a page.
fn holds_results(page: &Page, member: &Member) -> bool {
    match page {
        Page::Own(_) => member.ident == "results",
        Page::Within(within) => member.ident == *within,
    }
}

/// Whether a member of a page leads to the next one.
fn leads_on(page: &Page, member: &Member) -> bool {
    matches!(page, Page::Own(_)) && (member.ident == "links" || member.ident == "cursor")
}

/// What an option, a list or a map is of.
fn innermost(ty: &Type) -> &Type {
    match written(ty) {
        Written { form: Form::Plain, .. } => ty,
        Written { inner, .. } => innermost(inner),
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
                    #[inline]
                    fn split(self, here: crate::page::OnlyHere) -> (Vec<Self::Item>, Option<String>) {
                        crate::page::Envelope::split(self.#within, here)
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
                    #[inline]
                    fn split(self, _: crate::page::OnlyHere) -> (Vec<#item>, Option<String>) {
                        (self.results, #next)
                    }
                }
            }
        }
    }
}

/// `new` with what is required, a setter for everything else.
fn builder(ident: &Ident, members: &[Member]) -> TokenStream {
    let required = |member: &&Member| member.form != Form::Optional && !member.always;
    let parameters = members
        .iter()
        .filter(required)
        .map(|member| accepted(&member.ident, &member.ty).0);
    let inits = members.iter().map(|member| {
        let ident = &member.ident;
        let value = if required(&member) {
            accepted(ident, &member.ty).1
        } else if member.always {
            quote!(crate::model::Blank::blank())
        } else {
            quote!(None)
        };
        quote!(#ident: #value)
    });
    let setters = members.iter().filter(|member| !required(member)).map(|member| {
        let (ident, docs) = (&member.ident, doc_lines(&member.docs));
        let (parameter, value) = if member.always {
            let ty = &member.ty;
            (quote!(#ident: impl Into<#ty>), quote!(#ident.into()))
        } else {
            let (parameter, value) = accepted(ident, written(&member.ty).inner);
            (parameter, quote!(Some(#value)))
        };
        quote! {
            #docs
            #[inline]
            pub fn #ident(mut self, #parameter) -> Self {
                self.#ident = #value;
                self
            }
        }
    });
    quote! {
        impl #ident {
            /// A value with all that is required. Setters add the rest.
            #[inline]
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
    let (idents, values) = (variants.iter().map(|v| &v.0), variants.iter().map(|v| &v.1));
    quote! {
        #(#attrs)*
        #[derive(Clone, Debug, PartialEq, Hash)]
        #[non_exhaustive]
        #vis enum #ident {
            #(#declared,)*
            /// A value that this version does not know, as it was sent. `"word".parse()` makes one, or the variant of
            /// the word.
            Unknown(Box<str>),
        }
        crate::expansion::word! { #ident [#(#idents #values)*] }
    }
}

fn untagged(item: &ItemEnum, variants: &[(Ident, Type, String)]) -> TokenStream {
    let ItemEnum {
        attrs,
        vis,
        ident,
        variants: declared,
        ..
    } = item;
    let declared = declared.iter();
    let (idents, types) = (variants.iter().map(|v| &v.0), variants.iter().map(|v| &v.1));
    let telling = variants.iter().map(|v| &v.2);
    let first = variants.first().map(|v| &v.0);
    quote! {
        #(#attrs)*
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        #vis enum #ident { #(#declared),* }
        crate::expansion::untagged! { #ident #first [#(#idents #types, #telling)*] }
    }
}

fn one_of(item: &ItemEnum, variants: &[Alternative]) -> TokenStream {
    let ItemEnum {
        attrs,
        vis,
        ident,
        variants: declared,
        ..
    } = item;
    let declared = declared.iter();
    let sets = variants.iter().map(|Alternative { ident, members }| {
        let members = members.iter().enumerate().map(|(i, (wire, ty))| {
            let member = format_ident!("member{i}");
            quote!(#wire #member: #ty,)
        });
        quote!(#ident { #(#members)* })
    });
    let first = variants.first().map(|Alternative { ident, members }| {
        let blanks = members.iter().map(|_| quote!(crate::model::Blank::blank()));
        quote!(Self::#ident(#(#blanks),*))
    });
    // A text, a number or what several variants have does not say by its type which variant is meant.
    let alone = |alternative: &Alternative| match alternative.members.as_slice() {
        [(_, ty)] => Some(type_text(ty)),
        _ => None,
    };
    let from = variants.iter().filter_map(|alternative| {
        let [(_, ty)] = alternative.members.as_slice() else {
            return None;
        };
        let same = variants.iter().filter(|other| alone(other) == alone(alternative));
        let tells = same.count() == 1 && !PLAIN.iter().any(|plain| is_named(ty, plain));
        let ident = &alternative.ident;
        tells.then(|| quote!(#ident #ty,))
    });
    quote! {
        #(#attrs)*
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        #vis enum #ident { #(#declared),* }
        crate::expansion::one_of! { #ident #first, [#(#sets)*] [#(#from)*] }
    }
}

const PLAIN: &[&str] = &["String", "bool", "i32", "i64", "u32", "u64", "f64", "Value", "Json"];
