//! Version: the history of content. It works in the same way for every kind of content.

use super::custom_content::{format as custom_format, shown_format};
use super::show::{existing, version};
use crate::answer::{Outcome, Problem, Reply};
use crate::body::{self, Context};
use crate::call::Call;
use crate::handlers::{Table, read};
use crate::page::{Row, Rows};
use crate::state::State;
use crate::state::content::{ContentKind, Revision};
use serde_json::{Value, json};

pub(super) const TABLE: Table = &[
    ("getAttachmentVersions", read(get_versions)),
    ("getAttachmentVersionDetails", read(get_details)),
    ("getBlogPostVersions", read(get_versions)),
    ("getBlogPostVersionDetails", read(get_details)),
    ("getPageVersions", read(get_versions)),
    ("getPageVersionDetails", read(get_details)),
    ("getCustomContentVersions", read(get_versions)),
    ("getCustomContentVersionDetails", read(get_details)),
    ("getFooterCommentVersions", read(get_versions)),
    ("getFooterCommentVersionDetails", read(get_details)),
    ("getInlineCommentVersions", read(get_versions)),
    ("getInlineCommentVersionDetails", read(get_details)),
];

/// The member of a version that names what it is a version of.
fn member(kind: ContentKind) -> &'static str {
    match kind {
        ContentKind::CustomContent => "custom",
        kind => kind.v1_type(),
    }
}

fn get_versions(state: &State, call: &Call<'_>) -> Outcome {
    let content = existing(state, call)?;
    let (kind, member) = (content.kind, member(content.kind));
    let format = match kind {
        ContentKind::CustomContent => custom_format(call, true)?,
        ContentKind::Attachment => None,
        _ => body::format(call.query("body-format"), true)?,
    };
    // The newest first, unless asked otherwise.
    let descending = match call.query("sort") {
        None | Some("-modified-date") => true,
        Some("modified-date") => false,
        Some(other) => return Err(Problem::bad_request(format!("`sort` cannot be {other}"))),
    };
    let rows = content
        .versions
        .iter()
        .map(|revision| Row::by_id(revision.number, revision));
    Rows {
        rows: rows.collect(),
        descending,
    }
    .reply(call, 25, |revision: &&Revision| {
        let mut shown = version(revision);
        shown[member] = json!({ "title": revision.title, "id": content.id_text() });
        if kind != ContentKind::Attachment {
            shown[member]["body"] = revision
                .body
                .show(shown_format(&revision.body, format), &Context::of(state, content));
        }
        shown
    })
}

fn get_details(state: &State, call: &Call<'_>) -> Outcome {
    let content = existing(state, call)?;
    let number = call.id("version-number")?;
    let revision = content.version(number).ok_or_else(Problem::not_found)?;
    let before = content.versions.iter().rev().find(|other| other.number < number);
    let after = content.versions.iter().find(|other| other.number > number);
    let mut shown = version(revision);
    shown["contentTypeModified"] = Value::Bool(false);
    shown["collaborators"] = json!([revision.author]);
    for (member, other) in [("prevVersion", before), ("nextVersion", after)] {
        if let Some(other) = other {
            shown[member] = other.number.into();
        }
    }
    Ok(Reply::ok(shown))
}
