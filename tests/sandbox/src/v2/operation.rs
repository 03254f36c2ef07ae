//! Operation: what the caller may do with a piece of content or a space.

use super::show::existing;
use crate::answer::{Outcome, Reply};
use crate::call::Call;
use crate::handlers::{Table, read};
use crate::state::State;
use crate::state::access::Actor;
use crate::state::content::{Content, ContentKind};
use crate::state::kind::Place;
use confluence_sdk::spec::{Kind, PermissionGrant, Verb};
use serde_json::{Value, json};

pub(super) const TABLE: Table = &[
    ("getAttachmentOperations", read(get_operations)),
    ("getBlogPostOperations", read(get_operations)),
    ("getCustomContentOperations", read(get_operations)),
    ("getPageOperations", read(get_operations)),
    ("getWhiteboardOperations", read(get_operations)),
    ("getDatabaseOperations", read(get_operations)),
    ("getSmartLinkOperations", read(get_operations)),
    ("getFolderOperations", read(get_operations)),
    ("getSpaceOperations", read(get_space_operations)),
    ("getFooterCommentOperations", read(get_operations)),
    ("getInlineCommentOperations", read(get_operations)),
];

fn get_operations(state: &State, call: &Call<'_>) -> Outcome {
    let content = existing(state, call)?;
    Ok(Reply::ok(
        json!({ "operations": permitted(state, call.actor(), content) }),
    ))
}

fn get_space_operations(state: &State, call: &Call<'_>) -> Outcome {
    Ok(Reply::ok(
        json!({ "operations": permitted_in_space(state, call.actor(), call.id("id")?) }),
    ))
}

/// What the actor may do with the content and with the content on it.
pub(crate) fn permitted(state: &State, actor: Actor<'_>, content: &Content) -> Vec<Value> {
    let kind = content.kind;
    let own = kind.v1_type();
    let right = |verb, kind| state.space_right(actor, PermissionGrant { verb, kind }, content.space);
    let edits = state.may_edit(actor, content);
    let changes = state.may_view(actor, content) && state.may_change(actor, content);
    let mut all = vec![
        (state.may_view(actor, content), "read", own),
        (edits, "update", own),
        (changes && right(Verb::Delete, kind.permission_kind()), "delete", own),
        (
            kind == ContentKind::Page && edits && right(Verb::Archive, Kind::Page),
            "archive",
            own,
        ),
        (right(Verb::Administer, Kind::Space), "purge", own),
        (edits && kind.facts().place != Place::Content, "restrict_content", own),
    ];
    if kind.is_in_tree() {
        let below = ContentKind::all().filter(|kind| kind.is_in_tree());
        all.extend(below.map(|kind| (right(Verb::Create, kind.permission_kind()), "create", kind.v2_type())));
    }
    if matches!(
        kind,
        ContentKind::Page | ContentKind::BlogPost | ContentKind::CustomContent
    ) {
        all.push((right(Verb::Create, Kind::Comment), "create", "comment"));
        all.push((right(Verb::Create, Kind::Attachment) && edits, "create", "attachment"));
    }
    if kind.is_comment() || kind == ContentKind::Attachment {
        all.push((right(Verb::Create, Kind::Comment), "create", "comment"));
    }
    allowed(&all)
}

/// What the actor may do in a space.
pub(crate) fn permitted_in_space(state: &State, actor: Actor<'_>, space: u64) -> Vec<Value> {
    let right = |verb, kind| state.space_right(actor, PermissionGrant { verb, kind }, space);
    let mut all = vec![
        (right(Verb::View, Kind::Space), "read", "space"),
        (right(Verb::Administer, Kind::Space), "administer", "space"),
        (right(Verb::Administer, Kind::Space), "delete", "space"),
        (right(Verb::Archive, Kind::Page), "archive", "page"),
    ];
    // Both kinds of comments are one kind here.
    for kind in ContentKind::all().filter(|kind| *kind != ContentKind::InlineComment) {
        let (permission, target) = (kind.permission_kind(), kind.v1_type());
        all.push((right(Verb::Create, permission), "create", target));
        all.push((right(Verb::Delete, permission), "delete", target));
    }
    allowed(&all)
}

fn allowed(all: &[(bool, &str, &str)]) -> Vec<Value> {
    let granted = all.iter().filter(|(allowed, ..)| *allowed);
    granted
        .map(|(_, operation, target)| json!({ "operation": operation, "targetType": target }))
        .collect()
}
