//! Groups of users, and who is in them.

use super::*;

/// Groups of users, and who is in them.
#[endpoints(v1, tag = "Group", base = "/wiki/rest/api")]
pub trait Groups {
    /// Every group, in the order of their names.
    #[get("/group")]
    #[id("getGroups")]
    #[scopes("read:confluence-groups" | "read:group:confluence")]
    #[connect(READ)]
    #[permissions(UseSite)]
    #[app_access(exempt)]
    #[paged(offset, limit(default = 200))]
    #[errors(403)]
    fn get_groups(
        /// Only groups with this kind of access.
        #[query("accessType")]
        access_type: Option<GroupAccessType>,
    ) -> OffsetPage<Group>;

    /// Makes a group, which has no members yet.
    #[post("/group")]
    #[id("createGroup")]
    #[scopes("write:confluence-groups" | "read:group:confluence" + "write:group:confluence")]
    #[connect(inaccessible)]
    #[permissions(SiteAdmin)]
    #[app_access(exempt)]
    #[errors(400, 401, 403)]
    #[example(name = "reviewers")]
    fn create_group(
        /// What it will be called.
        #[member]
        name: String,
    ) -> Group;

    /// Deletes a group.
    #[delete("/group/by-id")]
    #[id("removeGroupById")]
    #[scopes("write:confluence-groups" | "write:group:confluence")]
    #[connect(inaccessible)]
    #[permissions(SiteAdmin)]
    #[app_access(exempt)]
    #[errors(400, 401, 403, 404)]
    fn remove_group_by_id(
        /// The group.
        #[query]
        id: GroupId,
    );

    /// One group.
    #[get("/group/by-id")]
    #[id("getGroupByGroupId")]
    #[scopes("read:confluence-groups" | "read:group:confluence")]
    #[connect(READ)]
    #[permissions(UseSite)]
    #[app_access(exempt)]
    #[errors(403, 404)]
    fn get_group_by_group_id(
        /// The group.
        #[query]
        id: GroupId,
    ) -> Group;

    /// Groups with a text in their names.
    #[get("/group/picker")]
    #[id("searchGroups")]
    #[scopes("read:confluence-groups" | "read:group:confluence")]
    #[connect(READ)]
    #[permissions(none_stated)]
    #[app_access(exempt)]
    #[paged(offset)]
    #[errors(403)]
    #[example(query = "test")]
    fn search_groups(
        /// A part of the name.
        #[query]
        query: String,
        /// How many results to return at most. The server returns no more than 200.
        #[query(default = 200)]
        limit: Option<u32>,
        /// Whether to count the results of all pages, which takes the server long.
        #[query("shouldReturnTotalSize", default = false)]
        should_return_total_size: Option<bool>,
    ) -> OffsetPage<Group>;

    /// The members of a group.
    #[get("/group/{groupId}/membersByGroupId")]
    #[id("getGroupMembersByGroupId")]
    #[scopes("read:confluence-groups" | "read:group:confluence" + "read:user:confluence")]
    #[connect(READ)]
    #[permissions(UseSite)]
    #[app_access(exempt)]
    #[paged(offset, limit(default = 200, range = 0..=200))]
    #[errors(400, 403)]
    fn get_group_members_by_group_id(
        /// The group.
        group_id: GroupId,
        /// Whether to count the results of all pages, which takes the server long.
        #[query("shouldReturnTotalSize", default = false)]
        should_return_total_size: Option<bool>,
        /// What of each user to fill in.
        #[query(csv)]
        expand: Vec<UserExpand>,
    ) -> OffsetPage<V1User>;

    /// Makes a user a member of a group.
    #[post("/group/userByGroupId")]
    #[id("addUserToGroupByGroupId")]
    #[scopes("write:confluence-groups" | "write:group:confluence")]
    #[connect(inaccessible)]
    #[permissions(SiteAdmin)]
    #[app_access(exempt)]
    #[errors(400, 401, 403, 404)]
    fn add_user_to_group_by_group_id(
        /// The group.
        #[query("groupId")]
        group_id: GroupId,
        /// The user.
        #[member]
        account_id: AccountId,
    );

    /// Takes a user out of a group. Whoever is no member of it may be taken out too.
    #[delete("/group/userByGroupId")]
    #[id("removeMemberFromGroupByGroupId")]
    #[scopes("write:confluence-groups" | "write:group:confluence")]
    #[connect(inaccessible)]
    #[permissions(SiteAdmin)]
    #[app_access(exempt)]
    #[errors(400, 401, 403, 404)]
    fn remove_member_from_group_by_group_id(
        /// The group.
        #[query("groupId")]
        group_id: GroupId,
        /// The user.
        #[query("accountId")]
        account_id: AccountId,
        /// The user's former key, `userKey`.
        #[deprecated = "the server no longer takes it; use `account_id`"]
        #[query]
        key: Option<String>,
        /// The user's former name, `username`.
        #[deprecated = "the server no longer takes it; use `account_id`"]
        #[query]
        username: Option<String>,
    );
}

/// What a group gives its members.
#[model]
pub enum GroupAccessType {
    /// Use of the product.
    User,
    /// Administration of the product.
    Admin,
    /// Administration of the site.
    #[wire("site-admin")]
    SiteAdmin,
}
