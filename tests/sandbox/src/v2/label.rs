//! Label: those of a page.

use super::show::content;
use crate::answer::{Outcome, Problem};
use crate::call::Call;
use crate::handlers::{Table, read};
use crate::page::{Row, Rows};
use crate::state::State;
use serde_json::{Value, json};

pub(super) const TABLE: Table = &[
    ("getPageLabels", read(get_labels)),
    ("getAttachmentLabels", read(get_labels)),
];

pub(super) fn show(state: &State, id: u64) -> Option<Value> {
    let label = state.labels.get(&id)?;
    Some(json!({ "id": id.to_string(), "name": label.name, "prefix": label.prefix }))
}

fn get_labels(state: &State, call: &Call<'_>) -> Outcome {
    let content = content(state, call, "id")?;
    let prefix = call.query("prefix");
    let (descending, by_name) = match call.query("sort") {
        None | Some("id" | "created-date") => (false, false),
        Some("-id" | "-created-date") => (true, false),
        Some("name") => (false, true),
        Some("-name") => (true, true),
        Some(other) => return Err(Problem::bad_request(format!("`sort` cannot be {other}"))),
    };
    let labels = content
        .labels
        .iter()
        .filter_map(|id| Some((*id, state.labels.get(id)?)));
    let wanted = labels.filter(|(_, label)| prefix.is_none_or(|prefix| label.prefix == prefix));
    let row = |(id, label): (u64, &crate::state::Label)| Row {
        key: if by_name { label.name.clone() } else { String::new() },
        id,
        item: id,
    };
    Rows {
        rows: wanted.map(row).collect(),
        descending,
    }
    .reply(call, 25, |id| show(state, *id).unwrap_or_default())
}
