//! What lies under a piece of content, at any depth.

use super::*;

/// Descendants: what lies under a piece of content, directly or not.
#[endpoints(v2, tag = "Descendants", base = "/wiki/api/v2")]
pub trait Descendants {
    /// What lies under a whiteboard, from the top downwards: pages, folders, whiteboards, databases, Smart Links.
    ///
    /// It goes two levels deep unless `depth` says otherwise, and never deeper than ten: for what lies below, ask again
    /// with one of the deepest. Each has few members; the operations of its kind give more.
    #[get("/whiteboards/{id}/descendants")]
    #[id("getWhiteboardDescendants")]
    #[scopes("read:hierarchical-content:confluence")]
    #[connect(READ)]
    #[permissions(UseSite, View(Whiteboard = id), View(Space, of = id))]
    #[app_access(ruled)]
    #[paged(cursor)]
    #[example(depth = 3)]
    fn get_whiteboard_descendants(
        /// The whiteboard above them.
        id: WhiteboardId,
        /// How many levels to go down.
        #[query(default = 2, range = 1..=10)]
        depth: Option<u32>,
    ) -> CursorPage<DescendantsResponse>;

    /// What lies under a database, from the top downwards: pages, folders, whiteboards, databases, Smart Links.
    ///
    /// It goes two levels deep unless `depth` says otherwise, and never deeper than ten: for what lies below, ask again
    /// with one of the deepest. Each has few members; the operations of its kind give more.
    #[get("/databases/{id}/descendants")]
    #[id("getDatabaseDescendants")]
    #[scopes("read:hierarchical-content:confluence")]
    #[connect(READ)]
    #[permissions(UseSite, View(Database = id), View(Space, of = id))]
    #[app_access(ruled)]
    #[paged(cursor)]
    #[example(depth = 3)]
    fn get_database_descendants(
        /// The database above them.
        id: DatabaseId,
        /// How many levels to go down.
        #[query(default = 2, range = 1..=10)]
        depth: Option<u32>,
    ) -> CursorPage<DescendantsResponse>;

    /// What lies under a Smart Link, from the top downwards: pages, folders, whiteboards, databases, Smart Links.
    ///
    /// It goes two levels deep unless `depth` says otherwise, and never deeper than ten: for what lies below, ask again
    /// with one of the deepest. Each has few members; the operations of its kind give more.
    #[get("/embeds/{id}/descendants")]
    #[id("getSmartLinkDescendants")]
    #[scopes("read:hierarchical-content:confluence")]
    #[connect(READ)]
    #[permissions(UseSite, View(SmartLink = id), View(Space, of = id))]
    #[app_access(ruled)]
    #[paged(cursor)]
    #[example(depth = 3)]
    fn get_smart_link_descendants(
        /// The Smart Link above them.
        id: SmartLinkId,
        /// How many levels to go down.
        #[query(default = 2, range = 1..=10)]
        depth: Option<u32>,
    ) -> CursorPage<DescendantsResponse>;

    /// What lies under a folder, from the top downwards: pages, folders, whiteboards, databases, Smart Links.
    ///
    /// It goes two levels deep unless `depth` says otherwise, and never deeper than ten: for what lies below, ask again
    /// with one of the deepest. Each has few members; the operations of its kind give more.
    #[get("/folders/{id}/descendants")]
    #[id("getFolderDescendants")]
    #[scopes("read:hierarchical-content:confluence")]
    #[connect(READ)]
    #[permissions(UseSite, View(Folder = id), View(Space, of = id))]
    #[app_access(ruled)]
    #[paged(cursor)]
    #[example(depth = 3)]
    fn get_folder_descendants(
        /// The folder above them.
        id: FolderId,
        /// How many levels to go down.
        #[query(default = 2, range = 1..=10)]
        depth: Option<u32>,
    ) -> CursorPage<DescendantsResponse>;

    /// What lies under a page, from the top downwards: pages, folders, whiteboards, databases, Smart Links.
    ///
    /// It goes two levels deep unless `depth` says otherwise, and never deeper than ten: for what lies below, ask again
    /// with one of the deepest. Each has few members; the operations of its kind give more.
    #[get("/pages/{id}/descendants")]
    #[id("getPageDescendants")]
    #[scopes("read:hierarchical-content:confluence")]
    #[connect(READ)]
    #[permissions(UseSite, View(Page = id), View(Space, of = id))]
    #[app_access(ruled)]
    #[paged(cursor)]
    #[example(depth = 3)]
    fn get_page_descendants(
        /// The page above them.
        id: PageId,
        /// How many levels to go down.
        #[query(default = 2, range = 1..=10)]
        depth: Option<u32>,
    ) -> CursorPage<DescendantsResponse>;
}

/// Something under a piece of content, directly or not.
#[model]
pub struct DescendantsResponse {
    /// Identifies it on its site.
    pub id: ContentId,
    /// Published or archived.
    pub status: Option<ContentStatus>,
    /// The title.
    pub title: Option<String>,
    /// What it is.
    #[wire("type")]
    pub kind: Option<HierarchicalContentType>,
    /// What it lies under directly.
    pub parent_id: Option<ContentId>,
    /// How many levels it lies under the content that was asked about.
    pub depth: Option<u32>,
    /// Its place among its siblings. Sorting by it gives the order of the tree.
    pub child_position: Option<i32>,
}
