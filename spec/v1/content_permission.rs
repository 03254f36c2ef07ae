//! Permission checks: may somebody do something with a piece of content?

use super::*;

/// Permission checks: may somebody do something with a piece of content?
#[endpoints(v1, tag = "Content permissions", base = "/wiki/rest/api")]
pub trait ContentPermissions {
    /// Whether a user or a group may view, change or delete a piece of content.
    ///
    /// Permissions of the site and of the space count, and so do restrictions. Everyone may ask about themselves; to
    /// ask about others, one has to administer Confluence.
    #[post("/content/{id}/permission/check")]
    #[id("checkContentPermission")]
    #[repeat(safe)]
    #[scopes("read:confluence-content.permission" | "read:content.permission:confluence")]
    #[connect(READ)]
    #[permissions(UseSite | ConfluenceAdmin)]
    #[app_access(ruled)]
    #[errors(400, 401, 403, 404)]
    #[example(operation = ContentPermissionOperation::Read)]
    fn check_content_permission(
        /// The content.
        id: ContentId,
        /// Who.
        #[member]
        subject: PermissionSubjectWithGroupId,
        /// What.
        #[member]
        operation: ContentPermissionOperation,
    ) -> PermissionCheckResponse;
}

/// What is asked about.
#[model]
pub enum ContentPermissionOperation {
    /// Viewing.
    Read,
    /// Changing.
    Update,
    /// Deleting.
    Delete,
}

/// The result of a permission check.
#[model]
pub struct PermissionCheckResponse {
    /// Yes or no.
    pub has_permission: bool,
    /// Why not: what is missing, of the site, the space or the content.
    pub errors: Vec<Message>,
    /// Where the check is.
    #[wire("_links")]
    pub links: Option<GenericLinks>,
}
