//! Space permissions: who may do what in a space, and what permissions there are.

use super::*;

/// Space permissions: who may do what in a space.
#[endpoints(v2, tag = "Space Permissions", base = "/wiki/api/v2")]
pub trait SpacePermissions {
    /// Who may do what in a space: one entry for each permission of each user, group or role.
    #[get("/spaces/{id}/permissions")]
    #[id("getSpacePermissionsAssignments")]
    #[scopes("read:space:confluence")]
    #[connect(READ)]
    #[permissions(View(Space = id))]
    #[app_access(exempt)]
    #[paged(cursor)]
    fn get_space_permissions_assignments(
        /// The space.
        id: SpaceId,
        /// Where to go on, from the page of results before.
        #[query]
        cursor: Option<String>,
        /// How many results one answer holds at most.
        #[query(default = 25, range = 1..=250)]
        limit: Option<u32>,
    ) -> CursorPage<SpacePermissionAssignment>;

    /// The permissions there are, to put into roles. Only sites with role-based access control have them.
    #[get("/space-permissions")]
    #[id("getAvailableSpacePermissions")]
    #[scopes("read:space.permission:confluence")]
    #[connect(READ)]
    #[permissions(UseSite)]
    #[app_access(exempt)]
    #[paged(cursor)]
    fn get_available_space_permissions(
        /// Where to go on, from the page of results before.
        #[query]
        cursor: Option<String>,
        /// How many results one answer holds at most.
        #[query(default = 25, range = 1..=250)]
        limit: Option<u32>,
    ) -> CursorPage<SpacePermission>;
}

/// A permission that roles are made of.
#[model]
pub struct SpacePermission {
    /// Its id, such as `read/space`.
    pub id: String,
    /// Its name for people.
    pub display_name: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// The ids of the permissions that it needs beside it.
    pub required_permission_ids: Vec<String>,
}

/// One permission in a space: who may do what.
#[model]
pub struct SpacePermissionAssignment {
    /// Identifies the permission.
    pub id: String,
    /// Who has it.
    pub principal: Option<SpacePermissionAssignmentPrincipal>,
    /// What it allows.
    pub operation: Option<SpacePermissionAssignmentOperation>,
}

/// Who has a permission in a space.
#[model]
pub struct SpacePermissionAssignmentPrincipal {
    /// A user, a group or a role.
    #[wire("type")]
    pub kind: Option<SpacePermissionAssignmentPrincipalType>,
    /// The id of the user, group or role.
    pub id: Option<String>,
}

/// What kind of holder a permission in a space has.
#[model]
pub enum SpacePermissionAssignmentPrincipalType {
    /// A user.
    User,
    /// A group.
    Group,
    /// A role.
    Role,
}

/// What a permission in a space allows.
#[model]
pub struct SpacePermissionAssignmentOperation {
    /// What may be done.
    pub key: Option<SpacePermissionAssignmentOperationKey>,
    /// To what kind of thing.
    pub target_type: Option<SpacePermissionAssignmentOperationTargetType>,
}

/// What may be done in a space.
#[model]
pub enum SpacePermissionAssignmentOperationKey {
    /// Use it.
    Use,
    /// Create.
    Create,
    /// Read.
    Read,
    /// Change.
    Update,
    /// Delete.
    Delete,
    /// Copy.
    Copy,
    /// Move.
    Move,
    /// Export.
    Export,
    /// Delete for good.
    Purge,
    /// Delete a version for good.
    #[wire("purge_version")]
    PurgeVersion,
    /// Administer.
    Administer,
    /// Bring back from the trash.
    Restore,
    /// Create spaces.
    #[wire("create_space")]
    CreateSpace,
    /// Restrict who may see and edit.
    #[wire("restrict_content")]
    RestrictContent,
    /// Put aside.
    Archive,
}

/// To what kind of thing something may be done.
#[model]
pub enum SpacePermissionAssignmentOperationTargetType {
    /// Pages.
    Page,
    /// Blog posts.
    #[wire("blogpost")]
    BlogPost,
    /// Comments.
    Comment,
    /// Attachments.
    Attachment,
    /// Whiteboards.
    Whiteboard,
    /// Databases.
    Database,
    /// Smart Links, which the API calls embeds.
    Embed,
    /// Folders.
    Folder,
    /// The space.
    Space,
    /// The product.
    Application,
    /// Profiles of users.
    #[wire("userProfile")]
    UserProfile,
}
