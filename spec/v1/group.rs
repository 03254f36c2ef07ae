//! Groups of users.

use super::*;

/// Groups of users.
#[endpoints(v1, tag = "Group", base = "/wiki/rest/api")]
pub trait Groups {
    /// Every group, in the order of their names.
    #[get("/group")]
    #[id("getGroups")]
    #[scopes("read:confluence-groups" | "read:group:confluence")]
    #[connect(READ)]
    #[permissions(UseSite)]
    #[app_access(exempt)]
    #[paged(offset)]
    fn get_groups(
        /// How many results to pass over.
        #[query(default = 0)]
        start: Option<u32>,
        /// How many results to return at most. The server may return fewer.
        #[query(default = 200)]
        limit: Option<u32>,
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
    fn remove_group_by_id(
        /// The group.
        #[query]
        id: GroupId,
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
