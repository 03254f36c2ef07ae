//! The way from single permissions to roles in spaces: which combinations have no role yet.

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
    fn list_space_permission_combinations(
        /// Where to go on, from `cursor` of the page of results before.
        #[query]
        cursor: Option<String>,
        /// How many results one answer holds at most.
        #[query(default = 25, range = 1..=250)]
        limit: Option<u32>,
    ) -> ListSpacePermissionCombinationsResponse;
}

/// Combinations of permissions without a role.
#[model(page)]
pub struct ListSpacePermissionCombinationsResponse {
    /// The combinations on this page, the most frequent first.
    pub results: Vec<BulkTransitionCombinationEntry>,
    /// When the audit ran that found them. None if none ever did.
    pub generated_at: Option<Timestamp>,
    /// Where to go on. None: this is the last page.
    pub cursor: Option<String>,
}

/// One combination of permissions without a role.
#[model]
pub struct BulkTransitionCombinationEntry {
    /// Identifies the combination, to give it a role or take it away.
    pub combination_id: String,
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
