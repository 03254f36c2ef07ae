//! Version: the history of content.

use super::show::{content, version};
use crate::answer::{Outcome, Problem, Reply};
use crate::body;
use crate::call::Call;
use crate::handlers::{Table, read};
use crate::page::{Row, Rows};
use crate::state::State;
use crate::state::content::{Content, Revision};
use serde_json::{Value, json};

pub(super) const TABLE: Table = &[
    ("getPageVersions", read(get_page_versions)),
    ("getPageVersionDetails", read(get_page_version_details)),
    ("getAttachmentVersions", read(get_attachment_versions)),
    ("getAttachmentVersionDetails", read(get_attachment_version_details)),
    ("getFooterCommentVersions", read(get_comment_versions)),
    ("getInlineCommentVersions", read(get_comment_versions)),
    ("getFooterCommentVersionDetails", read(get_comment_version_details)),
    ("getInlineCommentVersionDetails", read(get_comment_version_details)),
];

/// The versions of the content that `id` names. `member` is the name of the versioned thing in the answer.
fn list(state: &State, call: &Call<'_>, member: &str) -> Outcome {
    let content = content(state, call, "id")?;
    let format = body::format(call.query("body-format"), true)?;
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
        if member != "attachment" {
            shown[member]["body"] = revision.body.show(format);
        }
        shown
    })
}

fn get_page_versions(state: &State, call: &Call<'_>) -> Outcome {
    list(state, call, "page")
}

fn get_attachment_versions(state: &State, call: &Call<'_>) -> Outcome {
    list(state, call, "attachment")
}

fn get_comment_versions(state: &State, call: &Call<'_>) -> Outcome {
    list(state, call, "comment")
}

fn details(content: &Content, call: &Call<'_>) -> Outcome {
    let number = call.id("version-number")?;
    let revision = content.version(number).ok_or_else(Problem::not_found)?;
    let beside = |number: u64| content.version(number).map(|revision| revision.number);
    let mut shown = version(revision);
    shown["contentTypeModified"] = Value::Bool(false);
    shown["collaborators"] = json!([revision.author]);
    shown["prevVersion"] = beside(number.saturating_sub(1)).into();
    shown["nextVersion"] = beside(number.saturating_add(1)).into();
    Ok(Reply::ok(shown))
}

fn get_page_version_details(state: &State, call: &Call<'_>) -> Outcome {
    details(content(state, call, "page-id")?, call)
}

fn get_attachment_version_details(state: &State, call: &Call<'_>) -> Outcome {
    details(content(state, call, "attachment-id")?, call)
}

fn get_comment_version_details(state: &State, call: &Call<'_>) -> Outcome {
    details(content(state, call, "id")?, call)
}
