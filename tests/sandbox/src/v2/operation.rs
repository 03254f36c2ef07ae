//! Operation: what the caller may do with a piece of content or a space.

use super::show::content;
use crate::answer::{Outcome, Reply};
use crate::call::Call;
use crate::handlers::{Table, read};
use crate::state::State;
use crate::state::access::Actor;
use crate::state::content::Content;
use confluence_sdk::spec::{Kind, PermissionGrant, Verb};
use serde_json::{Value, json};

pub(super) const TABLE: Table = &[
    ("getPageOperations", read(get_operations)),
    ("getAttachmentOperations", read(get_operations)),
    ("getFooterCommentOperations", read(get_operations)),
    ("getInlineCommentOperations", read(get_operations)),
    ("getSpaceOperations", read(get_space_operations)),
];

fn get_operations(state: &State, call: &Call<'_>) -> Outcome {
    let content = content(state, call, "id")?;
    Ok(Reply::ok(
        json!({ "operations": permitted(state, call.actor(), content) }),
    ))
}

fn get_space_operations(state: &State, call: &Call<'_>) -> Outcome {
    Ok(Reply::ok(
        json!({ "operations": permitted_in_space(state, call.actor(), call.id("id")?) }),
    ))
}

/// What the actor may do with the content and with the content in it.
pub(crate) fn permitted(state: &State, actor: Actor<'_>, content: &Content) -> Vec<Value> {
    let own = content.kind.v1_type();
    let right = |verb, kind| state.space_right(actor, PermissionGrant { verb, kind }, content.space);
    let edits = state.may_edit(actor, content);
    let kind = content.kind.permission_kind();
    let all = [
        (state.may_view(actor, content), "read", own),
        (edits, "update", own),
        (
            right(Verb::Delete, kind) && state.may_view(actor, content) && state.may_change(actor, content),
            "delete",
            own,
        ),
        (
            right(Verb::Archive, kind) && edits && kind == Kind::Page,
            "archive",
            own,
        ),
        (right(Verb::Administer, Kind::Space), "purge", own),
        (edits, "restrict_content", own),
        (right(Verb::Create, Kind::Comment), "create", "comment"),
        (right(Verb::Create, Kind::Attachment) && edits, "create", "attachment"),
    ];
    allowed(&all)
}

/// What the actor may do in a space.
pub(crate) fn permitted_in_space(state: &State, actor: Actor<'_>, space: u64) -> Vec<Value> {
    let right = |verb, kind| state.space_right(actor, PermissionGrant { verb, kind }, space);
    let all = [
        (right(Verb::View, Kind::Space), "read", "space"),
        (right(Verb::Administer, Kind::Space), "administer", "space"),
        (right(Verb::Administer, Kind::Space), "delete", "space"),
        (right(Verb::Create, Kind::Page), "create", "page"),
        (right(Verb::Archive, Kind::Page), "archive", "page"),
        (right(Verb::Delete, Kind::Page), "delete", "page"),
        (right(Verb::Create, Kind::BlogPost), "create", "blogpost"),
        (right(Verb::Create, Kind::Comment), "create", "comment"),
        (right(Verb::Delete, Kind::Comment), "delete", "comment"),
        (right(Verb::Create, Kind::Attachment), "create", "attachment"),
        (right(Verb::Delete, Kind::Attachment), "delete", "attachment"),
    ];
    allowed(&all)
}

fn allowed(all: &[(bool, &str, &str)]) -> Vec<Value> {
    let granted = all.iter().filter(|(allowed, ..)| *allowed);
    granted
        .map(|(_, operation, target)| json!({ "operation": operation, "targetType": target }))
        .collect()
}
