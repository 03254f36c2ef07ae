//! `#[endpoints(…)] trait Group { … }` as it is written.

use super::extras::{Example, Statuses};
use super::permission::Terms;
use super::{docs, once, range, text_value, unknown_attribute};
use crate::errors::Errors;
use proc_macro2::{Span, TokenStream};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{
    Attribute, Expr, FnArg, Ident, ItemTrait, LitInt, LitStr, Pat, ReturnType, Token, TraitItem, TraitItemFn, Type,
};

/// What stands in `#[endpoints(…)]`.
pub(crate) struct Header {
    pub(crate) version: Ident,
    pub(crate) tag: LitStr,
    pub(crate) base: LitStr,
}

/// A trait of operations.
pub(crate) struct Endpoints {
    pub(crate) header: Header,
    pub(crate) ident: Ident,
    pub(crate) docs: Vec<String>,
    pub(crate) operations: Vec<Operation>,
}

/// One operation.
pub(crate) struct Operation {
    pub(crate) ident: Ident,
    pub(crate) docs: Vec<String>,
    pub(crate) route: Option<(Method, LitStr)>,
    pub(crate) id: Option<Id>,
    pub(crate) scopes: Option<Scopes>,
    pub(crate) connect: Option<Ident>,
    pub(crate) callers: Option<Callers>,
    pub(crate) permissions: Option<(Span, Terms)>,
    pub(crate) paged: Option<Paged>,
    pub(crate) headers: Vec<(LitStr, LitStr)>,
    pub(crate) max_body: Option<LitInt>,
    pub(crate) deprecated: Option<LitStr>,
    pub(crate) replaced_by: Option<LitStr>,
    pub(crate) repeat: Option<Ident>,
    pub(crate) experimental: bool,
    pub(crate) app_access: Option<Ident>,
    pub(crate) errors: Option<Statuses>,
    pub(crate) example: Option<Example>,
    pub(crate) arguments: Vec<Argument>,
    pub(crate) output: Option<Type>,
}

/// An HTTP method.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Method {
    Get,
    Post,
    Put,
    Delete,
    Patch,
}

/// `#[id("getPageById")]`
pub(crate) struct Id {
    pub(crate) text: LitStr,
    pub(crate) respelt: bool,
}

/// `#[scopes(…)]`
pub(crate) enum Scopes {
    AnyOf(Vec<Vec<LitStr>>),
    None { at: Span, because: LitStr },
}

/// `#[callers(…)]`
pub(crate) struct Callers {
    pub(crate) only: bool,
    pub(crate) modes: Vec<Ident>,
    pub(crate) because: LitStr,
}

/// `#[paged(cursor)]`, `#[paged(offset, limit(default = 200))]`
pub(crate) struct Paged {
    pub(crate) way: Ident,
    pub(crate) limit: Option<Placed>,
}

/// One argument of an operation.
pub(crate) struct Argument {
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    pub(crate) docs: Vec<String>,
    pub(crate) place: Option<Placed>,
    pub(crate) one_of: Option<Vec<Member>>,
    pub(crate) required: bool,
    pub(crate) may_be_empty: bool,
    /// Sent as a member of the body too, besides where it goes.
    pub(crate) also_member: Option<Ident>,
    pub(crate) deprecated: Option<LitStr>,
}

/// Where an argument goes, with what stands in the parentheses.
pub(crate) struct Placed {
    pub(crate) at: At,
    pub(crate) span: Span,
    pub(crate) wire: Option<LitStr>,
    pub(crate) style: Option<Ident>,
    pub(crate) default: Option<Expr>,
    pub(crate) range: Option<(i64, i64)>,
    pub(crate) max_len: Option<LitInt>,
    pub(crate) max_items: Option<LitInt>,
}

/// One of several members of the body that an argument may stand for.
pub(crate) struct Member {
    pub(crate) ident: Ident,
    pub(crate) placed: Placed,
}

/// The attribute that says where an argument goes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum At {
    Query,
    Header,
    Body,
    Member,
    Part,
}

const ON_OPERATIONS: &[&str] = &[
    "get",
    "post",
    "put",
    "delete",
    "patch",
    "id",
    "scopes",
    "connect",
    "callers",
    "permissions",
    "paged",
    "header",
    "max_body",
    "deprecated",
    "replaced_by",
    "repeat",
    "experimental",
    "app_access",
    "errors",
    "example",
];
const ON_ARGUMENTS: &[&str] = &[
    "query",
    "header",
    "body",
    "member",
    "part",
    "one_of",
    "required",
    "may_be_empty",
    "also_member",
    "deprecated",
];

impl Method {
    /// The method that this attribute names.
    fn of(attribute: &str) -> Option<Self> {
        Some(match attribute {
            "get" => Method::Get,
            "post" => Method::Post,
            "put" => Method::Put,
            "delete" => Method::Delete,
            "patch" => Method::Patch,
            _ => return None,
        })
    }

    /// As it is sent.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Delete => "DELETE",
            Method::Patch => "PATCH",
        }
    }
}

impl At {
    /// The place that this attribute names.
    fn of(attribute: &str) -> Option<Self> {
        [At::Query, At::Header, At::Body, At::Member, At::Part]
            .into_iter()
            .find(|at| at.attribute() == attribute)
    }

    /// As it is written.
    pub(crate) fn attribute(self) -> &'static str {
        match self {
            At::Query => "query",
            At::Header => "header",
            At::Body => "body",
            At::Member => "member",
            At::Part => "part",
        }
    }
}

impl Parse for Header {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let version = input.parse()?;
        let mut header = Header {
            version,
            tag: LitStr::new("", input.span()),
            base: LitStr::new("", input.span()),
        };
        while input.peek(Token![,]) {
            input.parse::<Token![,]>()?;
            let key: Ident = input.parse()?;
            input.parse::<Token![=]>()?;
            match key.to_string().as_str() {
                "tag" => header.tag = input.parse()?,
                "base" => header.base = input.parse()?,
                _ => return Err(syn::Error::new(key.span(), "expected `tag` or `base`")),
            }
        }
        Ok(header)
    }
}

impl Endpoints {
    /// Reads the trait; what cannot be read is recorded and left out.
    pub(crate) fn read(header: Header, item: ItemTrait, errors: &mut Errors) -> Self {
        let mut operations = Vec::new();
        for item in item.items {
            match item {
                TraitItem::Fn(function) => operations.push(operation(function, errors)),
                other => errors.push(other.span(), "expected a method: each declares one operation"),
            }
        }
        Endpoints {
            header,
            ident: item.ident,
            docs: docs(&item.attrs),
            operations,
        }
    }
}

fn operation(function: TraitItemFn, errors: &mut Errors) -> Operation {
    let mut operation = Operation {
        docs: docs(&function.attrs),
        route: None,
        id: None,
        scopes: None,
        connect: None,
        callers: None,
        permissions: None,
        paged: None,
        headers: Vec::new(),
        max_body: None,
        deprecated: None,
        replaced_by: None,
        repeat: None,
        experimental: false,
        app_access: None,
        errors: None,
        example: None,
        arguments: Vec::new(),
        output: match function.sig.output {
            ReturnType::Default => None,
            ReturnType::Type(_, ty) => Some(*ty),
        },
        ident: function.sig.ident,
    };
    for attr in &function.attrs {
        read_attribute(&mut operation, attr, errors);
    }
    for input in function.sig.inputs {
        match input {
            FnArg::Typed(typed) => match *typed.pat {
                Pat::Ident(pat) => operation
                    .arguments
                    .push(argument(pat.ident, *typed.ty, &typed.attrs, errors)),
                other => errors.push(other.span(), "expected a name: each argument is one parameter"),
            },
            FnArg::Receiver(receiver) => errors.push(receiver.span(), "an operation has no receiver: remove `self`"),
        }
    }
    operation
}

fn read_attribute(operation: &mut Operation, attr: &Attribute, errors: &mut Errors) {
    let Some(name) = attr.path().get_ident() else {
        return unknown_attribute(attr, ON_OPERATIONS, errors);
    };
    let name = name.to_string();
    if let Some(method) = Method::of(&name) {
        let path = attr.parse_args::<LitStr>().map(|path| (method, path));
        return once(&mut operation.route, attr, path, errors);
    }
    match name.as_str() {
        "doc" => {}
        "id" => once(&mut operation.id, attr, attr.parse_args_with(id), errors),
        "scopes" => once(&mut operation.scopes, attr, attr.parse_args_with(scopes), errors),
        "connect" => once(&mut operation.connect, attr, attr.parse_args(), errors),
        "callers" => once(&mut operation.callers, attr, attr.parse_args_with(callers), errors),
        "permissions" => {
            let terms = attr.parse_args::<Terms>().map(|terms| (attr.path().span(), terms));
            once(&mut operation.permissions, attr, terms, errors);
        }
        "paged" => once(&mut operation.paged, attr, attr.parse_args_with(paged), errors),
        "header" => operation
            .headers
            .extend(errors.take(attr.parse_args_with(constant_header))),
        "max_body" => once(&mut operation.max_body, attr, attr.parse_args(), errors),
        "deprecated" => once(&mut operation.deprecated, attr, text_value(attr), errors),
        "replaced_by" => once(&mut operation.replaced_by, attr, attr.parse_args(), errors),
        "repeat" => once(&mut operation.repeat, attr, attr.parse_args(), errors),
        "experimental" => operation.experimental = true,
        "app_access" => once(&mut operation.app_access, attr, attr.parse_args(), errors),
        "errors" => once(&mut operation.errors, attr, attr.parse_args(), errors),
        "example" => once(&mut operation.example, attr, attr.parse_args(), errors),
        _ => unknown_attribute(attr, ON_OPERATIONS, errors),
    }
}

fn id(input: ParseStream<'_>) -> syn::Result<Id> {
    let text = input.parse()?;
    let respelt = input.peek(Token![,]);
    if respelt {
        input.parse::<Token![,]>()?;
        let word: Ident = input.parse()?;
        if word != "respelt" {
            return Err(syn::Error::new(word.span(), "expected `respelt`"));
        }
    }
    Ok(Id { text, respelt })
}

fn because(input: ParseStream<'_>) -> syn::Result<LitStr> {
    input.parse::<Token![,]>()?;
    let key: Ident = input.parse()?;
    if key != "because" {
        return Err(syn::Error::new(key.span(), "expected `because = \"…\"`"));
    }
    input.parse::<Token![=]>()?;
    input.parse()
}

fn scopes(input: ParseStream<'_>) -> syn::Result<Scopes> {
    if input.peek(Ident) {
        let none: Ident = input.parse()?;
        if none != "none" {
            return Err(syn::Error::new(
                none.span(),
                "expected scopes in quotes or `none, because = \"…\"`",
            ));
        }
        return Ok(Scopes::None {
            at: none.span(),
            because: because(input)?,
        });
    }
    let mut alternatives = Vec::new();
    loop {
        let mut all = vec![input.parse::<LitStr>()?];
        while input.peek(Token![+]) {
            input.parse::<Token![+]>()?;
            all.push(input.parse()?);
        }
        alternatives.push(all);
        if input.is_empty() {
            return Ok(Scopes::AnyOf(alternatives));
        }
        input.parse::<Token![|]>()?;
    }
}

fn callers(input: ParseStream<'_>) -> syn::Result<Callers> {
    let word: Ident = input.parse()?;
    let only = match word.to_string().as_str() {
        "only" => true,
        "except" => false,
        _ => return Err(syn::Error::new(word.span(), "expected `only(…)` or `except(…)`")),
    };
    let content;
    syn::parenthesized!(content in input);
    let modes = Punctuated::<Ident, Token![,]>::parse_terminated(&content)?
        .into_iter()
        .collect();
    Ok(Callers {
        only,
        modes,
        because: because(input)?,
    })
}

fn paged(input: ParseStream<'_>) -> syn::Result<Paged> {
    let way = input.parse()?;
    let mut limit = None;
    if input.peek(Token![,]) {
        input.parse::<Token![,]>()?;
        let word: Ident = input.parse()?;
        if word != "limit" {
            return Err(syn::Error::new(word.span(), "expected `limit(…)`"));
        }
        let content;
        syn::parenthesized!(content in input);
        limit = Some(details(At::Query, word.span(), &content)?);
    }
    Ok(Paged { way, limit })
}

fn constant_header(input: ParseStream<'_>) -> syn::Result<(LitStr, LitStr)> {
    let name = input.parse()?;
    input.parse::<Token![=]>()?;
    Ok((name, input.parse()?))
}

fn argument(ident: Ident, ty: Type, attrs: &[Attribute], errors: &mut Errors) -> Argument {
    let mut argument = Argument {
        ident,
        ty,
        docs: docs(attrs),
        place: None,
        one_of: None,
        required: false,
        may_be_empty: false,
        also_member: None,
        deprecated: None,
    };
    for attr in attrs {
        let name = attr.path().get_ident().map(ToString::to_string).unwrap_or_default();
        if let Some(at) = At::of(&name) {
            once(&mut argument.place, attr, placed(at, attr), errors);
            continue;
        }
        match name.as_str() {
            "doc" => {}
            "one_of" => once(&mut argument.one_of, attr, attr.parse_args_with(members), errors),
            "required" => argument.required = true,
            "may_be_empty" => argument.may_be_empty = true,
            "also_member" => argument.also_member = attr.path().get_ident().cloned(),
            "deprecated" => once(&mut argument.deprecated, attr, text_value(attr), errors),
            _ => unknown_attribute(attr, ON_ARGUMENTS, errors),
        }
    }
    argument
}

fn placed(at: At, attr: &Attribute) -> syn::Result<Placed> {
    let tokens = match &attr.meta {
        syn::Meta::List(list) => list.tokens.clone(),
        _ => TokenStream::new(),
    };
    (|input: ParseStream<'_>| details(at, attr.path().span(), input)).parse2(tokens)
}

/// `page_id, alias("wire-name", max_len = 255)`
fn members(input: ParseStream<'_>) -> syn::Result<Vec<Member>> {
    let member = |input: ParseStream<'_>| {
        let ident: Ident = input.parse()?;
        let span = ident.span();
        let placed = if input.peek(syn::token::Paren) {
            let content;
            syn::parenthesized!(content in input);
            details(At::Member, span, &content)?
        } else {
            Placed::bare(At::Member, span)
        };
        Ok(Member { ident, placed })
    };
    Ok(Punctuated::<Member, Token![,]>::parse_terminated_with(input, member)?
        .into_iter()
        .collect())
}

/// What stands in the parentheses.
fn details(at: At, span: Span, input: ParseStream<'_>) -> syn::Result<Placed> {
    let mut placed = Placed::bare(at, span);
    while !input.is_empty() {
        if input.peek(LitStr) {
            placed.wire = Some(input.parse()?);
        } else {
            let key = Ident::parse_any(input)?;
            if !input.peek(Token![=]) {
                placed.style = Some(key);
            } else {
                input.parse::<Token![=]>()?;
                match key.to_string().as_str() {
                    "default" => placed.default = Some(input.parse()?),
                    "range" => placed.range = Some(range(&input.parse()?)?),
                    "max_len" => placed.max_len = Some(input.parse()?),
                    "max_items" => placed.max_items = Some(input.parse()?),
                    _ => {
                        return Err(syn::Error::new(
                            key.span(),
                            "expected `default`, `range`, `max_len` or `max_items`",
                        ));
                    }
                }
            }
        }
        if input.is_empty() {
            break;
        }
        input.parse::<Token![,]>()?;
    }
    Ok(placed)
}

impl Placed {
    pub(crate) fn bare(at: At, span: Span) -> Self {
        Placed {
            at,
            span,
            wire: None,
            style: None,
            default: None,
            range: None,
            max_len: None,
            max_items: None,
        }
    }
}
