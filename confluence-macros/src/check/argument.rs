//! One argument of an operation: where it goes, under which name, and what both allow.

use super::{argument_name, documented};
use crate::checked::{self, Place};
use crate::errors::Errors;
use crate::input::endpoints::{Argument, At, Placed};
use crate::input::{Form, written};
use crate::names::camel;
use proc_macro2::{Ident, Span};
use std::collections::HashSet;
use syn::LitStr;
use syn::spanned::Spanned;

/// Refuses a second body, and two kinds of one.
pub(super) fn one_body(arguments: &[Argument], errors: &mut Errors) {
    let of = |at: At| -> Vec<&Argument> {
        let placed = |argument: &&Argument| argument.place.as_ref().is_some_and(|placed| placed.at == at);
        arguments.iter().filter(placed).collect()
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
pub(super) fn wire_names_are_unique(arguments: &[Argument], errors: &mut Errors) {
    let mut seen = HashSet::new();
    for argument in arguments {
        let wire = argument
            .place
            .as_ref()
            .and_then(|placed| placed.wire.as_ref())
            .map_or_else(|| argument.ident.to_string(), LitStr::value);
        let place = argument.place.as_ref().map(|placed| placed.at);
        if !seen.insert((place, wire.clone())) {
            errors.push(
                argument.ident.span(),
                format_args!("a second parameter with the wire name `{wire}`"),
            );
        }
    }
}

/// Checks an argument. One that the body repeats gives two.
pub(super) fn check(argument: Argument, path_names: &[String], errors: &mut Errors) -> Vec<checked::Argument> {
    let Argument {
        ident,
        ty,
        docs,
        place,
        required,
        may_be_empty,
        also_member,
        deprecated,
    } = argument;
    documented(&ident, &docs, errors);
    let form = written(&ty).form;
    let placed = match &place {
        None => {
            if form != Form::Plain {
                errors.push(
                    ty.span(),
                    "an argument in the path is always needed: give it a plain type",
                );
            }
            path_names
                .iter()
                .find(|name| ident == argument_name(name))
                .map(|name| (Place::Path, name.clone()))
        }
        Some(placed) => resolved(placed, form, errors).map(|place| (place, wire_name(&ident, placed, errors))),
    };
    let Some((to, wire)) = placed else {
        return Vec::new();
    };
    if let (Some(word), Some(_)) = (&also_member, &place) {
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
    let max_len = place
        .as_ref()
        .and_then(|placed| placed.max_len.as_ref())
        .and_then(|length| errors.take(length.base10_parse()));
    let argument = checked::Argument {
        required: required || matches!(form, Form::Plain | Form::Map),
        form,
        docs,
        wire,
        place: to,
        may_be_empty,
        default: place
            .as_ref()
            .and_then(|placed| placed.default.as_ref())
            .map(default_text),
        range: place.as_ref().and_then(|placed| placed.range),
        max_len,
        deprecated: deprecated.map(|text| text.value()),
        again: false,
        ident,
        ty,
    };
    let again = also_member.map(|_| checked::Argument {
        wire: camel(&argument.ident.to_string()),
        place: Place::Member,
        again: true,
        ..argument.clone()
    });
    std::iter::once(argument).chain(again).collect()
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
        (At::Body, _, None | Some(("raw", _))) => Place::Body,
        (At::Member, _, None) => Place::Member,
        (At::Part, _, None) => Place::Part,
        (_, _, Some((word, at))) => return refuse(at, &format!("unexpected `{word}`"), errors),
    })
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
