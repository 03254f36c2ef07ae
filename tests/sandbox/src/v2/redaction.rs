//! Redactions: passages of a title or of a text are made unreadable. Positions count characters, and a redacted passage
//! keeps its length, so several redactions of one call do not move each other.

use super::change;
use super::show::existing;
use crate::answer::{Outcome, Problem, Reply};
use crate::body::{Body, Context};
use crate::call::Call;
use crate::handlers::{Table, write};
use crate::state::content::{Content, Revision};
use crate::state::{State, random_uuid, stamp};
use jiff::Timestamp;
use serde_json::{Value, json};
use std::ops::Range;

pub(super) const TABLE: Table = &[("postRedactPage", write(redact)), ("postRedactBlog", write(redact))];

/// What stands in the place of each character.
const BLACK: &str = "█";

/// A passage to redact.
struct Passage<'c> {
    pointer: &'c str,
    range: Range<usize>,
    reason: Option<&'c str>,
    /// The text before it is redacted.
    text: String,
    /// Whether it can be restored. What is in a code block cannot.
    restorable: bool,
}

impl Passage<'_> {
    fn show(&self) -> Value {
        let mut shown = json!({ "pointer": self.pointer, "from": self.range.start, "to": self.range.end });
        if let Some(reason) = self.reason {
            shown["reason"] = reason.into();
        }
        if self.restorable {
            shown["redactionId"] = random_uuid().into();
        }
        shown
    }

    /// Whether this passage lies in the other one.
    fn is_in(&self, other: &Self) -> bool {
        let (inner, outer) = (&self.range, &other.range);
        self.pointer == other.pointer && outer.start <= inner.start && inner.end <= outer.end && inner != outer
    }
}

fn redact(state: &mut State, call: &Call<'_>) -> Outcome {
    let content = existing(state, call)?;
    if !state.may_edit(call.actor(), content) {
        return Err(Problem::not_permitted(call.shape()));
    }
    check_date(call, content)?;
    let revision = match call.member("versionNumber").map(Value::as_u64) {
        None => content.latest(),
        Some(number) => number
            .and_then(|number| content.version(number))
            .ok_or_else(|| Problem::bad_request("There is no version with the number `versionNumber`"))?,
    };
    let mut document: Value = serde_json::from_str(
        &revision
            .body
            .as_format("atlas_doc_format", &Context::of(state, content)),
    )
    .unwrap_or_default();
    let mut title = Value::from(revision.title.as_str());
    let in_body = passages(&call.json()["body"]["redactions"], &document)?;
    let in_title = passages(&call.json()["title"]["redactions"], &title)?;
    if in_body.is_empty() && in_title.is_empty() {
        return Err(Problem::bad_request("At least one redaction must be given"));
    }
    in_body.iter().for_each(|passage| blacken(&mut document, passage));
    in_title.iter().for_each(|passage| blacken(&mut title, passage));
    let body = if in_body.is_empty() {
        revision.body.clone()
    } else {
        Body {
            representation: "atlas_doc_format".to_owned(),
            value: document.to_string(),
        }
    };
    let title = title.as_str().unwrap_or_default().to_owned();
    let redacted = change::next(state, call, content, &title, body);
    let (id, number) = (content.id, revision.number);
    let shown =
        |passages: &[Passage<'_>]| json!({ "redactions": passages.iter().map(Passage::show).collect::<Vec<_>>() });
    let answer = json!({ "body": shown(&in_body), "title": shown(&in_title) });
    let hidden = in_body.into_iter().chain(in_title).map(|passage| passage.text);
    let hidden: Vec<String> = hidden.filter(|text| !text.is_empty()).collect();
    save(state, id, number, redacted);
    if call.member("cleanHistory") == Some(&Value::Bool(true)) {
        clean_history(state, id, &hidden);
    }
    Ok(Reply::json(202, answer))
}

/// Refuses a call that was made for an older state of the content.
fn check_date(call: &Call<'_>, content: &Content) -> Result<(), Problem> {
    let given = call.required_text("createdAt")?;
    let changed = stamp(content.latest().at);
    match given.parse::<Timestamp>() {
        Ok(time) if stamp(time) == changed => Ok(()),
        _ => Err(Problem::bad_request(format!(
            "`createdAt` is {given}, but the content was last changed at {changed}"
        ))),
    }
}

/// The passages that a section of the body names. One that lies in another is part of it.
fn passages<'c>(section: &'c Value, document: &Value) -> Result<Vec<Passage<'c>>, Problem> {
    let given = section.as_array().into_iter().flatten();
    let passages: Vec<Passage<'c>> = given
        .map(|pointer| passage(pointer, document))
        .collect::<Result<_, _>>()?;
    let alone: Vec<bool> = passages
        .iter()
        .map(|passage| !passages.iter().any(|other| passage.is_in(other)))
        .collect();
    Ok(passages
        .into_iter()
        .zip(alone)
        .filter_map(|(passage, alone)| alone.then_some(passage))
        .collect())
}

fn passage<'c>(given: &'c Value, document: &Value) -> Result<Passage<'c>, Problem> {
    let pointer = given["pointer"].as_str().unwrap_or_default();
    let text = text_at(document, pointer)
        .and_then(|place| document.pointer(&place))
        .and_then(Value::as_str)
        .ok_or_else(|| Problem::bad_request(format!("`pointer` does not lead to text: {pointer}")))?;
    let length = text.chars().count();
    let position = |member: &str, default: usize| match &given[member] {
        Value::Null => Ok(default),
        value => value
            .as_u64()
            .and_then(|number| usize::try_from(number).ok())
            .ok_or_else(|| Problem::bad_request(format!("`{member}` is not a position: {value}"))),
    };
    let range = position("from", 0)?..position("to", length)?;
    if range.start > range.end || range.end > length {
        return Err(Problem::bad_request(format!(
            "The text at {pointer} has no passage from {} to {}",
            range.start, range.end
        )));
    }
    Ok(Passage {
        pointer,
        text: text.chars().skip(range.start).take(range.len()).collect(),
        range,
        reason: given["reason"].as_str(),
        restorable: !in_code(document, pointer),
    })
}

/// The pointer to the text itself: a pointer can lead to the text or to the node that has it. A title is only text.
fn text_at(document: &Value, pointer: &str) -> Option<String> {
    if document.is_string() {
        return matches!(pointer, "" | "/" | "/title").then(String::new);
    }
    match document.pointer(pointer)? {
        Value::String(_) if pointer.ends_with("/text") => Some(pointer.to_owned()),
        Value::Object(node) if node.contains_key("text") => Some(format!("{pointer}/text")),
        _ => None,
    }
}

fn in_code(document: &Value, pointer: &str) -> bool {
    let ends = pointer.match_indices('/').map(|(end, _)| &pointer[..end]);
    ends.filter_map(|above| document.pointer(above))
        .any(|node| node["type"] == "codeBlock")
}

fn blacken(document: &mut Value, passage: &Passage<'_>) {
    let place = text_at(document, passage.pointer).unwrap_or_default();
    if let Some(Value::String(text)) = document.pointer_mut(&place) {
        let black = |(position, letter): (usize, char)| match passage.range.contains(&position) {
            true => BLACK.to_owned(),
            false => letter.to_string(),
        };
        *text = text.chars().enumerate().map(black).collect();
    }
}

/// Redacting the current version makes a new one. An older version is changed itself.
fn save(state: &mut State, id: u64, number: u64, redacted: Revision) {
    let Some(content) = state.contents.get_mut(&id) else {
        return;
    };
    if number == content.latest().number {
        let title = redacted.title.clone();
        content.versions.push(redacted);
        state.contents.rename(id, &title);
    } else if let Some(old) = content.versions.iter_mut().find(|old| old.number == number) {
        (old.title, old.body) = (redacted.title, redacted.body);
    }
}

/// Removes the older versions that contain what was redacted.
fn clean_history(state: &mut State, id: u64, hidden: &[String]) {
    if let Some(content) = state.contents.get_mut(&id) {
        let current = content.latest().number;
        content.versions.retain(|version| {
            let text = format!("{}\n{}", version.title, version.body.text());
            version.number == current || !hidden.iter().any(|hidden| text.contains(hidden))
        });
    }
}
