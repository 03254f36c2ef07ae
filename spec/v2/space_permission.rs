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
    ) -> CursorPage<SpacePermissionAssignment>;

    /// The permissions there are, to put into roles. Only sites with role-based access control have them.
    #[get("/space-permissions")]
    #[id("getAvailableSpacePermissions")]
    #[scopes("read:space.permission:confluence")]
    #[connect(READ)]
    #[permissions(UseSite)]
    #[app_access(exempt)]
    #[paged(cursor)]
    fn get_available_space_permissions() -> CursorPage<SpacePermission>;
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
