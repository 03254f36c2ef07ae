//! What a piece of content lies under, up to the top of its space.

use super::*;

/// Ancestors: what a piece of content lies under.
#[endpoints(v2, tag = "Ancestors", base = "/wiki/api/v2")]
pub trait Ancestors {
    /// What a whiteboard lies under, the topmost first.
    ///
    /// If `limit` cuts the list off, its upper part is missing: ask again with the id of the first ancestor, by the
    /// operation of its kind. Each has only its id and type.
    #[get("/whiteboards/{id}/ancestors")]
    #[id("getWhiteboardAncestors")]
    #[scopes("read:content.metadata:confluence")]
    #[connect(READ)]
    #[permissions(UseSite, View(Whiteboard = id), View(Space, of = id))]
    #[app_access(ruled)]
    #[paged(ancestors)]
    fn get_whiteboard_ancestors(
        /// The whiteboard.
        id: WhiteboardId,
    ) -> CursorPage<Ancestor>;

    /// What a database lies under, the topmost first.
    ///
    /// If `limit` cuts the list off, its upper part is missing: ask again with the id of the first ancestor, by the
    /// operation of its kind. Each has only its id and type.
    #[get("/databases/{id}/ancestors")]
    #[id("getDatabaseAncestors")]
    #[scopes("read:content.metadata:confluence")]
    #[connect(READ)]
    #[permissions(UseSite, View(Database = id), View(Space, of = id))]
    #[app_access(ruled)]
    #[paged(ancestors)]
    fn get_database_ancestors(
        /// The database.
        id: DatabaseId,
    ) -> CursorPage<Ancestor>;

    /// What a Smart Link lies under, the topmost first.
    ///
    /// If `limit` cuts the list off, its upper part is missing: ask again with the id of the first ancestor, by the
    /// operation of its kind. Each has only its id and type.
    #[get("/embeds/{id}/ancestors")]
    #[id("getSmartLinkAncestors")]
    #[scopes("read:content.metadata:confluence")]
    #[connect(READ)]
    #[permissions(UseSite, View(SmartLink = id), View(Space, of = id))]
    #[app_access(ruled)]
    #[paged(ancestors)]
    fn get_smart_link_ancestors(
        /// The Smart Link.
        id: SmartLinkId,
    ) -> CursorPage<Ancestor>;

    /// What a folder lies under, the topmost first.
    ///
    /// If `limit` cuts the list off, its upper part is missing: ask again with the id of the first ancestor, by the
    /// operation of its kind. Each has only its id and type.
    #[get("/folders/{id}/ancestors")]
    #[id("getFolderAncestors")]
    #[scopes("read:content.metadata:confluence")]
    #[connect(READ)]
    #[permissions(UseSite, View(Folder = id), View(Space, of = id))]
    #[app_access(ruled)]
    #[paged(ancestors)]
    fn get_folder_ancestors(
        /// The folder.
        id: FolderId,
    ) -> CursorPage<Ancestor>;

    /// What a page lies under, the topmost first.
    ///
    /// If `limit` cuts the list off, its upper part is missing: ask again with the id of the first ancestor. Only id
    /// and type are told of each.
    #[get("/pages/{id}/ancestors")]
    #[id("getPageAncestors")]
    #[scopes("read:content.metadata:confluence")]
    #[connect(READ)]
    #[permissions(UseSite, View(Page = id))]
    #[app_access(ruled)]
    #[paged(ancestors)]
    fn get_page_ancestors(
        /// The page.
        id: PageId,
    ) -> CursorPage<Ancestor>;
}

/// Something that a piece of content lies under.
#[model]
pub struct Ancestor {
    /// Identifies it on its site.
    pub id: ContentId,
    /// What it is.
    #[wire("type")]
    pub kind: Option<HierarchicalContentType>,
}
