//! Label info: what has a label.

use super::label;
use crate::answer::{Outcome, Problem, Reply};
use crate::call::Call;
use crate::handlers::{Table, read};
use crate::page::by_offset;
use crate::permission::{Item, shows};
use crate::state::State;
use crate::state::content::Status;
use serde_json::{Value, json};
use std::collections::BTreeSet;

pub(super) const TABLE: Table = &[("getAllLabelContent", read(get_all_label_content))];

/// What can have a label and is listed here.
const TYPES: [&str; 4] = ["page", "blogpost", "attachment", "page_template"];

/// How many results there are if the call sets no limit.
const LIMIT: usize = 200;

fn get_all_label_content(state: &State, call: &Call<'_>) -> Outcome {
    let wanted = call.query("type");
    if let Some(other) = wanted.filter(|wanted| !TYPES.contains(wanted)) {
        return Err(Problem::bad_request(format!("`type` cannot be {other}")));
    }
    let name = call.query("name").unwrap_or_default();
    let label = state.label_named(name);
    let label = label.ok_or_else(|| Problem::missing(format!("There is no label {name}")))?;
    let labelled = with_label(state, call, label);
    let listed = labelled
        .into_iter()
        .filter(|found| wanted.is_none_or(|wanted| found["contentType"] == wanted));
    let mut contents = by_offset(call, LIMIT, listed.collect())?;
    // Unlike other listings, this one has no links.
    contents.as_object_mut().map(|members| members.remove("_links"));
    let label = label::shown(state, &BTreeSet::from([label])).pop();
    Ok(Reply::ok(json!({ "label": label, "associatedContents": contents })))
}

/// Everything with this label that the caller may see.
fn with_label(state: &State, call: &Call<'_>, label: u64) -> Vec<Value> {
    let show = |kind: &str, id: u64, title: &str| json!({ "contentType": kind, "contentId": id, "title": title });
    let contents = state.contents.values().filter(|content| {
        content.labels.contains(&label)
            && content.status == Status::Current
            && TYPES.contains(&content.kind.v1_type())
            && shows(state, call, Item::Content(content))
    });
    let templates = state.templates.iter().filter(|(_, template)| {
        let visible = |space| state.may_view_space(call.actor(), space);
        template.labels.contains(&label) && template.space.is_none_or(visible)
    });
    let contents = contents.map(|content| show(content.kind.v1_type(), content.id, &content.title));
    let templates = templates.map(|(id, template)| show("page_template", *id, &template.name));
    contents.chain(templates).collect()
}
