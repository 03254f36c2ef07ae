//! Label: those of content, of a space, of what lies in a space, and all of the site.

use super::show::{existing, words};
use crate::answer::{Outcome, Problem};
use crate::call::Call;
use crate::handlers::{Table, read};
use crate::page::{Row, Rows};
use crate::permission::{Item, shows};
use crate::state::State;
use crate::state::content::{ContentKind, Status};
use crate::state::contents::Among;
use serde_json::{Value, json};
use std::collections::BTreeSet;

pub(super) const TABLE: Table = &[
    ("getAttachmentLabels", read(get_content_labels)),
    ("getBlogPostLabels", read(get_content_labels)),
    ("getCustomContentLabels", read(get_content_labels)),
    ("getPageLabels", read(get_content_labels)),
    ("getSpaceLabels", read(get_space_labels)),
    ("getSpaceContentLabels", read(get_space_content_labels)),
    ("getLabels", read(get_labels)),
];

const PREFIXES: &[&str] = &["my", "team", "global", "system"];

/// The prefixes of the listings of a space. Without `prefix` they show both.
const SPACE_PREFIXES: &[&str] = &["my", "team"];

pub(super) fn show(state: &State, id: u64) -> Option<Value> {
    let label = state.labels.get(&id)?;
    Some(json!({ "id": id.to_string(), "name": label.name, "prefix": label.prefix }))
}

/// Those of the labels that have one of the prefixes that are asked for, in the order that is asked for.
fn list<'i>(
    state: &State,
    call: &Call<'_>,
    ids: impl IntoIterator<Item = &'i u64>,
    prefixes: &[&str],
    by_default: &[&str],
) -> Outcome {
    let asked = words(call, "prefix", prefixes)?;
    let asked = if asked.is_empty() { by_default } else { &asked[..] };
    let (descending, by_name) = match call.query("sort") {
        None | Some("id" | "created-date") => (false, false),
        Some("-id" | "-created-date") => (true, false),
        Some("name") => (false, true),
        Some("-name") => (true, true),
        Some(other) => return Err(Problem::bad_request(format!("`sort` cannot be {other}"))),
    };
    let labels = ids.into_iter().filter_map(|id| Some((*id, state.labels.get(id)?)));
    let wanted = labels.filter(|(_, label)| asked.contains(&label.prefix.as_str()));
    let rows = wanted.map(|(id, label)| Row {
        key: if by_name { label.name.clone() } else { String::new() },
        id,
        item: id,
    });
    Rows {
        rows: rows.collect(),
        descending,
    }
    .reply(call, 25, |id| show(state, *id).unwrap_or_default())
}

fn get_content_labels(state: &State, call: &Call<'_>) -> Outcome {
    list(state, call, &existing(state, call)?.labels, PREFIXES, PREFIXES)
}

fn get_space_labels(state: &State, call: &Call<'_>) -> Outcome {
    let space = state.spaces.get(&call.id("id")?).ok_or_else(Problem::not_found)?;
    list(state, call, &space.labels, SPACE_PREFIXES, SPACE_PREFIXES)
}

fn get_space_content_labels(state: &State, call: &Call<'_>) -> Outcome {
    let labels = used(state, call, Some(call.id("id")?));
    list(state, call, &labels, SPACE_PREFIXES, SPACE_PREFIXES)
}

fn get_labels(state: &State, call: &Call<'_>) -> Outcome {
    let wanted = call.ids("label-id")?;
    let mut labels = used(state, call, None);
    let spaces = state.spaces.values();
    let visible = spaces.filter(|space| shows(state, call, Item::Space(space.id)));
    labels.extend(visible.flat_map(|space| &space.labels));
    labels.retain(|label| wanted.is_empty() || wanted.contains(label));
    list(state, call, &labels, PREFIXES, PREFIXES)
}

/// The labels of all content, or of that in a space, that the caller can see.
fn used(state: &State, call: &Call<'_>, space: Option<u64>) -> BTreeSet<u64> {
    let among = |kind| match space {
        Some(space) => Among::InSpace(kind, space),
        None => Among::Kind(kind),
    };
    let contents = ContentKind::all().flat_map(|kind| state.contents.all(among(kind)));
    let visible = contents.filter(|content| {
        !content.labels.is_empty() && content.status != Status::Trashed && shows(state, call, Item::Content(content))
    });
    visible.flat_map(|content| &content.labels).copied().collect()
}
