//! Reads an answer: first in one pass, in which nothing may be odd, and then, if that fails, once more.

use super::again::{Note, Pairs, again};
use super::{Blank, DecodeError, Event, Fail, Node, Slot, ToNode, decode};
use serde_json::value::RawValue;

/// Reads a body, and says what was passed over in it.
pub(crate) fn read<T: Slot + Blank + ToNode>(body: &[u8]) -> Result<(T, Vec<Note>), DecodeError> {
    let first = match decode::<T>(body) {
        Ok(value) => match without_content(&value.node(), body) {
            None => return Ok((value, Vec::new())),
            Some(error) => return Err(error),
        },
        Err(error) => error,
    };
    let mut value = T::blank();
    let notes = read_again(body, &mut value, first)?;
    match without_content(&value.node(), body) {
        None => Ok((value, notes)),
        Some(error) => Err(error),
    }
}

#[cold]
fn read_again(body: &[u8], slot: &mut dyn Slot, first: DecodeError) -> Result<Vec<Note>, DecodeError> {
    match serde_json::from_slice::<&RawValue>(body) {
        Ok(whole) => again(whole.get(), slot).map_err(|fail| DecodeError::instead_of(first, &fail)),
        // What is no JSON is not read in parts.
        Err(_) => Err(first),
    }
}

/// An answer without anything that was declared is none, such as `{}` or `{"errors":[…]}` for a page. If it has a
/// member that the model requires, it has been found missing before.
fn without_content(node: &Node<'_>, body: &[u8]) -> Option<DecodeError> {
    let blank = match node {
        Node::Object(object) => {
            let shape = object.shape();
            shape.required == 0
                && !shape.fields.is_empty()
                && (0..shape.fields.len()).all(|i| nothing(&object.get(i).node()))
        }
        node => nothing(node),
    };
    if blank { missing_in(node, body) } else { None }
}

fn nothing(node: &Node<'_>) -> bool {
    match node {
        Node::Absent | Node::Null => true,
        Node::List(list) => list.size() == 0,
        Node::Dict(dict) => {
            let mut empty = true;
            dict.each(&mut |_, _| empty = false);
            empty
        }
        Node::Raw(json) => json.is_null(),
        Node::Json(value) => value.is_null(),
        _ => false,
    }
}

#[cold]
fn missing_in(node: &Node<'_>, body: &[u8]) -> Option<DecodeError> {
    let whole: &RawValue = serde_json::from_slice(body).ok()?;
    let fail = match node {
        Node::Object(object) => {
            let fields = object.shape().fields;
            let members: Pairs<'_> = serde_json::from_str(whole.get()).ok()?;
            if members.0.iter().any(|(key, _)| fields.contains(&key.as_str())) {
                return None;
            }
            let some: Vec<String> = fields.iter().take(3).map(|name| format!("`{name}`")).collect();
            let more = if fields.len() > some.len() { " …" } else { "" };
            Fail::other(format!(
                "expected an object with any of {}{more}, found none of its members",
                some.join(", ")
            ))
        }
        _ if whole.get() == "null" => Fail::expected("a value", &Event::Null),
        _ => return None,
    };
    Some(DecodeError::at(whole.get(), whole.get(), fail))
}

/// The results of a page, as they are written: of the answer itself, or of the member that is the page.
pub(crate) fn results(body: &[u8]) -> Option<Vec<&RawValue>> {
    let whole: Pairs<'_> = serde_json::from_slice(body).ok()?;
    let own = results_of(&whole);
    own.or_else(|| {
        whole
            .0
            .iter()
            .find_map(|(_, inner)| results_of(&serde_json::from_str(inner.get()).ok()?))
    })
}

fn results_of<'a>(page: &Pairs<'a>) -> Option<Vec<&'a RawValue>> {
    let (_, results) = page.0.iter().rfind(|(key, _)| key == "results")?;
    serde_json::from_str(results.get()).ok()
}
