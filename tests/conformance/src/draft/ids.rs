//! Finds the type of an id, from the name of a parameter or member and from its place.
//!
//! The documents type every id as text or integer. These tables say what the names mean.

use crate::document::{ApiVersion, Operation};

/// The type of a path or query parameter that is an id.
pub(crate) fn of_param(op: &Operation, name: &str) -> Option<&'static str> {
    match op.version {
        ApiVersion::V1 => of_v1_param(op, name),
        ApiVersion::V2 => of_v2_param(op, name),
    }
}

/// The type of a member of a model that is an id.
pub(crate) fn of_member(version: ApiVersion, model: &str, member: &str) -> Option<&'static str> {
    let singular = member.strip_suffix('s').filter(|s| s.ends_with("Id")).unwrap_or(member);
    match singular {
        "id" => of_model(version, model),
        "key" if version == ApiVersion::V1 && model.starts_with("Space") && !model.contains("Property") => {
            Some("SpaceKey")
        }
        "taskId" if model.starts_with("BulkTransition") => Some("TransitionTaskId"),
        "taskId" if version == ApiVersion::V2 => Some("LongTaskId"),
        _ => lookup(MEMBERS, singular),
    }
}

/// The type of the `id` in an operation's body. It belongs to the thing that the operation sets, or to the last thing
/// in the path.
pub(crate) fn of_path(op: &Operation) -> Option<&'static str> {
    if op.path.contains("/classification-level") {
        return Some("ClassificationLevelId");
    }
    op.params
        .iter()
        .rev()
        .find(|p| p.place == "path")
        .and_then(|p| of_param(op, &p.name))
}

fn of_v1_param(op: &Operation, name: &str) -> Option<&'static str> {
    match name {
        "id" if op.path.contains("/longtask/") => Some("LongTaskId"),
        "id" if op.path.ends_with("/permission/{id}") => Some("SpacePermissionId"),
        "id" if op.path.contains("/group") => Some("GroupId"),
        "id" if op.path.contains("/content/{id}") || op.path.contains("/analytics/") => Some("ContentId"),
        "id" => None,
        _ => lookup(V1_PARAMS, name),
    }
}

fn of_v2_param(op: &Operation, name: &str) -> Option<&'static str> {
    match name {
        "id" if op.path.contains("{id}") => segment_before(&op.path, "/{id}"),
        "id" | "ids" => op.path.rsplit('/').find_map(|segment| lookup(SEGMENTS, segment)),
        _ => lookup(V2_PARAMS, name),
    }
}

fn segment_before(path: &str, parameter: &str) -> Option<&'static str> {
    let (before, _) = path.split_once(parameter)?;
    lookup(SEGMENTS, before.rsplit('/').next()?)
}

fn of_model(version: ApiVersion, model: &str) -> Option<&'static str> {
    let table = match version {
        ApiVersion::V1 => V1_MODELS,
        ApiVersion::V2 => V2_MODELS,
    };
    table
        .iter()
        .find(|(prefix, _)| model.starts_with(prefix))
        .map(|(_, id)| *id)
        .filter(|id| *id != NO_ID_TYPE)
}

fn lookup(table: &[(&str, &'static str)], key: &str) -> Option<&'static str> {
    table.iter().find(|(k, _)| *k == key).map(|(_, id)| *id)
}

/// Marks a model without such an id. It comes before a shorter prefix that would fit the model.
const NO_ID_TYPE: &str = "";

/// Path segments of the newer API, with the type of the id that follows them.
const SEGMENTS: &[(&str, &str)] = &[
    ("attachments", "AttachmentId"),
    ("blogposts", "BlogPostId"),
    ("comments", "CommentId"),
    ("custom-content", "CustomContentId"),
    ("databases", "DatabaseId"),
    ("embeds", "SmartLinkId"),
    ("folders", "FolderId"),
    ("footer-comments", "CommentId"),
    ("inline-comments", "CommentId"),
    ("labels", "LabelId"),
    ("pages", "PageId"),
    ("space-roles", "SpaceRoleId"),
    ("spaces", "SpaceId"),
    ("tasks", "TaskId"),
    ("whiteboards", "WhiteboardId"),
];

const V2_PARAMS: &[(&str, &str)] = &[
    ("assigned-to", "AccountId"),
    ("attachment-id", "AttachmentId"),
    ("blogpost-id", "BlogPostId"),
    ("comment-id", "CommentId"),
    ("completed-by", "AccountId"),
    ("created-by", "AccountId"),
    ("custom-content-id", "CustomContentId"),
    ("database-id", "DatabaseId"),
    ("embed-id", "SmartLinkId"),
    ("favorited-by", "AccountId"),
    ("folder-id", "FolderId"),
    ("label-id", "LabelId"),
    ("not-favorited-by", "AccountId"),
    ("page-id", "PageId"),
    ("property-id", "PropertyId"),
    ("role-id", "SpaceRoleId"),
    ("space-id", "SpaceId"),
    ("task-id", "TaskId"),
    ("taskId", "TransitionTaskId"),
    ("whiteboard-id", "WhiteboardId"),
];

const V1_PARAMS: &[(&str, &str)] = &[
    ("accountId", "AccountId"),
    ("attachmentId", "AttachmentId"),
    ("contentId", "ContentId"),
    ("contentIdContext", "ContentId"),
    ("contentTemplateId", "TemplateId"),
    ("draftId", "DraftId"),
    ("groupId", "GroupId"),
    ("pageId", "ContentId"),
    ("spaceKey", "SpaceKey"),
    ("spaceKeyContext", "SpaceKey"),
    ("targetId", "ContentId"),
    ("themeKey", "ThemeKey"),
    ("userId", "AccountId"),
];

const MEMBERS: &[(&str, &str)] = &[
    ("accountId", "AccountId"),
    ("anonymousReassignmentRoleId", "SpaceRoleId"),
    ("assignedTo", "AccountId"),
    ("attachmentId", "AttachmentId"),
    ("authorId", "AccountId"),
    ("blogPostId", "BlogPostId"),
    ("completedBy", "AccountId"),
    ("combinationId", "PermissionCombinationId"),
    ("contentId", "ContentId"),
    ("createdBy", "AccountId"),
    ("customContentId", "CustomContentId"),
    ("fileId", "FileId"),
    ("groupId", "GroupId"),
    ("guestReassignmentRoleId", "SpaceRoleId"),
    ("homepageId", "PageId"),
    ("lastOwnerId", "AccountId"),
    ("ownerId", "AccountId"),
    ("pageId", "PageId"),
    ("parentCommentId", "CommentId"),
    ("parentId", "ContentId"),
    ("permissionCombinationId", "PermissionCombinationId"),
    ("personalSpaceId", "SpaceId"),
    ("resolutionLastModifierId", "AccountId"),
    ("roleId", "SpaceRoleId"),
    ("spaceId", "SpaceId"),
    ("spaceKey", "SpaceKey"),
    ("spaceOwnerId", "AccountId"),
    ("templateId", "TemplateId"),
    ("themeKey", "ThemeKey"),
];

/// Prefixes of models of the newer API, with the type of their `id`. The first prefix that fits is used.
const V2_MODELS: &[(&str, &str)] = &[
    ("Ancestor", "ContentId"),
    ("AttachmentBulk", "AttachmentId"),
    ("AttachmentComment", "CommentId"),
    ("AttachmentSingle", "AttachmentId"),
    ("BlogPostComment", "CommentId"),
    ("BlogPostInlineComment", "CommentId"),
    ("BlogPost", "BlogPostId"),
    ("ChildCustomContent", "CustomContentId"),
    ("ChildPage", "PageId"),
    ("ChildrenComment", "CommentId"),
    ("ChildrenResponse", "ContentId"),
    ("ClassificationLevel", "ClassificationLevelId"),
    ("ContentProperty", "PropertyId"),
    ("CustomContentComment", "CommentId"),
    ("CustomContent", "CustomContentId"),
    ("DataPolicySpace", "SpaceId"),
    ("Database", "DatabaseId"),
    ("DescendantsResponse", "ContentId"),
    ("Folder", "FolderId"),
    ("FooterComment", "CommentId"),
    ("InlineComment", "CommentId"),
    ("Label", "LabelId"),
    ("PageComment", "CommentId"),
    ("PageInlineComment", "CommentId"),
    ("Page", "PageId"),
    ("SmartLink", "SmartLinkId"),
    ("SpaceBulk", "SpaceId"),
    ("SpaceProperty", "PropertyId"),
    ("SpaceRole", "SpaceRoleId"),
    ("SpaceSingle", "SpaceId"),
    ("Task", "TaskId"),
    ("Whiteboard", "WhiteboardId"),
];

/// The same for the older API.
const V1_MODELS: &[(&str, &str)] = &[
    ("ContentBlueprint", "ContentId"),
    ("ContentCreateSpace", "SpaceId"),
    ("ContentProperty", "PropertyId"),
    ("ContentState", NO_ID_TYPE),
    ("Content", "ContentId"),
    ("Group", "GroupId"),
    ("Label", "LabelId"),
    ("LongTask", "LongTaskId"),
    ("SpacePermission", "SpacePermissionId"),
    ("Space", "SpaceId"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_told_apart_by_what_holds_them() {
        let v1 = |model, member| of_member(ApiVersion::V1, model, member);
        let v2 = |model, member| of_member(ApiVersion::V2, model, member);
        assert_eq!(v1("SpacePermissionV2", "id"), Some("SpacePermissionId"));
        assert_eq!(v1("ContentTemplate", "templateId"), Some("TemplateId"));
        assert_eq!(v1("ThemeNoLinks", "themeKey"), Some("ThemeKey"));
        assert_eq!(v2("ClassificationLevel", "id"), Some("ClassificationLevelId"));
        assert_eq!(v2("SpacePermission", "id"), None);
        assert_eq!(
            v2("BulkRemoveAccessRequest", "permissionCombinationIds"),
            Some("PermissionCombinationId")
        );
        assert_eq!(v2("BulkTransitionTaskResponse", "taskId"), Some("TransitionTaskId"));
        assert_eq!(v2("DeleteSpaceRoleResponse", "taskId"), Some("LongTaskId"));
    }
}
