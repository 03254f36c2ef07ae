//! Content labels.

use super::show;
use crate::answer::{Outcome, Problem, Reply};
use crate::call::Call;
use crate::handlers::{Table, write};
use crate::page::by_offset;
use crate::state::{Label, State};
use serde_json::{Value, json};
use std::collections::BTreeSet;

pub(super) const TABLE: Table = &[
    ("addLabelsToContent", write(add_labels_to_content)),
    (
        "removeLabelFromContentUsingQueryParameter",
        write(remove_label_by_query),
    ),
    ("removeLabelFromContent", write(remove_label_by_path)),
];

/// Characters that a label cannot contain.
const FORBIDDEN: &str = ":;,.?&[]()#^*@!<>\"'";

/// Labels as answers of this API list them.
pub(super) fn shown(state: &State, labels: &BTreeSet<u64>) -> Vec<Value> {
    let known = labels.iter().filter_map(|id| Some((id, state.labels.get(id)?)));
    let show = |(id, label): (&u64, &Label)| json!({ "prefix": label.prefix, "name": label.name, "id": id.to_string(), "label": label.name });
    known.map(show).collect()
}

/// The labels that a request names: one or a list. Labels that are new to the site are created.
pub(super) fn given(state: &mut State, value: &Value) -> Result<BTreeSet<u64>, Problem> {
    let given = match value {
        Value::Array(labels) => labels.as_slice(),
        label => std::slice::from_ref(label),
    };
    let mut names = Vec::new();
    for label in given {
        let prefix = label["prefix"].as_str().unwrap_or("global");
        let name = label["name"].as_str().unwrap_or_default();
        let bad = |letter: char| letter.is_whitespace() || FORBIDDEN.contains(letter);
        if name.is_empty() || name.contains(bad) || name.chars().count() > 255 {
            return Err(Problem::bad_request(format!("Not a label: {label}")));
        }
        if !matches!(prefix, "global" | "my" | "team" | "system") {
            return Err(Problem::bad_request(format!("Not the prefix of a label: {prefix}")));
        }
        names.push((prefix, name.to_lowercase()));
    }
    Ok(names.iter().map(|(prefix, name)| state.label(prefix, name)).collect())
}

fn add_labels_to_content(state: &mut State, call: &Call<'_>) -> Outcome {
    let id = show::find(state, call, "id")?.id;
    let added = given(state, call.json())?;
    let content = state.contents.get_mut(&id).ok_or_else(Problem::not_found)?;
    content.labels.extend(added);
    let labels = shown(state, &show::find(state, call, "id")?.labels);
    Ok(Reply::ok(by_offset(call, 200, labels)?))
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
