//! `#[model]` on a struct or an enum, as it is written.

use super::{docs, once, range, unknown_attribute};
use crate::errors::Errors;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Attribute, Expr, Fields, Ident, Item, ItemEnum, ItemStruct, LitInt, LitStr, Token, Type};

/// What stands in `#[model(…)]`.
#[derive(Default)]
pub(crate) struct Options {
    pub(crate) request: bool,
    pub(crate) lenient: bool,
    pub(crate) may_be_empty: bool,
    pub(crate) untagged: bool,
    pub(crate) one_of: bool,
    pub(crate) page: Option<Page>,
}

/// Where a page of results keeps them.
pub(crate) enum Page {
    /// In its own `results`, with `links` beside.
    Own(Ident),
    /// In this member, which is a page itself.
    Within(Ident),
}

/// A model. The item is without the attributes that are read here.
pub(crate) struct Model {
    pub(crate) options: Options,
    pub(crate) docs: Vec<String>,
    pub(crate) body: Body,
}

/// A struct or an enum.
pub(crate) enum Body {
    Struct { item: ItemStruct, members: Vec<Member> },
    Enum { item: ItemEnum, variants: Vec<Variant> },
}

/// One member of an object.
pub(crate) struct Member {
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    pub(crate) docs: Vec<String>,
    pub(crate) wire: Option<LitStr>,
    pub(crate) range: Option<(i64, i64)>,
    pub(crate) max_len: Option<LitInt>,
    pub(crate) max_items: Option<LitInt>,
    pub(crate) not_empty: bool,
    /// Needed to continue: never passed over.
    pub(crate) strict: bool,
    /// Of a request: sent in any case, blank if nobody sets it.
    pub(crate) always: bool,
    /// The name of a label.
    pub(crate) label: bool,
    /// Takes the members that are not declared.
    pub(crate) rest: bool,
}

/// One word, one shape, or one set of members.
pub(crate) struct Variant {
    pub(crate) ident: Ident,
    pub(crate) docs: Vec<String>,
    /// What stands in `#[wire(…)]`.
    pub(crate) wire: Vec<LitStr>,
    pub(crate) fields: Fields,
}

const ON_MEMBERS: &[&str] = &[
    "wire",
    "range",
    "max_len",
    "max_items",
    "not_empty",
    "strict",
    "always",
    "label",
    "rest",
];
const ON_VARIANTS: &[&str] = &["wire"];

impl Parse for Options {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut options = Options::default();
        if !input.is_empty() {
            let word: Ident = input.parse()?;
            match word.to_string().as_str() {
                "request" => options.request = true,
                "lenient" => options.lenient = true,
                "may_be_empty" => options.may_be_empty = true,
                "untagged" => options.untagged = true,
                "one_of" => options.one_of = true,
                "page" if input.peek(Token![=]) => {
                    input.parse::<Token![=]>()?;
                    options.page = Some(Page::Within(input.parse()?));
                }
                "page" => options.page = Some(Page::Own(word)),
                _ => {
                    return Err(syn::Error::new(
                        word.span(),
                        "expected `request`, `lenient`, `may_be_empty`, `page`, `untagged` or `one_of`",
                    ));
                }
            }
        }
        Ok(options)
    }
}

impl Model {
    /// Reads a model; what cannot be read is recorded and left out.
    pub(crate) fn read(options: Options, item: Item, errors: &mut Errors) -> Option<Self> {
        let (docs, body) = match item {
            Item::Struct(item) => (docs(&item.attrs), structure(item, errors)?),
            Item::Enum(item) => (docs(&item.attrs), enumeration(item, errors)),
            other => {
                errors.push(other.span(), "expected a struct or an enum");
                return None;
            }
        };
        Some(Model { options, docs, body })
    }
}

fn structure(mut item: ItemStruct, errors: &mut Errors) -> Option<Body> {
    let Fields::Named(fields) = &mut item.fields else {
        errors.push(item.ident.span(), "a model has named members");
        return None;
    };
    let mut members = Vec::new();
    for field in &mut fields.named {
        members.extend(member(field, errors));
        remove(ON_MEMBERS, &mut field.attrs);
    }
    Some(Body::Struct { item, members })
}

fn enumeration(mut item: ItemEnum, errors: &mut Errors) -> Body {
    let mut variants = Vec::new();
    for variant in &mut item.variants {
        let wire = variant.attrs.iter().find(|attr| attr.path().is_ident("wire"));
        variants.push(Variant {
            ident: variant.ident.clone(),
            docs: docs(&variant.attrs),
            wire: wire
                .and_then(|attr| errors.take(attr.parse_args_with(Punctuated::<LitStr, Token![,]>::parse_terminated)))
                .into_iter()
                .flatten()
                .collect(),
            fields: variant.fields.clone(),
        });
        remove(ON_VARIANTS, &mut variant.attrs);
    }
    Body::Enum { item, variants }
}

fn remove(ours: &[&str], attrs: &mut Vec<Attribute>) {
    attrs.retain(|attr| !ours.iter().any(|name| attr.path().is_ident(name)));
}

fn member(field: &syn::Field, errors: &mut Errors) -> Option<Member> {
    let mut member = Member {
        ident: field.ident.clone()?,
        ty: field.ty.clone(),
        docs: docs(&field.attrs),
        wire: None,
        range: None,
        max_len: None,
        max_items: None,
        not_empty: false,
        strict: false,
        always: false,
        label: false,
        rest: false,
    };
    for attr in &field.attrs {
        let name = attr.path().get_ident().map(ToString::to_string).unwrap_or_default();
        match name.as_str() {
            "wire" => once(&mut member.wire, attr, attr.parse_args(), errors),
            "range" => {
                let limits = attr.parse_args::<Expr>().and_then(|expr| range(&expr));
                once(&mut member.range, attr, limits, errors);
            }
            "max_len" => once(&mut member.max_len, attr, attr.parse_args(), errors),
            "max_items" => once(&mut member.max_items, attr, attr.parse_args(), errors),
            "not_empty" => member.not_empty = true,
            "strict" => member.strict = true,
            "always" => member.always = true,
            "label" => member.label = true,
            "rest" => member.rest = true,
            "doc" | "allow" | "cfg" | "deprecated" => {}
            _ => unknown_attribute(attr, ON_MEMBERS, errors),
        }
    }
    Some(member)
}
