//! Content labels.

use super::show;
use crate::answer::{Outcome, Problem, Reply};
use crate::call::Call;
use crate::handlers::{Table, write};
use crate::page::by_offset;
use crate::state::State;
use crate::state::content::Content;
use serde_json::{Value, json};

pub(super) const TABLE: Table = &[
    ("addLabelsToContent", write(add_labels_to_content)),
    (
        "removeLabelFromContentUsingQueryParameter",
        write(remove_label_by_query),
    ),
    ("removeLabelFromContent", write(remove_label_by_path)),
];

fn labels(state: &State, content: &Content) -> Vec<Value> {
    let known = content.labels.iter().filter_map(|id| Some((id, state.labels.get(id)?)));
    let show = |(id, label): (&u64, &crate::state::Label)| json!({ "prefix": label.prefix, "name": label.name, "id": id.to_string(), "label": label.name });
    known.map(show).collect()
}

/// One label or several.
fn add_labels_to_content(state: &mut State, call: &Call<'_>) -> Outcome {
    let id = show::find(state, call, "id")?.id;
    let given = match call.json() {
        Value::Array(labels) => labels.as_slice(),
        label => std::slice::from_ref(label),
    };
    let mut added = Vec::new();
    for label in given {
        let (prefix, name) = (
            label["prefix"].as_str().unwrap_or("global"),
            label["name"].as_str().unwrap_or_default(),
        );
        if name.is_empty() || name.contains(char::is_whitespace) || name.chars().count() > 255 {
            return Err(Problem::bad_request(format!("Not a label: {label}")));
        }
        added.push(state.label(prefix, name));
    }
    let content = state.contents.get_mut(&id).ok_or_else(Problem::not_found)?;
    content.labels.extend(added);
    let shown = labels(state, show::find(state, call, "id")?);
    Ok(Reply::ok(by_offset(call, 200, shown)?))
}

fn remove(state: &mut State, call: &Call<'_>, name: &str) -> Outcome {
    let id = show::find(state, call, "id")?.id;
    let State { labels, contents, .. } = state;
    let content = contents.get_mut(&id).ok_or_else(Problem::not_found)?;
    content
        .labels
        .retain(|id| labels.get(id).is_some_and(|label| label.name != name));
    Ok(Reply::empty(204))
}

fn remove_label_by_query(state: &mut State, call: &Call<'_>) -> Outcome {
    remove(state, call, call.query("name").unwrap_or_default())
}

fn remove_label_by_path(state: &mut State, call: &Call<'_>) -> Outcome {
    remove(state, call, call.path("label"))
}
