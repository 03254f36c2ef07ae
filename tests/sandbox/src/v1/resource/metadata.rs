//! Metadata of content and spaces: labels, properties, and what the caller did.

use super::{View, content, history, list, property};
use crate::state::content::Content;
use crate::state::property::Property;
use crate::state::stamp;
use crate::v1::expand::{Expand, Parts};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// How many labels are shown inside of something else.
const LABELS: usize = 200;

pub(super) fn metadata(view: View<'_>, held: &Content, expand: &Expand) -> Value {
    let own = content::address(held);
    let shown = match &held.latest().file {
        Some(file) => json!({ "mediaType": file.media_type, "comment": held.latest().message }),
        None => json!({}),
    };
    let at = format!("{own}/label");
    Parts::of(shown, expand)
        .part("labels", &at, |_| labels(view, &held.labels, &at))
        .part("properties", "", |below| {
            properties(view, &held.properties, &own, below)
        })
        .part("currentuser", "", |below| current_user(view, held, below))
        .part("frontend", "", |_| json!({}))
        .finish()
}

pub(super) fn labels(view: View<'_>, labels: &BTreeSet<u64>, address: &str) -> Value {
    let all = labels.iter().filter_map(|id| label(view, *id));
    let all: Vec<Value> = all.take(LABELS).collect();
    list(view, address, LABELS, labels.len(), all)
}

pub(in crate::v1) fn label(view: View<'_>, id: u64) -> Option<Value> {
    let label = view.state.labels.get(&id)?;
    Some(json!({ "prefix": label.prefix, "name": label.name, "id": id.to_string(), "label": label.name }))
}

/// Properties by their keys. Each is shown if it is asked for by its key.
pub(super) fn properties(view: View<'_>, properties: &BTreeMap<u64, Property>, owner: &str, expand: &Expand) -> Value {
    let own = format!("{owner}/property");
    let shown = json!({ "_links": { "self": view.link(&own) } });
    properties
        .values()
        .fold(Parts::of(shown, expand), |parts, held| {
            parts.part(&held.key, &format!("{own}/{}", held.key), |below| {
                property::property(view, owner, held, below)
            })
        })
        .finish()
}

/// What the caller did with the content.
fn current_user(view: View<'_>, held: &Content, expand: &Expand) -> Value {
    let me = view.call.caller.account.as_str();
    let last = held.versions.iter().rev().find(|revision| revision.author == me);
    Parts::of(json!({}), expand)
        .part("favourited", "", |_| {
            let is_favourite = view.state.favourites(me).any(|id| id == held.id);
            json!({ "isFavourite": is_favourite })
        })
        .part("lastmodified", "", |below| {
            last.map_or_else(
                || json!({}),
                |last| {
                    let version = history::version(view, held, last, below.below("version"));
                    json!({ "version": version, "friendlyLastModified": "just now" })
                },
            )
        })
        .part("lastcontributed", "", |_| {
            let status = if held.author == me { "CREATED" } else { "EDITED" };
            last.map_or_else(|| json!({}), |last| json!({ "status": status, "when": stamp(last.at) }))
        })
        .part("viewed", "", |_| {
            let seen = view.state.last_viewed(held.id, me);
            seen.map_or_else(
                || json!({}),
                |seen| json!({ "lastSeen": stamp(seen), "friendlyLastSeen": "just now" }),
            )
        })
        .finish()
}
