//! `#[model]` on a struct or an enum, as it is written, and what of it is refused.

use super::{Form, docs, range, set_once, unknown_attribute, written};
use crate::errors::Errors;
use crate::names::camel;
use proc_macro2::Span;
use std::collections::HashSet;
use syn::parse::{Parse, ParseStream};
use syn::spanned::Spanned;
use syn::{Attribute, Expr, Fields, Ident, Item, ItemEnum, ItemStruct, LitInt, LitStr, Token, Type};

/// What stands in `#[model(…)]`.
#[derive(Default)]
pub(crate) struct Options {
    pub(crate) request: bool,
    pub(crate) lenient: bool,
    pub(crate) untagged: bool,
    pub(crate) page: Option<Page>,
}

/// Where a page of results keeps them.
pub(crate) enum Page {
    /// In its own `results`, with `links` beside.
    Own(Ident),
    /// In this member, which is a page itself.
    Within(Ident),
}

/// A model, checked.
pub(crate) enum Model {
    Struct {
        item: ItemStruct,
        request: bool,
        lenient: bool,
        page: Option<Page>,
        members: Vec<Member>,
    },
    Enum {
        item: ItemEnum,
        variants: Vec<(Ident, String)>,
    },
    Untagged {
        item: ItemEnum,
        variants: Vec<(Ident, Type)>,
    },
}

/// One member of an object.
pub(crate) struct Member {
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    pub(crate) form: Form,
    pub(crate) docs: Vec<String>,
    pub(crate) wire: String,
    pub(crate) range: Option<(i64, i64)>,
    pub(crate) max_len: Option<u32>,
    pub(crate) not_empty: bool,
    /// Of a lenient model: not passed over.
    pub(crate) strict: bool,
}

const ON_MEMBERS: &[&str] = &["wire", "range", "max_len", "not_empty", "strict"];

impl Parse for Options {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut options = Options::default();
        if !input.is_empty() {
            let word: Ident = input.parse()?;
            match word.to_string().as_str() {
                "request" => options.request = true,
                "lenient" => options.lenient = true,
                "untagged" => options.untagged = true,
                "page" if input.peek(Token![=]) => {
                    input.parse::<Token![=]>()?;
                    options.page = Some(Page::Within(input.parse()?));
                }
                "page" => options.page = Some(Page::Own(word)),
                _ => {
                    return Err(syn::Error::new(
                        word.span(),
                        "expected `request`, `lenient`, `page` or `untagged`",
                    ));
                }
            }
        }
        Ok(options)
    }
}

/// Reads and checks a model.
pub(crate) fn read(options: Options, item: Item, errors: &mut Errors) -> Option<Model> {
    match item {
        Item::Struct(item) => structure(item, options, errors),
        Item::Enum(item) if options.untagged => untagged(item, errors),
        Item::Enum(item) => enumeration(item, errors),
        other => {
            errors.push(other.span(), "expected a struct or an enum");
            None
        }
    }
}

fn documented(what: &Ident, attrs: &[Attribute], errors: &mut Errors) {
    if docs(attrs).iter().all(|line| line.trim().is_empty()) {
        errors.push(what.span(), format_args!("`{what}` has no doc comment"));
    }
}

fn structure(mut item: ItemStruct, options: Options, errors: &mut Errors) -> Option<Model> {
    documented(&item.ident, &item.attrs, errors);
    let Fields::Named(fields) = &mut item.fields else {
        errors.push(item.ident.span(), "a model has named members");
        return None;
    };
    let mut members = Vec::new();
    for field in &mut fields.named {
        members.extend(member(field, errors));
        field.attrs.retain(|attr| {
            !attr
                .path()
                .get_ident()
                .is_some_and(|name| ON_MEMBERS.iter().any(|known| name == known))
        });
    }
    if members.len() > 64 {
        errors.push(
            item.ident.span(),
            "a model has at most 64 members: required ones are counted in 64 bits",
        );
    }
    if let Some(Page::Own(at)) = &options.page
        && !(members.iter().any(|member| member.ident == "results")
            && members
                .iter()
                .any(|member| member.ident == "links" || member.ident == "cursor"))
    {
        errors.push(
            at.span(),
            "a page has `results`, and `links` or `cursor`; help: `#[model(page = member)]` if a member is the page",
        );
    }
    let mut seen = HashSet::new();
    for member in &members {
        if !seen.insert(member.wire.clone()) {
            errors.push(
                member.ident.span(),
                format_args!("a second member with the wire name `{}`", member.wire),
            );
        }
    }
    errors.is_empty().then_some(Model::Struct {
        item,
        request: options.request,
        lenient: options.lenient,
        page: options.page,
        members,
    })
}

fn member(field: &syn::Field, errors: &mut Errors) -> Option<Member> {
    let ident = field.ident.clone()?;
    documented(&ident, &field.attrs, errors);
    let usual = camel(ident.to_string().trim_start_matches("r#"));
    let (mut wire, mut limits, mut max_len) = (None, None, None);
    let (mut not_empty, mut strict) = (false, false);
    for attr in &field.attrs {
        let name = attr.path().get_ident().map(ToString::to_string).unwrap_or_default();
        let at = attr.path().span();
        match name.as_str() {
            "wire" => set_once(&mut wire, errors.take(attr.parse_args::<LitStr>()), at, "wire", errors),
            "range" => {
                let parsed = errors
                    .take(attr.parse_args::<Expr>())
                    .and_then(|expr| errors.take(range(&expr)));
                set_once(&mut limits, parsed, at, "range", errors);
            }
            "max_len" => {
                let parsed = errors
                    .take(attr.parse_args::<LitInt>())
                    .and_then(|int| errors.take(int.base10_parse()));
                set_once(&mut max_len, parsed, at, "max_len", errors);
            }
            "not_empty" => not_empty = true,
            "strict" => strict = true,
            "doc" | "allow" | "cfg" | "deprecated" => {}
            _ => unknown_attribute(attr, ON_MEMBERS, errors),
        }
    }
    let wire = wire_or(wire, usual, errors);
    Some(Member {
        form: written(&field.ty).form,
        ty: field.ty.clone(),
        docs: docs(&field.attrs),
        ident,
        wire,
        range: limits,
        max_len,
        not_empty,
        strict,
    })
}

fn wire_or(wire: Option<LitStr>, usual: String, errors: &mut Errors) -> String {
    match wire {
        Some(wire) if wire.value() == usual => {
            errors.push(
                wire.span(),
                format_args!("`\"{usual}\"` is the wire name anyway; help: leave it out"),
            );
            usual
        }
        Some(wire) => wire.value(),
        None => usual,
    }
}

fn enumeration(mut item: ItemEnum, errors: &mut Errors) -> Option<Model> {
    documented(&item.ident, &item.attrs, errors);
    let mut variants: Vec<(Ident, String)> = Vec::new();
    for variant in &mut item.variants {
        documented(&variant.ident, &variant.attrs, errors);
        if !matches!(variant.fields, Fields::Unit) {
            errors.push(
                variant.ident.span(),
                "a value from the wire has no fields; help: `#[model(untagged)]` is for members with several shapes",
            );
        }
        if variant.ident == "Unknown" {
            errors.push(
                variant.ident.span(),
                "`Unknown` is added for values that are not listed",
            );
        }
        let wire = variant
            .attrs
            .iter()
            .find(|attr| attr.path().is_ident("wire"))
            .and_then(|attr| errors.take(attr.parse_args::<LitStr>()));
        let name = variant.ident.to_string();
        let words = name.chars().filter(|c| c.is_uppercase()).count();
        if wire.is_none() && words > 1 {
            errors.push(
                variant.ident.span(),
                format_args!("`{name}` needs its value; help: `#[wire(\"…\")]`"),
            );
        }
        // A name of several words is always spelt out, even where the words are simply joined.
        let value = match wire {
            Some(wire) if words > 1 => wire.value(),
            wire => wire_or(wire, name.to_lowercase(), errors),
        };
        if variants.iter().any(|(_, known)| *known == value) {
            errors.push(
                variant.ident.span(),
                format_args!("a second variant with the value `{value}`"),
            );
        }
        variants.push((variant.ident.clone(), value));
        variant.attrs.retain(|attr| !attr.path().is_ident("wire"));
    }
    errors.is_empty().then_some(Model::Enum { item, variants })
}

fn untagged(item: ItemEnum, errors: &mut Errors) -> Option<Model> {
    documented(&item.ident, &item.attrs, errors);
    let mut variants = Vec::new();
    for variant in &item.variants {
        documented(&variant.ident, &variant.attrs, errors);
        match &variant.fields {
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
                variants.push((variant.ident.clone(), fields.unnamed[0].ty.clone()))
            }
            _ => errors.push(
                variant.ident.span(),
                "each shape is one model in parentheses, such as `Nested(PageNestedBody)`",
            ),
        }
    }
    if variants.is_empty() {
        errors.push(Span::call_site(), "no shape");
    }
    errors.is_empty().then_some(Model::Untagged { item, variants })
}
