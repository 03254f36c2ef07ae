//! Versions of content, and its history.

use super::{View, content, user};
use crate::state::content::{Content, Revision};
use crate::state::stamp;
use crate::v1::expand::{Expand, Parts};
use serde_json::{Value, json};
use std::collections::BTreeSet;

pub(in crate::v1) fn version(view: View<'_>, held: &Content, revision: &Revision, expand: &Expand) -> Value {
    let own = content::address(held);
    let shown = json!({
        "by": user::by_id(view, &revision.author, expand.below("by")),
        "when": stamp(revision.at),
        "friendlyWhen": "just now",
        "message": revision.message,
        "number": revision.number,
        "minorEdit": revision.minor,
        "contentTypeModified": false,
        "_links": { "self": view.link(&format!("{own}/version/{}", revision.number)) },
    });
    Parts::of(shown, expand)
        .part("collaborators", "", |_| users(view, [revision.author.as_str()]))
        .part("content", &own, |below| content::revision(view, held, revision, below))
        .finish()
}

pub(in crate::v1) fn history(view: View<'_>, held: &Content, revision: &Revision, expand: &Expand) -> Value {
    let own = content::address(held);
    let user = |id: &str, below| user::by_id(view, id, below);
    let other = |number: u64, below| {
        let other = held.version(number);
        other.map_or(Value::Null, |other| version(view, held, other, below))
    };
    let shown = json!({
        "latest": revision.number == held.latest().number,
        "createdBy": user(&held.author, expand.below("createdBy")),
        "createdDate": stamp(held.created),
        "_links": { "self": view.link(&format!("{own}/history")) },
    });
    let mut shown = Parts::of(shown, expand)
        .part("lastUpdated", "", |below| version(view, held, held.latest(), below))
        .part("previousVersion", "", |below| other(revision.number - 1, below))
        .part("nextVersion", "", |below| other(revision.number + 1, below))
        .part("contributors", "", |below| {
            let everyone = held.versions.iter().map(|revision| revision.author.as_str());
            Parts::of(json!({}), below)
                .part("publishers", "", |_| users(view, everyone))
                .finish()
        })
        .part("ownedBy", "", |below| user(&held.owner, below))
        .part("lastOwnedBy", "", |_| Value::Null)
        .finish();
    // The first version has none before it, the last one none after it.
    if let Some(members) = shown.as_object_mut() {
        members.retain(|_, value| !value.is_null());
    }
    shown
}

/// Accounts, each once.
fn users<'a>(view: View<'_>, accounts: impl IntoIterator<Item = &'a str>) -> Value {
    let accounts: BTreeSet<&str> = accounts.into_iter().collect();
    let users = accounts.iter().map(|id| user::by_id(view, id, &Expand::default()));
    json!({ "users": users.collect::<Vec<_>>(), "userKeys": [], "userAccountIds": accounts })
}
