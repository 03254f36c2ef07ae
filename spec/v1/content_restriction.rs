//! Restrictions: who alone may see or edit a piece of content.

use super::*;

/// Restrictions: who alone may see or edit a piece of content.
#[endpoints(v1, tag = "Content restrictions", base = "/wiki/rest/api")]
pub trait Restrictions {
    /// The restrictions of a piece of content, one for each operation.
    ///
    /// `start` and `limit` count the users and the groups within each restriction, not the restrictions: to see more of
    /// them, ask again with another `start`.
    #[get("/content/{id}/restriction")]
    #[id("getRestrictions")]
    #[scopes("read:confluence-content.all" | "read:content-details:confluence")]
    #[connect(READ)]
    #[permissions(View(Content = id))]
    #[app_access(ruled)]
    #[errors(404)]
    #[example(expand = [ContentRestrictionExpand::RestrictionsUser, ContentRestrictionExpand::RestrictionsGroup])]
    fn get_restrictions(
        /// The content.
        id: ContentId,
        /// What to fill in. Without it: users and groups.
        #[query(csv)]
        expand: Vec<ContentRestrictionExpand>,
        /// How many users and how many groups to skip.
        #[query(default = 0)]
        start: Option<u32>,
        /// How many users and how many groups to return at most. The server may return fewer.
        #[query(default = 100)]
        limit: Option<u32>,
    ) -> ContentRestrictionArray;

    /// Replaces all restrictions of a piece of content.
    ///
    /// What is not named is open afterwards to everyone whom the space is open to. A caller who is not named may
    /// lose access.
    #[put("/content/{id}/restriction")]
    #[id("updateRestrictions")]
    #[scopes("write:confluence-content" | "read:content-details:confluence" + "write:content.restriction:confluence")]
    #[connect(WRITE)]
    #[permissions(Edit(Content = id))]
    #[app_access(ruled)]
    #[errors(404)]
    fn update_restrictions(
        /// The content.
        id: ContentId,
        /// The new restrictions.
        #[required]
        #[body]
        restrictions: Vec<ContentRestrictionUpdate>,
        /// What of the answer to fill in. Without it: users and groups.
        #[query(csv)]
        expand: Vec<ContentRestrictionExpand>,
    ) -> ContentRestrictionArray;

    /// Adds users and groups to the restrictions of a piece of content and leaves those that are there.
    #[post("/content/{id}/restriction")]
    #[id("addRestrictions")]
    #[scopes("write:confluence-content" | "read:content-details:confluence" + "write:content.restriction:confluence")]
    #[connect(WRITE)]
    #[permissions(Edit(Content = id))]
    #[app_access(ruled)]
    #[errors(404)]
    fn add_restrictions(
        /// The content.
        id: ContentId,
        /// The restrictions to add.
        #[required]
        #[body]
        restrictions: Vec<ContentRestrictionUpdate>,
        /// What of the answer to fill in. Without it: users and groups.
        #[query(csv)]
        expand: Vec<ContentRestrictionExpand>,
    ) -> ContentRestrictionArray;

    /// Removes all restrictions of a piece of content: it is open again to everyone whom the space is open to.
    #[delete("/content/{id}/restriction")]
    #[id("deleteRestrictions")]
    #[scopes("write:confluence-content" | "read:content-details:confluence" + "write:content.restriction:confluence")]
    #[connect(DELETE)]
    #[permissions(Edit(Content = id))]
    #[app_access(ruled)]
    #[errors(400, 403, 404)]
    fn delete_restrictions(
        /// The content.
        id: ContentId,
        /// What of the answer to fill in. Without it: users and groups.
        #[query(csv)]
        expand: Vec<ContentRestrictionExpand>,
    ) -> ContentRestrictionArray;

    /// The restrictions of a piece of content, by operation.
    #[get("/content/{id}/restriction/byOperation")]
    #[id("getRestrictionsByOperation")]
    #[scopes("read:confluence-content.all" | "read:content-details:confluence")]
    #[connect(READ)]
    #[permissions(View(Content = id))]
    #[app_access(ruled)]
    #[errors()]
    #[example(expand = [ContentRestrictionExpand::RestrictionsUser, ContentRestrictionExpand::RestrictionsGroup])]
    fn get_restrictions_by_operation(
        /// The content.
        id: ContentId,
        /// What to fill in: users, groups, content. Without it: users and groups.
        #[query(csv)]
        expand: Vec<ContentRestrictionExpand>,
    ) -> ContentRestrictions;

    /// The restriction of a piece of content for one operation.
    ///
    /// `start` and `limit` count the users and the groups that it names.
    #[get("/content/{id}/restriction/byOperation/{operationKey}")]
    #[id("getRestrictionsForOperation")]
    #[scopes("read:confluence-content.all" | "read:content-details:confluence")]
    #[connect(READ)]
    #[permissions(View(Content = id))]
    #[app_access(ruled)]
    #[errors()]
    #[example(operation_key = ContentRestrictionOperationKey::Update)]
    fn get_restrictions_for_operation(
        /// The content.
        id: ContentId,
        /// What is restricted.
        operation_key: ContentRestrictionOperationKey,
        /// What to fill in: users, groups, content. Without it: users and groups.
        #[query(csv)]
        expand: Vec<ContentRestrictionExpand>,
        /// How many users and how many groups to skip.
        #[query(default = 0)]
        start: Option<u32>,
        /// How many users and how many groups to return at most. The server may return fewer.
        #[query(default = 100)]
        limit: Option<u32>,
    ) -> ContentRestriction;

    /// Whether a restriction names a group.
    ///
    /// A yes does not mean that the group can see or edit: restrictions from above, space permissions and access to the
    /// product count as well. A no (404) may also mean that there is no such content, group or operation.
    #[get("/content/{id}/restriction/byOperation/{operationKey}/byGroupId/{groupId}")]
    #[id("getIndividualGroupRestrictionStatusByGroupId")]
    #[scopes("read:confluence-content.all" | "read:content.restriction:confluence")]
    #[connect(READ)]
    #[permissions(View(Content = id))]
    #[app_access(ruled)]
    #[errors(403, 404)]
    #[example(operation_key = ContentRestrictionOperationKey::Update)]
    fn get_individual_group_restriction_status_by_group_id(
        /// The content.
        id: ContentId,
        /// What is restricted.
        operation_key: ContentRestrictionOperationKey,
        /// The group.
        group_id: GroupId,
    ) -> Exists;

    /// Names a group in a restriction: its members may read or edit the content.
    ///
    /// The first name makes a restriction: whoever is not named can no longer do it.
    #[put("/content/{id}/restriction/byOperation/{operationKey}/byGroupId/{groupId}")]
    #[id("addGroupToContentRestrictionByGroupId")]
    #[scopes("write:confluence-content" | "write:content.restriction:confluence")]
    #[connect(WRITE)]
    #[permissions(Edit(Content = id))]
    #[app_access(ruled)]
    #[errors(400, 403, 404)]
    #[example(operation_key = ContentRestrictionOperationKey::Update)]
    fn add_group_to_content_restriction_by_group_id(
        /// The content.
        id: ContentId,
        /// What is restricted.
        operation_key: ContentRestrictionOperationKey,
        /// The group.
        group_id: GroupId,
    );

    /// Takes a group out of a restriction.
    ///
    /// If nobody is left in it, the content is open again to everyone whom the space is open to.
    #[delete("/content/{id}/restriction/byOperation/{operationKey}/byGroupId/{groupId}")]
    #[id("removeGroupFromContentRestriction")]
    #[scopes("write:confluence-content" | "write:content.restriction:confluence")]
    #[connect(WRITE)]
    #[permissions(Edit(Content = id))]
    #[app_access(ruled)]
    #[errors(400, 403, 404)]
    #[example(operation_key = ContentRestrictionOperationKey::Update)]
    fn remove_group_from_content_restriction(
        /// The content.
        id: ContentId,
        /// What is restricted.
        operation_key: ContentRestrictionOperationKey,
        /// The group.
        group_id: GroupId,
    );

    /// Whether a restriction names a user.
    ///
    /// A yes does not mean that the user can see or edit: restrictions from above, space permissions and access to the
    /// product count as well. A no (404) may also mean that there is no such content, user or operation, or that the
    /// caller may not view the content.
    #[get("/content/{id}/restriction/byOperation/{operationKey}/user")]
    #[id("getContentRestrictionStatusForUser")]
    #[scopes("read:confluence-content.all" | "read:content.restriction:confluence")]
    #[connect(READ)]
    #[permissions(View(Content = id))]
    #[app_access(ruled)]
    #[errors(404)]
    #[example(operation_key = ContentRestrictionOperationKey::Read)]
    fn get_content_restriction_status_for_user(
        /// The content.
        id: ContentId,
        /// What is restricted.
        operation_key: ContentRestrictionOperationKey,
        /// The user's former key, `userKey`.
        #[deprecated = "the server no longer takes it; use `account_id`"]
        #[query]
        key: Option<String>,
        /// The user's former name, `username`.
        #[deprecated = "the server no longer takes it; use `account_id`"]
        #[query]
        username: Option<String>,
        /// The user.
        #[query("accountId")]
        account_id: AccountId,
    ) -> Exists;

    /// Names a user in a restriction: the user may read or edit the content.
    ///
    /// The first name makes a restriction: whoever is not named can no longer do it.
    #[put("/content/{id}/restriction/byOperation/{operationKey}/user")]
    #[id("addUserToContentRestriction")]
    #[scopes("write:confluence-content" | "write:content.restriction:confluence")]
    #[connect(WRITE)]
    #[permissions(Edit(Content = id))]
    #[app_access(ruled)]
    #[errors(400, 404)]
    #[example(operation_key = ContentRestrictionOperationKey::Read)]
    fn add_user_to_content_restriction(
        /// The content.
        id: ContentId,
        /// What is restricted.
        operation_key: ContentRestrictionOperationKey,
        /// The user's former key, `userKey`.
        #[deprecated = "the server no longer takes it; use `account_id`"]
        #[query]
        key: Option<String>,
        /// The user's former name, `username`.
        #[deprecated = "the server no longer takes it; use `account_id`"]
        #[query]
        username: Option<String>,
        /// The user.
        #[query("accountId")]
        account_id: AccountId,
    );

    /// Takes a user out of a restriction.
    ///
    /// If nobody is left in it, the content is open again to everyone whom the space is open to.
    #[delete("/content/{id}/restriction/byOperation/{operationKey}/user")]
    #[id("removeUserFromContentRestriction")]
    #[scopes("write:confluence-content" | "write:content.restriction:confluence")]
    #[connect(WRITE)]
    #[permissions(Edit(Content = id))]
    #[app_access(ruled)]
    #[errors(404)]
    #[example(operation_key = ContentRestrictionOperationKey::Read)]
    fn remove_user_from_content_restriction(
        /// The content.
        id: ContentId,
        /// What is restricted.
        operation_key: ContentRestrictionOperationKey,
        /// The user's former key, `userKey`.
        #[deprecated = "the server no longer takes it; use `account_id`"]
        #[query]
        key: Option<String>,
        /// The user's former name, `username`.
        #[deprecated = "the server no longer takes it; use `account_id`"]
        #[query]
        username: Option<String>,
        /// The user.
        #[query("accountId")]
        account_id: AccountId,
    );
}

/// The members of restrictions to fill in.
#[model]
pub enum ContentRestrictionExpand {
    /// The users that are named.
    #[wire("restrictions.user")]
    RestrictionsUser,
    /// The users that may read.
    #[wire("read.restrictions.user")]
    ReadRestrictionsUser,
    /// The users that may edit.
    #[wire("update.restrictions.user")]
    UpdateRestrictionsUser,
    /// The groups that are named.
    #[wire("restrictions.group")]
    RestrictionsGroup,
    /// The groups that may read.
    #[wire("read.restrictions.group")]
    ReadRestrictionsGroup,
    /// The groups that may edit.
    #[wire("update.restrictions.group")]
    UpdateRestrictionsGroup,
    /// The content itself.
    Content,
}

/// What can be restricted.
#[model]
pub enum ContentRestrictionOperationKey {
    /// Seeing the content.
    Read,
    /// Editing the content.
    Update,
}

/// The restrictions of a piece of content.
#[model]
pub struct ContentRestrictionArray {
    /// One for each operation.
    pub results: Vec<ContentRestriction>,
    /// How many users and groups were skipped in each.
    pub start: Option<u64>,
    /// How many users and groups each holds at most.
    pub limit: Option<u64>,
    /// How many restrictions there are.
    pub size: Option<u64>,
    /// Changes whenever the restrictions change.
    pub restrictions_hash: Option<String>,
    /// Where they can be fetched.
    #[wire("_links")]
    pub links: Option<PageLinks>,
}

/// Who alone may do one thing from now on.
#[model(request)]
pub struct ContentRestrictionUpdate {
    /// What is restricted: reading or updating.
    pub operation: ContentRestrictionOperation,
    /// Who may.
    pub restrictions: ContentRestrictionUpdateRestrictions,
    /// The content as an answer showed it. There is no need to give it: the address names it.
    pub content: Option<Json>,
}

/// Users and groups that a restriction names. At least one of both is needed.
#[model(request)]
pub struct ContentRestrictionUpdateRestrictions {
    /// The groups. An empty list is refused: leave it out.
    #[not_empty]
    pub group: Option<Vec<GroupCreate>>,
    /// The users.
    pub user: Option<Vec<UserRequest>>,
}
