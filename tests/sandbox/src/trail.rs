//! What a successful call leaves behind apart from its own work: a view of the content that it read, or a record in the
//! audit log.

use crate::call::{Call, parse_id};
use crate::state::State;
use crate::state::audit::Affected;
use confluence_sdk::spec::Version;
use serde_json::Value;

/// Reads of a single piece of content. They count as views.
const VIEWS: [&str; 5] = [
    "getPageById",
    "getBlogPostById",
    "getCustomContentById",
    "getDatabaseById",
    "getWhiteboardById",
];

/// What the audit log says of an operation.
struct Entry {
    operation: (Version, &'static str),
    category: &'static str,
    summary: &'static str,
    /// The kind of thing that the operation changes.
    kind: &'static str,
    /// The argument that names this thing.
    argument: &'static str,
}

const fn entry(
    version: Version,
    id: &'static str,
    category: &'static str,
    summary: &'static str,
    kind: &'static str,
    argument: &'static str,
) -> Entry {
    Entry {
        operation: (version, id),
        category,
        summary,
        kind,
        argument,
    }
}

const SPACES: &str = "Spaces";
const PERMISSIONS: &str = "Permissions";
const USERS: &str = "Users and groups";
const ADMINISTRATION: &str = "Global administration";
const CONTENT: &str = "Pages";

/// Operations that are recorded.
const RECORDED: [Entry; 32] = [
    entry(Version::V2, "createSpace", SPACES, "Space created", "Space", "name"),
    entry(Version::V1, "createSpace", SPACES, "Space created", "Space", "name"),
    entry(
        Version::V1,
        "createPrivateSpace",
        SPACES,
        "Space created",
        "Space",
        "name",
    ),
    entry(
        Version::V1,
        "updateSpace",
        SPACES,
        "Space configuration changed",
        "Space",
        "space_key",
    ),
    entry(
        Version::V1,
        "deleteSpace",
        SPACES,
        "Space removed",
        "Space",
        "space_key",
    ),
    entry(
        Version::V1,
        "updateSpaceSettings",
        SPACES,
        "Space configuration changed",
        "Space",
        "space_key",
    ),
    entry(
        Version::V1,
        "setSpaceTheme",
        SPACES,
        "Space theme changed",
        "Space",
        "space_key",
    ),
    entry(
        Version::V1,
        "resetSpaceTheme",
        SPACES,
        "Space theme changed",
        "Space",
        "space_key",
    ),
    entry(
        Version::V1,
        "addPermissionToSpace",
        PERMISSIONS,
        "Space permission added",
        "Space",
        "space_key",
    ),
    entry(
        Version::V1,
        "addCustomContentPermissions",
        PERMISSIONS,
        "Space permission added",
        "Space",
        "space_key",
    ),
    entry(
        Version::V1,
        "removePermission",
        PERMISSIONS,
        "Space permission removed",
        "Space",
        "space_key",
    ),
    entry(
        Version::V1,
        "addRestrictions",
        PERMISSIONS,
        "Content restriction added",
        "Page",
        "id",
    ),
    entry(
        Version::V1,
        "updateRestrictions",
        PERMISSIONS,
        "Content restriction updated",
        "Page",
        "id",
    ),
    entry(
        Version::V1,
        "deleteRestrictions",
        PERMISSIONS,
        "Content restriction removed",
        "Page",
        "id",
    ),
    entry(
        Version::V1,
        "addUserToContentRestriction",
        PERMISSIONS,
        "Content restriction added",
        "Page",
        "id",
    ),
    entry(
        Version::V1,
        "removeUserFromContentRestriction",
        PERMISSIONS,
        "Content restriction removed",
        "Page",
        "id",
    ),
    entry(
        Version::V1,
        "addGroupToContentRestrictionByGroupId",
        PERMISSIONS,
        "Content restriction added",
        "Page",
        "id",
    ),
    entry(
        Version::V1,
        "removeGroupFromContentRestriction",
        PERMISSIONS,
        "Content restriction removed",
        "Page",
        "id",
    ),
    entry(Version::V1, "createGroup", USERS, "Group created", "Group", "name"),
    entry(Version::V1, "removeGroupById", USERS, "Group removed", "Group", "id"),
    entry(
        Version::V1,
        "addUserToGroupByGroupId",
        USERS,
        "User added to group",
        "Group",
        "group_id",
    ),
    entry(
        Version::V1,
        "removeMemberFromGroupByGroupId",
        USERS,
        "User removed from group",
        "Group",
        "group_id",
    ),
    entry(
        Version::V2,
        "enableAdminKey",
        ADMINISTRATION,
        "Admin key enabled",
        "Site",
        "",
    ),
    entry(
        Version::V2,
        "disableAdminKey",
        ADMINISTRATION,
        "Admin key disabled",
        "Site",
        "",
    ),
    entry(
        Version::V1,
        "setRetentionPeriod",
        ADMINISTRATION,
        "Audit log configuration updated",
        "Site",
        "",
    ),
    entry(
        Version::V1,
        "createContentTemplate",
        ADMINISTRATION,
        "Page template created",
        "Template",
        "name",
    ),
    entry(
        Version::V1,
        "updateContentTemplate",
        ADMINISTRATION,
        "Page template edited",
        "Template",
        "template_id",
    ),
    entry(
        Version::V1,
        "removeTemplate",
        ADMINISTRATION,
        "Page template deleted",
        "Template",
        "content_template_id",
    ),
    entry(
        Version::V1,
        "updateLookAndFeelSettings",
        ADMINISTRATION,
        "Look and feel changed",
        "Site",
        "",
    ),
    entry(
        Version::V1,
        "resetLookAndFeelSettings",
        ADMINISTRATION,
        "Look and feel changed",
        "Site",
        "",
    ),
    entry(Version::V2, "deletePage", CONTENT, "Page deleted", "Page", "id"),
    entry(Version::V1, "deletePageTree", CONTENT, "Page deleted", "Page", "id"),
];

/// Counts a view, if the call has read content.
pub(crate) fn viewed(state: &State, call: &Call<'_>) {
    if VIEWS.contains(&call.operation.id)
        && let Some(id) = parse_id(call.path("id"))
    {
        state.count_view(id, &call.caller.account);
    }
}

/// The record of a call. It is made before the call, because the thing can be gone afterwards.
pub(crate) fn record(state: &State, call: &Call<'_>) -> Option<Value> {
    let operation = (call.operation.version, call.operation.id);
    let entry = RECORDED.iter().find(|entry| entry.operation == operation)?;
    let argument = call.argument(entry.argument);
    let affected = Affected {
        kind: entry.kind,
        name: name(state, entry.kind, argument.first().map_or("", String::as_str)),
    };
    Some(state.record(&call.caller.account, entry.category, entry.summary, &affected))
}

/// The name of the thing that has this id or key. Without such a thing, the text is its name.
fn name(state: &State, kind: &str, text: &str) -> String {
    let known = match kind {
        "Space" => state.space_by_key(text).map(|space| &space.name),
        "Group" => state.groups.get(text).map(|group| &group.name),
        "Page" => parse_id(text)
            .and_then(|id| state.contents.get(&id))
            .map(|content| &content.title),
        "Template" => parse_id(text)
            .and_then(|id| state.templates.get(&id))
            .map(|template| &template.name),
        _ => None,
    };
    known.map_or(text, String::as_str).to_owned()
}
