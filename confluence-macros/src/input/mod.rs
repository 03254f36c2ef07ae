//! Tokens → what was written, as plain structs. Nothing is judged here but syntax; `check/` does that.

pub(crate) mod cql;
pub(crate) mod endpoints;
pub(crate) mod extras;
pub(crate) mod model;
pub(crate) mod permission;
pub(crate) mod sets;
pub(crate) mod switched_off;

use crate::errors::Errors;
use syn::spanned::Spanned;
use syn::{Attribute, Expr, ExprLit, Lit, Meta, Type};

/// The lines of the doc comments among some attributes.
pub(crate) fn docs(attrs: &[Attribute]) -> Vec<String> {
    attrs
        .iter()
        .filter(|attr| attr.path().is_ident("doc"))
        .filter_map(|attr| match &attr.meta {
            Meta::NameValue(pair) => match &pair.value {
                Expr::Lit(ExprLit {
                    lit: Lit::Str(text), ..
                }) => Some(text.value()),
                _ => None,
            },
            _ => None,
        })
        .map(|line| line.strip_prefix(' ').unwrap_or(&line).to_owned())
        .collect()
}

/// The text of `#[name = "…"]`.
pub(crate) fn text_value(attr: &Attribute) -> syn::Result<syn::LitStr> {
    match &attr.meta {
        Meta::NameValue(pair) => match &pair.value {
            Expr::Lit(ExprLit {
                lit: Lit::Str(text), ..
            }) => Ok(text.clone()),
            other => Err(syn::Error::new(other.span(), "expected a text in quotes")),
        },
        other => Err(syn::Error::new(other.span(), "expected `= \"…\"`")),
    }
}

/// `a..=b`, both whole numbers.
pub(crate) fn range(expr: &Expr) -> syn::Result<(i64, i64)> {
    let Expr::Range(range) = expr else {
        return Err(syn::Error::new(expr.span(), "expected a range such as `1..=250`"));
    };
    match (&range.start, &range.end) {
        (Some(start), Some(end)) => Ok((integer(start)?, integer(end)?)),
        _ => Err(syn::Error::new(
            expr.span(),
            "expected both ends of the range, as in `1..=250`",
        )),
    }
}

fn integer(expr: &Expr) -> syn::Result<i64> {
    match expr {
        Expr::Lit(ExprLit { lit: Lit::Int(int), .. }) => int.base10_parse(),
        Expr::Unary(unary) if matches!(unary.op, syn::UnOp::Neg(_)) => Ok(-integer(&unary.expr)?),
        other => Err(syn::Error::new(other.span(), "expected a whole number")),
    }
}

/// How a type is written: plain, `Option<T>` or `Vec<T>`, with the inner type.
pub(crate) struct Written<'a> {
    pub(crate) form: Form,
    pub(crate) inner: &'a Type,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Form {
    Plain,
    Optional,
    List,
    Map,
}

/// Looks at how a type is written; `Vec` within `Option` counts as optional.
pub(crate) fn written(ty: &Type) -> Written<'_> {
    for (name, form) in [("Option", Form::Optional), ("Vec", Form::List), ("BTreeMap", Form::Map)] {
        if let Some(inner) = argument_of(ty, name) {
            return Written { form, inner };
        }
    }
    Written {
        form: Form::Plain,
        inner: ty,
    }
}

/// Whether a type is a list, or a list that may be left out.
pub(crate) fn is_list(ty: &Type) -> bool {
    argument_of(argument_of(ty, "Option").unwrap_or(ty), "Vec").is_some()
}

/// The last type argument of `Name<…>`.
pub(crate) fn argument_of<'a>(ty: &'a Type, name: &str) -> Option<&'a Type> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last()?;
    if last.ident != name {
        return None;
    }
    let syn::PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    arguments.args.iter().rev().find_map(|argument| match argument {
        syn::GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}

/// Whether a type is written as this plain name.
pub(crate) fn is_named(ty: &Type, name: &str) -> bool {
    matches!(ty, Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == name))
}

/// Records that an attribute is none of those known here.
pub(crate) fn unknown_attribute(attr: &Attribute, known: &[&str], errors: &mut Errors) {
    let name = attr.path().get_ident().map(ToString::to_string).unwrap_or_default();
    let help = match crate::vocabulary::nearest(&name, known.iter().copied()) {
        Some(near) => format!("; help: did you mean `{near}`?"),
        None => String::new(),
    };
    errors.push(attr.path().span(), format_args!("unknown attribute `{name}`{help}"));
}

/// Puts what an attribute says into its place; one that stands twice is refused.
pub(crate) fn once<T>(slot: &mut Option<T>, attr: &Attribute, said: syn::Result<T>, errors: &mut Errors) {
    let said = errors.take(said);
    if slot.is_some() {
        let name = attr.path().get_ident().map(ToString::to_string).unwrap_or_default();
        errors.push(attr.path().span(), format_args!("`{name}` stands twice"));
    } else {
        *slot = said;
    }
}
