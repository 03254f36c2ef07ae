//! Smart Links in the content tree, which the API also calls embeds.

use super::*;

/// Smart Links: addresses of things elsewhere, with a place in the content tree. The API also calls them embeds.
#[endpoints(v2, tag = "Smart Link", base = "/wiki/api/v2")]
pub trait SmartLinks {
    /// Puts a Smart Link into the content tree.
    #[post("/embeds")]
    #[id("createSmartLink")]
    #[scopes("write:embed:confluence")]
    #[connect(WRITE)]
    #[permissions(View(Space = space_id), Create(SmartLink, in = space_id))]
    #[app_access(ruled)]
    #[max_body(5_000_000)]
    #[errors(400, 401, 404, 413)]
    #[example(title = "Sources", embed_url = "https://example.com/sources")]
    fn create_smart_link(
        /// The space of the new Smart Link.
        #[member]
        space_id: SpaceId,
        /// The title.
        #[member]
        title: Option<String>,
        /// The parent of the new Smart Link.
        #[member]
        parent_id: Option<ContentId>,
        /// The address that it leads to.
        #[member]
        embed_url: Option<String>,
    ) -> SmartLinkSingle;

    /// One Smart Link.
    ///
    /// Of content properties and operations come 50 at most, in the default order; `meta` says whether there are more
    /// and `links` where they are.
    #[get("/embeds/{id}")]
    #[id("getSmartLinkById")]
    #[scopes("read:embed:confluence")]
    #[connect(READ)]
    #[permissions(View(SmartLink = id), View(Space, of = id))]
    #[app_access(ruled)]
    #[example(include_properties = true)]
    fn get_smart_link_by_id(
        /// The Smart Link.
        id: SmartLinkId,
        /// Who works on the Smart Link is in the answer, in members that [`SmartLinkSingle`] does not have:
        /// [`with_json`](crate::Call::with_json) gives them.
        #[query("include-collaborators", default = false)]
        include_collaborators: Option<bool>,
        /// The direct children are in the answer, in members that [`SmartLinkSingle`] does not have:
        /// [`with_json`](crate::Call::with_json) gives them.
        #[query("include-direct-children", default = false)]
        include_direct_children: Option<bool>,
        /// What the caller may do with the Smart Link is in the answer.
        #[query("include-operations", default = false)]
        include_operations: Option<bool>,
        /// Content properties are in the answer.
        #[query("include-properties", default = false)]
        include_properties: Option<bool>,
    ) -> SmartLinkSingle;

    /// Moves a Smart Link to the trash, from which it can be restored.
    #[delete("/embeds/{id}")]
    #[id("deleteSmartLink")]
    #[scopes("delete:embed:confluence")]
    #[connect(DELETE)]
    #[permissions(View(SmartLink = id), View(Space, of = id), Delete(SmartLink, of = id))]
    #[app_access(ruled)]
    fn delete_smart_link(
        /// The Smart Link.
        id: SmartLinkId,
    );
}

/// One Smart Link, with all that was asked for.
#[model]
pub struct SmartLinkSingle {
    /// Identifies the Smart Link on its site.
    pub id: SmartLinkId,
    /// What it is: a Smart Link, which the API calls an embed.
    #[wire("type")]
    pub kind: Option<HierarchicalContentType>,
    /// Whether it is there to be seen, archived, in the trash.
    pub status: Option<ContentStatus>,
    /// The title.
    pub title: Option<String>,
    /// What it lies under. None at the top of the space.
    pub parent_id: Option<ContentId>,
    /// What kind of content the parent is.
    pub parent_type: Option<HierarchicalContentType>,
    /// Its place among its siblings.
    pub position: Option<i32>,
    /// Who created it.
    pub author_id: Option<AccountId>,
    /// Who owns it.
    pub owner_id: Option<AccountId>,
    /// When it was created.
    pub created_at: Option<Timestamp>,
    /// The address that it leads to, if it has one.
    pub embed_url: Option<String>,
    /// The space that it lies in.
    pub space_id: Option<SpaceId>,
    /// The version that this is.
    pub version: Option<Version>,
    /// Its content properties, if asked for.
    pub properties: Option<ContentPropertyResults>,
    /// What the caller may do with it, if asked for.
    pub operations: Option<OperationResults>,
    /// Where people see it.
    #[wire("_links")]
    pub links: Option<ContentLinks>,
}
