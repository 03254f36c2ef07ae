//! Content: what kind of thing an id belongs to.

use crate::answer::{Outcome, Problem, Reply};
use crate::call::{Call, parse_id};
use crate::handlers::{Table, read};
use crate::permission::{Item, shows};
use crate::state::State;
use serde_json::{Map, Value, json};

pub(super) const TABLE: Table = &[(
    "convertContentIdsToContentTypes",
    read(convert_content_ids_to_content_types),
)];

/// An id that the caller may not see is answered with `null`, like an id that does not exist.
fn convert_content_ids_to_content_types(state: &State, call: &Call<'_>) -> Outcome {
    let ids = call.member("contentIds").and_then(Value::as_array);
    let ids = ids.ok_or_else(|| Problem::bad_request("`contentIds` must be a list"))?;
    let mut results = Map::new();
    for id in ids {
        let text = match id {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            other => return Err(Problem::bad_request(format!("Not an id: {other}"))),
        };
        let content = parse_id(&text).and_then(|id| state.contents.get(&id));
        let known = content.filter(|content| shows(state, call, Item::Content(content)));
        results.insert(text, known.map(|content| content.type_name()).into());
    }
    Ok(Reply::ok(json!({ "results": results })))
}
