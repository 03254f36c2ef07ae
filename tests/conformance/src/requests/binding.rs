//! Finds the argument of a declaration for each parameter of the document.

use crate::document;
use crate::pair::Pair;
use confluence_sdk::spec::{Declaration, Param, Place};

/// The arguments of one operation, by their purpose.
pub(crate) struct Binding {
    /// For each parameter of the document, the argument that takes it.
    pub(crate) params: Vec<Option<usize>>,
    pub(crate) body: Body,
}

/// The source of the body.
pub(crate) enum Body {
    Whole(usize),
    /// Members of a JSON object or parts of a form, by name. Empty if the declaration has no body.
    Pieces(Vec<(&'static str, usize)>),
}

impl Binding {
    pub(crate) fn of(pair: &Pair<'_>) -> Self {
        let arguments = pair.declaration.params.iter().enumerate();
        let pieces = arguments.clone().filter(|(_, argument)| is_piece(argument));
        let whole = arguments.clone().find(|(_, argument)| argument.place == Place::Body);
        Self {
            params: pair
                .operation
                .params
                .iter()
                .map(|param| argument_of(pair, param))
                .collect(),
            body: match whole {
                Some((index, _)) => Body::Whole(index),
                None => Body::Pieces(pieces.map(|(index, argument)| (argument.wire, index)).collect()),
            },
        }
    }
}

pub(crate) fn is_piece(argument: &Param) -> bool {
    matches!(argument.place, Place::Member | Place::Part)
}

/// `path`, `query` or `header`, as the document calls it; `None` for arguments in the body.
pub(crate) fn place_of_argument(argument: &Param) -> Option<&'static str> {
    match argument.place {
        Place::Path => Some("path"),
        Place::Query | Place::QueryCsv | Place::QueryRepeat => Some("query"),
        Place::Header => Some("header"),
        _ => None,
    }
}

fn argument_of(pair: &Pair<'_>, param: &document::Param) -> Option<usize> {
    let wire = match param.place.as_str() {
        "path" => name_at(pair.declaration, position(&pair.operation.path, &param.name)?)?,
        _ => &param.name,
    };
    pair.declaration.params.iter().position(|argument| {
        let same = match argument.place {
            Place::Header => argument.wire.eq_ignore_ascii_case(wire),
            _ => argument.wire == wire,
        };
        same && place_of_argument(argument) == Some(param.place.as_str())
    })
}

/// Placeholders are not sent, so they are matched by their position and not by their names.
fn position(path: &str, name: &str) -> Option<usize> {
    path.split('/').position(|segment| placeholder(segment) == Some(name))
}

fn name_at(declaration: &'static Declaration, position: usize) -> Option<&'static str> {
    placeholder(declaration.path.split('/').nth(position)?)
}

/// The name in a segment of a path that is a placeholder.
pub(crate) fn placeholder(segment: &str) -> Option<&str> {
    segment.strip_prefix('{')?.strip_suffix('}')
}
