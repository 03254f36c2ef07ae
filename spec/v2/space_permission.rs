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
