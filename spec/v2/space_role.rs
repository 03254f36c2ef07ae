//! Roles in spaces: bundles of permissions that users and groups are given. Only sites with role-based access control
//! have them.

use super::*;

/// Space roles: bundles of permissions that users and groups are given in a space.
///
/// Only sites with role-based access control have them.
#[endpoints(v2, tag = "Space Roles", base = "/wiki/api/v2")]
pub trait SpaceRoles {
    /// The roles there are, on the site or for a space.
    ///
    /// To ask which roles somebody has, give `principal_id` and `principal_type` together.
    ///
    /// Only sites with role-based access control have roles.
    #[get("/space-roles")]
    #[id("getAvailableSpaceRoles")]
    #[scopes("read:space.permission:confluence")]
    #[connect(READ)]
    #[permissions(UseSite, if_given(space_id, View(Space = space_id)))]
    #[app_access(exempt)]
    #[paged(cursor)]
    fn get_available_space_roles(
        /// Only roles for this space. Without it, all of the site.
        #[query("space-id")]
        space_id: Option<SpaceId>,
        /// Only built-in roles, or only those that administrators made.
        #[query("role-type")]
        role_type: Option<RoleType>,
        /// Only roles of this user, group or class of users. Classes are `all-licensed-users`, `all-product-admins`,
        /// `anonymous-users`, `authenticated-users` and `jsm-project-admins`.
        #[query("principal-id")]
        principal_id: Option<String>,
        /// What `principal_id` is the id of.
        #[query("principal-type")]
        principal_type: Option<PrincipalType>,
    ) -> CursorPage<SpaceRole>;

    /// Makes a new role.
    ///
    /// Only sites with role-based access control have roles.
    #[post("/space-roles")]
    #[id("createSpaceRole")]
    #[scopes("write:configuration:confluence")]
    #[connect(ADMIN)]
    #[callers(except(Connect, ForgeApp), because = "app users may not manage roles")]
    #[permissions(OrgOrSiteAdmin)]
    #[app_access(exempt)]
    #[example(name = "Reviewer", description = "Reads and comments", space_permissions = ["read/space"])]
    fn create_space_role(
        /// Its name.
        #[member]
        name: String,
        /// What it is for.
        #[member]
        description: String,
        /// The ids of the permissions in it, such as `read/space`.
        #[member]
        #[required]
        space_permissions: Vec<String>,
    ) -> SpaceRole;

    /// One role.
    ///
    /// Only sites with role-based access control have roles.
    #[get("/space-roles/{id}")]
    #[id("getSpaceRolesById")]
    #[scopes("read:space.permission:confluence")]
    #[connect(READ)]
    #[permissions(UseSite)]
    #[app_access(exempt)]
    fn get_space_roles_by_id(
        /// The role.
        id: SpaceRoleId,
    ) -> SpaceRole;

    /// Changes a role. Those who have it get their new permissions in the background.
    ///
    /// If anonymous visitors or guests have the role and may not have it any more, another can take its place for them.
    ///
    /// Only sites with role-based access control have roles.
    #[put("/space-roles/{id}")]
    #[id("updateSpaceRole")]
    #[scopes("write:configuration:confluence")]
    #[connect(ADMIN)]
    #[callers(except(Connect, ForgeApp), because = "app users may not manage roles")]
    #[permissions(OrgOrSiteAdmin)]
    #[app_access(exempt)]
    #[example(name = "Reviewer", description = "Reads, and no more", space_permissions = ["read/space"])]
    fn update_space_role(
        /// The role.
        id: SpaceRoleId,
        /// Its name.
        #[member]
        name: String,
        /// What it is for.
        #[member]
        description: String,
        /// The ids of the permissions in it from now on, such as `read/space`.
        #[member]
        #[required]
        space_permissions: Vec<String>,
        /// The role that anonymous visitors get instead, where they had this one. Without it they keep it.
        #[member]
        anonymous_reassignment_role_id: Option<SpaceRoleId>,
        /// The role that guests get instead, where they had this one. Without it they keep it.
        #[member]
        guest_reassignment_role_id: Option<SpaceRoleId>,
    ) -> Accepted<UpdateSpaceRoleResponse>;

    /// Deletes a role. Those who have it lose its permissions in the background.
    ///
    /// Only sites with role-based access control have roles.
    #[delete("/space-roles/{id}")]
    #[id("deleteSpaceRole")]
    #[scopes("write:configuration:confluence")]
    #[connect(ADMIN)]
    #[callers(except(Connect, ForgeApp), because = "app users may not manage roles")]
    #[permissions(OrgOrSiteAdmin)]
    #[app_access(exempt)]
    fn delete_space_role(
        /// The role.
        id: SpaceRoleId,
    ) -> Accepted<DeleteSpaceRoleResponse>;

    /// Whether the site goes by roles, by single permissions, or is on its way from these to those.
    ///
    /// Only sites with role-based access control have roles.
    #[get("/space-role-mode")]
    #[id("getSpaceRoleMode")]
    #[scopes("read:configuration:confluence")]
    #[connect(READ)]
    #[permissions(UseSite)]
    #[app_access(exempt)]
    fn get_space_role_mode() -> SpaceRoleModeResponse;

    /// Who has which role in a space.
    ///
    /// To ask for the roles of somebody, give `principal_id` and `principal_type` together.
    ///
    /// Only sites with role-based access control have roles.
    #[get("/spaces/{id}/role-assignments")]
    #[id("getSpaceRoleAssignments")]
    #[scopes("read:space.permission:confluence")]
    #[connect(READ)]
    #[permissions(View(Space = id))]
    #[app_access(exempt)]
    #[paged(cursor)]
    fn get_space_role_assignments(
        /// The space.
        id: SpaceId,
        /// Only holders of this role.
        #[query("role-id")]
        role_id: Option<SpaceRoleId>,
        /// Only holders of built-in roles, or of those that administrators made.
        #[query("role-type")]
        role_type: Option<RoleType>,
        /// Only what this user, group or class of users has. Classes are `all-licensed-users`, `all-product-admins`,
        /// `anonymous-users`, `authenticated-users` and `jsm-project-admins`.
        #[query("principal-id")]
        principal_id: Option<String>,
        /// What `principal_id` is the id of.
        #[query("principal-type")]
        principal_type: Option<PrincipalType>,
    ) -> CursorPage<SpaceRoleAssignment>;

    /// Gives and takes away roles in a space. Who is not named keeps what they have.
    ///
    /// Only sites with role-based access control have roles.
    #[post("/spaces/{id}/role-assignments")]
    #[id("setSpaceRoleAssignments")]
    #[scopes("write:space.permission:confluence")]
    #[connect(SPACE_ADMIN)]
    #[permissions(ManageRoles(Space = id))]
    #[app_access(exempt)]
    #[max_body(5_000_000)]
    #[errors(400, 401, 404, 413)]
    fn set_space_role_assignments(
        /// The space.
        id: SpaceId,
        /// The roles to give or to take away.
        #[required]
        #[body]
        assignments: Vec<SetSpaceRoleAssignment>,
    ) -> CursorPage<SpaceRoleAssignment>;
}

/// A role in spaces.
#[model]
pub struct SpaceRole {
    /// Identifies the role on its site.
    pub id: SpaceRoleId,
    /// Built in, or made by administrators.
    #[wire("type")]
    pub kind: Option<RoleType>,
    /// Its name.
    pub name: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// The ids of the permissions in it.
    pub space_permissions: Vec<String>,
    /// Where its site is. Only single roles have it.
    #[wire("_links")]
    pub links: Option<SpaceRoleLinks>,
}

/// Where the site of a role is.
#[model]
pub struct SpaceRoleLinks {
    /// The root of the site, such as `https://example.atlassian.net/wiki`.
    pub base: Option<String>,
}

/// A role that is being changed, and the task that does it.
#[model]
pub struct UpdateSpaceRoleResponse {
    /// Identifies the role on its site.
    pub id: Option<SpaceRoleId>,
    /// Built in, or made by administrators.
    #[wire("type")]
    pub kind: Option<RoleType>,
    /// Its name.
    pub name: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// The task that changes the permissions.
    pub task_id: Option<LongTaskId>,
}

/// The task that a deletion continues in.
#[model]
pub struct DeleteSpaceRoleResponse {
    /// The task that takes the permissions away.
    pub task_id: Option<LongTaskId>,
}

/// What a site goes by.
#[model]
pub struct SpaceRoleModeResponse {
    /// Roles, single permissions, or both for a time.
    pub mode: Option<SpaceRoleMode>,
}

/// What decides who may do what in a space.
#[model]
pub enum SpaceRoleMode {
    /// Single permissions: there are no roles yet.
    #[wire("PRE_ROLES")]
    PreRoles,
    /// Both, on the way to roles.
    #[wire("ROLES_TRANSITION")]
    RolesTransition,
    /// Roles.
    #[wire("ROLES")]
    Roles,
}

/// Somebody's role in a space.
#[model]
pub struct SpaceRoleAssignment {
    /// Who has it.
    pub principal: Option<SpaceRoleAssignmentPrincipal>,
    /// The role.
    pub role_id: Option<SpaceRoleId>,
}

/// Who has a role.
#[model]
pub struct SpaceRoleAssignmentPrincipal {
    /// What `principal_id` is the id of.
    pub principal_type: Option<PrincipalType>,
    /// The id of the user, group or class of users.
    pub principal_id: Option<String>,
}

/// A change of somebody's role in a space, or its removal.
#[model(request)]
pub struct SetSpaceRoleAssignment {
    /// Who.
    pub principal: Principal,
    /// The role that they get. Without it they lose theirs.
    pub role_id: Option<SpaceRoleId>,
}

/// Where a role comes from.
#[model]
pub enum RoleType {
    /// Built in.
    #[wire("SYSTEM")]
    System,
    /// Made by administrators.
    #[wire("CUSTOM")]
    Custom,
}
