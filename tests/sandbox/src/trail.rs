//! What a successful call leaves behind apart from its own work: a view of the content that it read, or a record in the
//! audit log.

use crate::call::{Call, parse_id};
use crate::state::State;
use crate::state::audit::Affected;
use confluence_sdk::spec::ApiVersion::{self, V1, V2};
use serde_json::Value;

/// Reads of a single piece of content. They count as views.
const VIEWS: [&str; 5] = [
    "getPageById",
    "getBlogPostById",
    "getCustomContentById",
    "getDatabaseById",
    "getWhiteboardById",
];

/// Operations on things of one kind that are recorded in one category.
struct Recorded {
    category: &'static str,
    /// The kind of thing that the operations change.
    kind: &'static str,
    /// Operations, what the log says of each, and the argument that names the thing.
    operations: &'static [(ApiVersion, &'static str, &'static str, &'static str)],
}

const RECORDED: [Recorded; 8] = [
    Recorded {
        category: "Spaces",
        kind: "Space",
        operations: &[
            (V2, "createSpace", "Space created", "name"),
            (V1, "createSpace", "Space created", "name"),
            (V1, "createPrivateSpace", "Space created", "name"),
            (V1, "updateSpace", "Space configuration changed", "space_key"),
            (V1, "updateSpaceSettings", "Space configuration changed", "space_key"),
            (V1, "deleteSpace", "Space removed", "space_key"),
            (V1, "setSpaceTheme", "Space theme changed", "space_key"),
            (V1, "resetSpaceTheme", "Space theme changed", "space_key"),
            (V1, "updateLookAndFeel", "Space look and feel changed", "space_key"),
        ],
    },
    Recorded {
        category: "Permissions",
        kind: "Space",
        operations: &[
            (V1, "addPermissionToSpace", "Space permission added", "space_key"),
            (V1, "addCustomContentPermissions", "Space permission added", "space_key"),
            (V1, "removePermission", "Space permission removed", "space_key"),
        ],
    },
    Recorded {
        category: "Permissions",
        kind: "Page",
        operations: &[
            (V1, "addRestrictions", "Content restriction added", "id"),
            (V1, "updateRestrictions", "Content restriction updated", "id"),
            (V1, "deleteRestrictions", "Content restriction removed", "id"),
            (V1, "addUserToContentRestriction", "Content restriction added", "id"),
            (
                V1,
                "removeUserFromContentRestriction",
                "Content restriction removed",
                "id",
            ),
            (
                V1,
                "addGroupToContentRestrictionByGroupId",
                "Content restriction added",
                "id",
            ),
            (
                V1,
                "removeGroupFromContentRestriction",
                "Content restriction removed",
                "id",
            ),
        ],
    },
    Recorded {
        category: "Users and groups",
        kind: "Group",
        operations: &[
            (V1, "createGroup", "Group created", "name"),
            (V1, "removeGroupById", "Group removed", "id"),
            (V1, "addUserToGroupByGroupId", "User added to group", "group_id"),
            (
                V1,
                "removeMemberFromGroupByGroupId",
                "User removed from group",
                "group_id",
            ),
        ],
    },
    Recorded {
        category: "Global administration",
        kind: "Site",
        operations: &[
            (V2, "enableAdminKey", "Admin key enabled", ""),
            (V2, "disableAdminKey", "Admin key disabled", ""),
            (V1, "setRetentionPeriod", "Audit log configuration updated", ""),
            (V1, "updateLookAndFeelSettings", "Look and feel changed", "space_key"),
            (V1, "resetLookAndFeelSettings", "Look and feel changed", "space_key"),
        ],
    },
    Recorded {
        category: "Global administration",
        kind: "Template",
        operations: &[
            (V1, "createContentTemplate", "Page template created", "name"),
            (V1, "updateContentTemplate", "Page template edited", "template_id"),
            (V1, "removeTemplate", "Page template deleted", "content_template_id"),
        ],
    },
    Recorded {
        category: "Pages",
        kind: "Page",
        operations: &[
            (V2, "deletePage", "Page deleted", "id"),
            (V1, "deletePageTree", "Page deleted", "id"),
            (V1, "movePage", "Page moved", "page_id"),
        ],
    },
    Recorded {
        category: "Pages",
        kind: "BlogPost",
        operations: &[(V2, "deleteBlogPost", "Blog post deleted", "id")],
    },
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
    let (version, id) = (call.operation.version, call.operation.id);
    let mut recorded = RECORDED
        .iter()
        .flat_map(|recorded| recorded.operations.iter().map(move |one| (recorded, one)));
    let (recorded, (.., summary, argument)) = recorded.find(|(_, one)| one.0 == version && one.1 == id)?;
    let argument = call.argument(argument);
    let affected = Affected {
        kind: recorded.kind,
        name: name(state, recorded.kind, argument.first().map_or("", String::as_str)),
    };
    Some(state.record(&call.caller.account, recorded.category, summary, &affected))
}

/// The name of the thing that has this id or key. Without such a thing, the text is its name.
fn name(state: &State, kind: &str, text: &str) -> String {
    let known = match kind {
        "Space" => state.space_by_key(text).map(|space| &space.name),
        "Group" => state.groups.get(text).map(|group| &group.name),
        "Page" | "BlogPost" => parse_id(text)
            .and_then(|id| state.contents.get(&id))
            .map(|content| &content.title),
        "Template" => parse_id(text)
            .and_then(|id| state.templates.get(&id))
            .map(|template| &template.name),
        _ => None,
    };
    known.map_or(text, String::as_str).to_owned()
}
