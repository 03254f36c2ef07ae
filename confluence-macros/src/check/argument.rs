//! One argument of an operation: where it goes, under which name, and what both allow.

use super::{argument_name, documented};
use crate::checked::{Field, Limits, Param, Place};
use crate::errors::Errors;
use crate::input::endpoints::{Argument, At, Member, Placed};
use crate::input::{Form, is_list, written};
use crate::names::camel;
use proc_macro2::{Ident, Span};
use std::collections::HashSet;
use syn::spanned::Spanned;
use syn::{LitInt, Type};

/// Refuses a second body, and two kinds of one.
pub(super) fn one_body(arguments: &[Argument], errors: &mut Errors) {
    let of = |at: At| -> Vec<&Argument> {
        arguments
            .iter()
            .filter(|argument| match &argument.one_of {
                Some(_) => at == At::Member,
                None => argument.place.as_ref().is_some_and(|placed| placed.at == at),
            })
            .collect()
    };
    let (bodies, members, parts) = (of(At::Body), of(At::Member), of(At::Part));
    if let Some(second) = bodies.get(1) {
        errors.push(
            second.ident.span(),
            "two bodies; help: one argument is the body, or several are its members",
        );
    }
    for (some, other) in [(&bodies, &members), (&bodies, &parts), (&members, &parts)] {
        if let (Some(_), Some(clash)) = (some.first(), other.first()) {
            errors.push(
                clash.ident.span(),
                "two kinds of body; help: use one of `#[body]`, `#[member]` and `#[part]`",
            );
        }
    }
}

/// Refuses a second parameter with the same wire name at the same place.
pub(super) fn wire_names_are_unique(params: &[Param], errors: &mut Errors) {
    let mut seen = HashSet::new();
    for Param { name, wire, place, .. } in params {
        let place = match place {
            Place::QueryCsv | Place::QueryRepeat => Place::Query,
            other => *other,
        };
        if !seen.insert((place, wire)) {
            errors.push(
                name.span(),
                format_args!("a second parameter with the wire name `{wire}`"),
            );
        }
    }
}

/// Checks an argument: a field of the request, and the parameters that are made of it.
pub(super) fn check(argument: Argument, path_names: &[String], errors: &mut Errors) -> Option<(Field, Vec<Param>)> {
    let Argument {
        ident,
        ty,
        docs,
        place,
        one_of,
        required,
        may_be_empty,
        also_member,
        deprecated,
    } = argument;
    documented(&ident, &docs, errors);
    let form = written(&ty).form;
    if let (Some(word), true) = (&also_member, place.is_some() || one_of.is_some()) {
        errors.push(
            word.span(),
            "`#[also_member]` is for an argument in the path that the body repeats",
        );
    }
    if required && form != Form::List {
        errors.push(
            ident.span(),
            "`#[required]` is for lists: other types say by themselves whether they are needed",
        );
    }
    let mut field = Field {
        ident,
        ty,
        form,
        docs,
        required: required || matches!(form, Form::Plain | Form::Map),
        one_of: one_of.is_some(),
        default: None,
        limits: Limits::default(),
        deprecated: deprecated.map(|text| text.value()),
    };
    if let Some(members) = one_of {
        let params = one_of_members(&field, place.as_ref(), members, errors);
        return Some((field, params));
    }
    let placed = match &place {
        None => {
            if form != Form::Plain {
                errors.push(
                    field.ty.span(),
                    "an argument in the path is always needed: give it a plain type",
                );
            }
            path_names
                .iter()
                .find(|name| field.ident == argument_name(name))
                .map(|name| (Place::Path, name.clone()))
        }
        Some(placed) => resolved(placed, form, errors).map(|place| (place, wire_name(&field.ident, placed, errors))),
    };
    let (to, wire) = placed?;
    if let Some(placed) = &place {
        field.default = placed.default.as_ref().map(default_text);
        field.limits = limits(placed, &field.ty, errors);
    }
    let always = place.as_ref().and_then(|placed| always(placed, &field));
    let numbers = is_style(place.as_ref(), NUMBERS);
    let param = |place: Place, wire: String| Param {
        field: field.ident.clone(),
        name: field.ident.clone(),
        one_of: false,
        wire,
        place,
        required: field.required,
        may_be_empty,
        always: always.clone(),
        numbers,
        limits: field.limits,
        deprecated: field.deprecated.clone(),
    };
    let mut params = vec![param(to, wire)];
    if also_member.is_some() {
        params.push(param(Place::Member, camel(&field.ident.to_string())));
    }
    Some((field, params))
}

/// The members of the body that an argument with `#[one_of]` may stand for.
fn one_of_members(field: &Field, place: Option<&Placed>, members: Vec<Member>, errors: &mut Errors) -> Vec<Param> {
    if let Some(placed) = place {
        errors.push(placed.span, "`#[one_of]` says the place: members of the body");
    }
    if !matches!(field.form, Form::Plain | Form::Optional) {
        errors.push(
            field.ty.span(),
            "one of several is one value: give it a plain type or an `Option`",
        );
    }
    if members.len() < 2 {
        errors.push(
            field.ident.span(),
            "one of which? help: name several members, such as `#[one_of(page_id, space_id)]`",
        );
    }
    let param = |Member { ident, placed }: Member| {
        if let Some(style) = &placed.style {
            errors.push(style.span(), format_args!("unexpected `{style}`"));
        }
        Param {
            field: field.ident.clone(),
            wire: wire_name(&ident, &placed, errors),
            name: ident,
            one_of: true,
            place: Place::Member,
            required: false,
            may_be_empty: false,
            always: None,
            numbers: false,
            limits: Limits {
                range: placed.range,
                max_len: number(placed.max_len.as_ref(), errors),
                max_items: number(placed.max_items.as_ref(), errors),
            },
            deprecated: None,
        }
    };
    members.into_iter().map(param).collect()
}

fn limits(placed: &Placed, ty: &Type, errors: &mut Errors) -> Limits {
    if let Some(most) = placed.max_items.as_ref().filter(|_| !is_list(ty)) {
        errors.push(most.span(), "`max_items` is for lists");
    }
    Limits {
        range: placed.range,
        max_len: number(placed.max_len.as_ref(), errors),
        max_items: number(placed.max_items.as_ref(), errors),
    }
}

fn number(written: Option<&LitInt>, errors: &mut Errors) -> Option<u32> {
    written.and_then(|number| errors.take(number.base10_parse()))
}

fn default_text(expr: &syn::Expr) -> String {
    match expr {
        syn::Expr::Lit(syn::ExprLit {
            lit: syn::Lit::Str(text),
            ..
        }) => text.value(),
        other => quote::ToTokens::to_token_stream(other).to_string().replace(' ', ""),
    }
}

fn resolved(placed: &Placed, form: Form, errors: &mut Errors) -> Option<Place> {
    let style = placed.style.as_ref().map(|style| (style.to_string(), style.span()));
    let style = style.as_ref().map(|(text, at)| (text.as_str(), *at));
    Some(match (placed.at, form, style) {
        (At::Query, Form::List, Some(("csv", _))) => Place::QueryCsv,
        (At::Query, Form::List, Some(("repeat", _))) => Place::QueryRepeat,
        (At::Query, Form::List, None) => {
            return refuse(
                placed.span,
                "a list in the query says how it is written; help: `#[query(csv)]` or `#[query(repeat)]`",
                errors,
            );
        }
        (At::Query, _, None) => Place::Query,
        (At::Header, _, None) => Place::Header,
        (At::Body, _, None) => Place::Body,
        (At::Member, _, None) => Place::Member,
        (At::Part, _, None) => Place::Part,
        (At::Member, Form::List, Some((NUMBERS, _))) => Place::Member,
        (At::Part, Form::Optional, Some((ALWAYS, at))) => {
            if placed.default.is_none() {
                errors.push(at, "`always` needs the value that is sent: `default = …`");
            }
            Place::Part
        }
        (_, _, Some((word, at))) => return refuse(at, &format!("unexpected `{word}`"), errors),
    })
}

/// A list of texts whose digits are sent as numbers.
const NUMBERS: &str = "numbers";
/// An optional part that is sent in any case: as its default if it is not given.
const ALWAYS: &str = "always";

fn is_style(placed: Option<&Placed>, word: &str) -> bool {
    placed
        .and_then(|placed| placed.style.as_ref())
        .is_some_and(|style| style == word)
}

/// What is sent if the argument is not given.
fn always(placed: &Placed, field: &Field) -> Option<String> {
    field.default.clone().filter(|_| is_style(Some(placed), ALWAYS))
}

fn refuse<T>(at: Span, message: &str, errors: &mut Errors) -> Option<T> {
    errors.push(at, message);
    None
}

/// Members are camelCase unless given; the query and headers must be given unless the wire name is the Rust name.
fn wire_name(ident: &Ident, placed: &Placed, errors: &mut Errors) -> String {
    let name = ident.to_string();
    let name = name.strip_prefix("r#").unwrap_or(&name).to_owned();
    let body = matches!(placed.at, At::Member | At::Part);
    let usual = if body { camel(&name) } else { name.clone() };
    match &placed.wire {
        Some(wire) if wire.value() == usual => {
            errors.push(
                wire.span(),
                format_args!("`\"{usual}\"` is the wire name anyway; help: leave it out"),
            );
            usual
        }
        Some(wire) => wire.value(),
        None => {
            if !body && name.contains('_') {
                let place = placed.at.attribute();
                errors.push(
                    ident.span(),
                    format_args!("`{name}` needs its wire name; help: `#[{place}(\"…\")]`"),
                );
            }
            usual
        }
    }
}
