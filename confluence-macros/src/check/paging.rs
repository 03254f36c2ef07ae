//! `#[paged(…)]`: the way from page to page, and the arguments that come with it.

use crate::checked::Paging;
use crate::errors::Errors;
use crate::input::endpoints::{Argument, At, Paged, Placed};
use proc_macro2::{Ident, Span};
use syn::{Type, parse_quote};

/// Adds the arguments of the way of paging. One that is declared stays as it is declared.
pub(super) fn supply(paged: Paged, arguments: &mut Vec<Argument>, errors: &mut Errors) -> Option<Paging> {
    let Paged { way, limit } = paged;
    let at = way.span();
    let paging = match way.to_string().as_str() {
        "cursor" => Paging::Cursor,
        "body_cursor" => Paging::BodyCursor,
        "offset" => Paging::Offset,
        "ancestors" => Paging::Ancestors,
        _ => {
            errors.push(
                at,
                "unknown way of paging; help: `cursor`, `body_cursor`, `offset` or `ancestors`",
            );
            return None;
        }
    };
    let is_declared = |name: &str| arguments.iter().any(|argument| argument.ident == name);
    if let Some(limit) = limit.as_ref().filter(|_| is_declared("limit")) {
        errors.push(limit.span, "`limit` is declared as an argument too");
    }
    let texts: Type = parse_quote!(Option<String>);
    let numbers: Type = parse_quote!(Option<u32>);
    let usual = || Placed {
        default: Some(parse_quote!(25)),
        range: Some((1, 250)),
        ..Placed::bare(At::Query, at)
    };
    let (first, limit, limit_doc) = match paging {
        Paging::Cursor => (
            Some((
                "cursor",
                texts,
                "The cursor that the page of results before this one gave. [`Call::items`](crate::Call::items) passes it on by itself.",
            )),
            limit.unwrap_or_else(usual),
            HOLDS,
        ),
        Paging::BodyCursor => (
            Some(("cursor", texts, "The `cursor` of the page of results before this one.")),
            limit.unwrap_or_else(usual),
            HOLDS,
        ),
        Paging::Offset => (
            Some(("start", numbers.clone(), "How many results to skip.")),
            limit.unwrap_or_else(|| Placed::bare(At::Query, at)),
            "How many results to return at most. The server may return fewer.",
        ),
        Paging::Ancestors => (None, limit.unwrap_or_else(usual), HOLDS),
    };
    let first = first.map(|(name, ty, doc)| argument(name, ty, doc, Placed::bare(At::Query, at), at));
    let limit = argument("limit", numbers, limit_doc, limit, at);
    let missing: Vec<_> = first
        .into_iter()
        .chain([limit])
        .filter(|argument| !is_declared(&argument.ident.to_string()))
        .collect();
    arguments.extend(missing);
    Some(paging)
}

const HOLDS: &str = "How many results one answer holds at most.";

fn argument(name: &str, ty: Type, doc: &str, placed: Placed, at: Span) -> Argument {
    Argument {
        ident: Ident::new(name, at),
        ty,
        docs: vec![doc.to_owned()],
        place: Some(placed),
        one_of: None,
        required: false,
        may_be_empty: false,
        also_member: None,
        deprecated: None,
    }
}
