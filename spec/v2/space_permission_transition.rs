//! The way from single permissions to roles in spaces: which combinations have no role yet, and giving them one.

use super::*;

/// Space permission transition: from single permissions to roles.
#[endpoints(v2, tag = "Space Permission Transition", base = "/wiki/api/v2")]
pub trait SpacePermissionTransitions {
    /// The combinations of permissions that somebody has and that no role stands for, the most frequent first.
    ///
    /// The list is made by an audit, whose time is `generated_at`, and is empty until one has run. It cannot be sorted
    /// otherwise.
    #[get("/space-permissions/transition/combinations")]
    #[id("listSpacePermissionCombinations")]
    #[scopes("read:configuration:confluence")]
    #[connect(ADMIN)]
    #[permissions(ConfluenceAdmin)]
    #[app_access(exempt)]
    #[experimental]
    #[paged(body_cursor)]
    fn list_space_permission_combinations() -> ListSpacePermissionCombinationsResponse;

    /// Runs the audit that finds the combinations without a role. The answer names the task.
    #[post("/space-permissions/transition/combinations")]
    #[id("generateSpacePermissionCombinations")]
    #[scopes("write:configuration:confluence")]
    #[connect(ADMIN)]
    #[permissions(ConfluenceAdmin)]
    #[app_access(exempt)]
    #[experimental]
    #[errors(401, 404)]
    fn generate_space_permission_combinations() -> Accepted<BulkTransitionTaskResponse>;

    /// Gives roles, in many spaces at once, to those who have certain combinations of permissions. The answer names the
    /// task.
    #[post("/space-permissions/transition/role-assignments")]
    #[id("bulkAssignSpacePermissionRoles")]
    #[scopes("write:configuration:confluence")]
    #[connect(ADMIN)]
    #[permissions(ConfluenceAdmin)]
    #[app_access(exempt)]
    #[experimental]
    #[example(space_selection = BulkTransitionSpaceSelection::new(BulkTransitionSpaceType::All))]
    fn bulk_assign_space_permission_roles(
        /// What becomes of each combination.
        #[member]
        #[required]
        assignments: Vec<BulkTransitionRoleAssignment>,
        /// In which spaces.
        #[member]
        space_selection: BulkTransitionSpaceSelection,
    ) -> Accepted<BulkTransitionTaskResponse>;

    /// Takes all permissions in many spaces from those who have certain combinations of them. The answer names the
    /// task.
    #[post("/space-permissions/transition/access-removals")]
    #[id("bulkRemoveSpacePermissionAccess")]
    #[scopes("write:configuration:confluence")]
    #[connect(ADMIN)]
    #[permissions(ConfluenceAdmin)]
    #[app_access(exempt)]
    #[experimental]
    #[example(space_selection = BulkTransitionSpaceSelection::new(BulkTransitionSpaceType::All))]
    fn bulk_remove_space_permission_access(
        /// The combinations.
        #[member]
        #[required]
        permission_combination_ids: Vec<PermissionCombinationId>,
        /// In which spaces.
        #[member]
        space_selection: BulkTransitionSpaceSelection,
    ) -> Accepted<BulkTransitionTaskResponse>;

    /// How far a task of the transition is: an audit, or a change in many spaces.
    #[get("/space-permissions/transition/tasks/{taskId}")]
    #[id("getSpacePermissionTransitionTaskStatus")]
    #[scopes("read:configuration:confluence")]
    #[connect(ADMIN)]
    #[permissions(ConfluenceAdmin)]
    #[app_access(exempt)]
    #[experimental]
    #[errors(401, 404)]
    fn get_space_permission_transition_task_status(
        /// The task.
        task_id: TransitionTaskId,
    ) -> BulkTransitionTaskStatusResponse;
}

/// Combinations of permissions without a role.
#[model(page)]
pub struct ListSpacePermissionCombinationsResponse {
    /// The combinations on this page, the most frequent first.
    pub results: Vec<BulkTransitionCombinationEntry>,
    /// When the audit ran that found them. None if none ever did.
    pub generated_at: Option<Timestamp>,
    /// The cursor of the next page. None: this is the last page.
    pub cursor: Option<String>,
}

/// One combination of permissions without a role.
#[model]
pub struct BulkTransitionCombinationEntry {
    /// Identifies the combination, to give it a role or take it away.
    pub combination_id: PermissionCombinationId,
    /// In how many spaces somebody has it.
    pub space_count: Option<u64>,
    /// How many users, groups and others have it.
    pub principal_count: Option<u64>,
    /// What it consists of.
    pub permissions: Vec<BulkTransitionDecodedPermission>,
    /// Who has it, and can be given a role instead.
    pub principal_types: Vec<BulkTransitionPrincipalType>,
}

/// One permission of a combination.
#[model]
pub struct BulkTransitionDecodedPermission {
    /// Its id, such as `VIEW_CONTENT`.
    pub id: String,
    /// Its name for people.
    pub display_name: Option<String>,
}

/// Who can have a combination of permissions.
#[model]
pub enum BulkTransitionPrincipalType {
    /// A user.
    #[wire("USER")]
    User,
    /// A group.
    #[wire("GROUP")]
    Group,
    /// A guest.
    #[wire("GUEST")]
    Guest,
    /// Visitors who are not logged in.
    #[wire("ANONYMOUS")]
    Anonymous,
    /// All users with a licence.
    #[wire("ALL_LICENSED_USERS_USER_CLASS")]
    AllLicensedUsersUserClass,
    /// All administrators of the product.
    #[wire("ALL_PRODUCT_ADMINS_USER_CLASS")]
    AllProductAdminsUserClass,
    /// An app.
    #[wire("APP")]
    App,
    /// A team.
    #[wire("TEAM")]
    Team,
}

/// What becomes of a combination of permissions.
#[model(request)]
pub struct BulkTransitionRoleAssignment {
    /// The combination.
    pub permission_combination_id: PermissionCombinationId,
    /// What becomes of it for each kind of holder.
    pub principal_type_assignments: Vec<BulkTransitionPrincipalTypeAssignment>,
}

/// What becomes of a combination of permissions for one kind of holder: a role instead, or nothing.
#[model(request)]
pub struct BulkTransitionPrincipalTypeAssignment {
    /// Who has the combination: one of its `principal_types`.
    pub principal_type: BulkTransitionPrincipalType,
    /// True takes the permissions away without giving a role.
    pub remove_access: bool,
    /// The role that they get instead. Needed if `remove_access` is false.
    pub role_id: Option<SpaceRoleId>,
}

/// In which spaces permissions change.
#[model(request)]
pub struct BulkTransitionSpaceSelection {
    /// Which spaces, or which kind of them.
    pub space_type: BulkTransitionSpaceType,
    /// The spaces, where `space_type` is about certain ones.
    pub selected_spaces: Option<Vec<BulkTransitionSpaceTarget>>,
}

/// Which spaces are meant.
#[model]
pub enum BulkTransitionSpaceType {
    /// All spaces.
    #[wire("ALL")]
    All,
    /// All but those that are one person's own.
    #[wire("ALL_EXCEPT_PERSONAL")]
    AllExceptPersonal,
    /// All but the selected ones.
    #[wire("ALL_EXCEPT_SPECIFIC")]
    AllExceptSpecific,
    /// Those that are one person's own.
    #[wire("PERSONAL")]
    Personal,
    /// The selected ones.
    #[wire("SPECIFIC")]
    Specific,
}

/// A space that is selected.
#[model(request)]
pub struct BulkTransitionSpaceTarget {
    /// Its id.
    pub id: SpaceId,
    /// Its key.
    pub key: SpaceKey,
}

/// A task of the transition that has been started.
#[model]
pub struct BulkTransitionTaskResponse {
    /// Identifies the task, to ask how far it is.
    pub task_id: TransitionTaskId,
    /// How far it is.
    pub status: Option<BulkTransitionTaskStatus>,
    /// The address that gives its progress.
    pub status_url: Option<String>,
}

/// How far a task of the transition is.
#[model]
pub struct BulkTransitionTaskStatusResponse {
    /// Identifies the task.
    pub task_id: TransitionTaskId,
    /// How far it is.
    pub status: Option<BulkTransitionTaskStatus>,
    /// Why it failed, for people. None unless it did.
    pub error_message: Option<String>,
}

/// How far a task of the transition is.
#[model]
pub enum BulkTransitionTaskStatus {
    /// On its way.
    #[wire("IN_PROGRESS")]
    InProgress,
    /// Done.
    #[wire("COMPLETED")]
    Completed,
    /// Given up.
    #[wire("FAILED")]
    Failed,
}
