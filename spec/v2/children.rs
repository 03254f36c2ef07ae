//! What lies directly under a piece of content.

use super::*;

/// Children: what lies directly under a piece of content.
#[endpoints(v2, tag = "Children", base = "/wiki/api/v2")]
pub trait Children {
    /// Everything directly under a whiteboard: pages, folders, whiteboards, databases, Smart Links.
    ///
    /// Each has few members; the operations of its kind give more.
    #[get("/whiteboards/{id}/direct-children")]
    #[id("getWhiteboardDirectChildren")]
    #[scopes("read:hierarchical-content:confluence")]
    #[connect(READ)]
    #[permissions(UseSite, View(Whiteboard = id), filters(View(Content)))]
    #[app_access(ruled)]
    #[paged(cursor)]
    #[errors(400, 401)]
    fn get_whiteboard_direct_children(
        /// The whiteboard above them.
        id: WhiteboardId,
        /// The order of the results.
        #[query]
        sort: Option<ContentSortOrder>,
    ) -> CursorPage<ChildrenResponse>;

    /// Everything directly under a database: pages, folders, whiteboards, databases, Smart Links.
    ///
    /// Each has few members; the operations of its kind give more.
    #[get("/databases/{id}/direct-children")]
    #[id("getDatabaseDirectChildren")]
    #[scopes("read:hierarchical-content:confluence")]
    #[connect(READ)]
    #[permissions(UseSite, View(Database = id), filters(View(Content)))]
    #[app_access(ruled)]
    #[paged(cursor)]
    fn get_database_direct_children(
        /// The database above them.
        id: DatabaseId,
        /// The order of the results.
        #[query]
        sort: Option<ContentSortOrder>,
    ) -> CursorPage<ChildrenResponse>;

    /// Everything directly under a Smart Link: pages, folders, whiteboards, databases, Smart Links.
    ///
    /// Each has few members; the operations of its kind give more.
    #[get("/embeds/{id}/direct-children")]
    #[id("getSmartLinkDirectChildren")]
    #[scopes("read:hierarchical-content:confluence")]
    #[connect(READ)]
    #[permissions(UseSite, View(SmartLink = id), filters(View(Content)))]
    #[app_access(ruled)]
    #[paged(cursor)]
    fn get_smart_link_direct_children(
        /// The Smart Link above them.
        id: SmartLinkId,
        /// The order of the results.
        #[query]
        sort: Option<ContentSortOrder>,
    ) -> CursorPage<ChildrenResponse>;

    /// Everything directly under a folder: pages, folders, whiteboards, databases, Smart Links.
    ///
    /// Each has few members; the operations of its kind give more.
    #[get("/folders/{id}/direct-children")]
    #[id("getFolderDirectChildren")]
    #[scopes("read:hierarchical-content:confluence")]
    #[connect(READ)]
    #[permissions(UseSite, View(Folder = id), filters(View(Content)))]
    #[app_access(ruled)]
    #[paged(cursor)]
    fn get_folder_direct_children(
        /// The folder above them.
        id: FolderId,
        /// The order of the results.
        #[query]
        sort: Option<ContentSortOrder>,
    ) -> CursorPage<ChildrenResponse>;

    /// The pages directly under a page. Children of other kinds are left out.
    #[get("/pages/{id}/children")]
    #[id("getChildPages")]
    #[scopes("read:page:confluence")]
    #[connect(READ)]
    #[permissions(UseSite, filters(View(Page)))]
    #[app_access(ruled)]
    #[paged(cursor)]
    #[deprecated = "use `get_page_direct_children`, which returns children of every kind"]
    #[replaced_by("getPageDirectChildren")]
    #[errors(400, 401)]
    fn get_child_pages(
        /// The page above them.
        id: PageId,
        /// The order of the results. Without it, as they stand in the tree.
        #[query]
        sort: Option<ChildPageSortOrder>,
    ) -> CursorPage<ChildPage>;

    /// The custom content directly under a piece of custom content, by id unless `sort` says otherwise.
    #[get("/custom-content/{id}/children")]
    #[id("getChildCustomContent")]
    #[scopes("read:custom-content:confluence")]
    #[connect(READ)]
    #[permissions(UseSite, filters(View(CustomContent)))]
    #[app_access(ruled)]
    #[paged(cursor)]
    #[errors(400, 401)]
    fn get_child_custom_content(
        /// The custom content above them.
        id: CustomContentId,
        /// The order of the results.
        #[query]
        sort: Option<ChildCustomContentSortOrder>,
    ) -> CursorPage<ChildCustomContent>;

    /// Everything directly under a page: pages, folders, whiteboards, databases, Smart Links.
    ///
    /// Each has few members; the operations of its kind give more.
    #[get("/pages/{id}/direct-children")]
    #[id("getPageDirectChildren")]
    #[scopes("read:hierarchical-content:confluence")]
    #[connect(READ)]
    #[permissions(UseSite, View(Page = id), filters(View(Content)))]
    #[app_access(ruled)]
    #[paged(cursor)]
    fn get_page_direct_children(
        /// The page above them.
        id: PageId,
        /// The order of the results.
        #[query]
        sort: Option<ContentSortOrder>,
    ) -> CursorPage<ChildrenResponse>;
}

/// A page under a page.
#[model]
pub struct ChildPage {
    /// Identifies the page on its site.
    pub id: PageId,
    /// Published or archived.
    pub status: Option<ContentStatus>,
    /// The title.
    pub title: Option<String>,
    /// The space that it lies in.
    pub space_id: Option<SpaceId>,
    /// Its place among its siblings.
    pub child_position: Option<i32>,
}

/// A piece of custom content under another.
#[model]
pub struct ChildCustomContent {
    /// Identifies it on its site.
    pub id: CustomContentId,
    /// In use or archived.
    pub status: Option<ContentStatus>,
    /// The title.
    pub title: Option<String>,
    /// Its type, as the app that brought it defines it.
    #[wire("type")]
    pub kind: Option<String>,
    /// The space that it lies in.
    pub space_id: Option<SpaceId>,
}

/// Something under a piece of content.
#[model]
pub struct ChildrenResponse {
    /// Identifies it on its site.
    pub id: ContentId,
    /// Published or archived.
    pub status: Option<ContentStatus>,
    /// The title.
    pub title: Option<String>,
    /// What it is.
    #[wire("type")]
    pub kind: Option<HierarchicalContentType>,
    /// The space that it lies in.
    pub space_id: Option<SpaceId>,
    /// Its place among its siblings. Sorting by it gives the order of the tree.
    pub child_position: Option<i32>,
}

/// The order of pages under a page.
#[model]
pub enum ChildPageSortOrder {
    /// Oldest first.
    #[wire("created-date")]
    CreatedDate,
    /// Newest first.
    #[wire("-created-date")]
    CreatedDateDescending,
    /// By id.
    Id,
    /// By id, largest first.
    #[wire("-id")]
    IdDescending,
    /// As they stand in the tree.
    #[wire("child-position")]
    ChildPosition,
    /// As they stand in the tree, from below.
    #[wire("-child-position")]
    ChildPositionDescending,
    /// Longest unchanged first.
    #[wire("modified-date")]
    ModifiedDate,
    /// Latest changed first.
    #[wire("-modified-date")]
    ModifiedDateDescending,
}

/// The order of custom content under custom content.
#[model]
pub enum ChildCustomContentSortOrder {
    /// Oldest first.
    #[wire("created-date")]
    CreatedDate,
    /// Newest first.
    #[wire("-created-date")]
    CreatedDateDescending,
    /// By id.
    Id,
    /// By id, largest first.
    #[wire("-id")]
    IdDescending,
    /// Longest unchanged first.
    #[wire("modified-date")]
    ModifiedDate,
    /// Latest changed first.
    #[wire("-modified-date")]
    ModifiedDateDescending,
}

/// The order of content in the tree.
#[model]
pub enum ContentSortOrder {
    /// Oldest first.
    #[wire("created-date")]
    CreatedDate,
    /// Newest first.
    #[wire("-created-date")]
    CreatedDateDescending,
    /// By id.
    Id,
    /// By id, largest first.
    #[wire("-id")]
    IdDescending,
    /// Longest unchanged first.
    #[wire("modified-date")]
    ModifiedDate,
    /// Latest changed first.
    #[wire("-modified-date")]
    ModifiedDateDescending,
    /// As they stand in the tree.
    #[wire("child-position")]
    ChildPosition,
    /// As they stand in the tree, from below.
    #[wire("-child-position")]
    ChildPositionDescending,
    /// By title.
    Title,
    /// By title, from the end of the alphabet.
    #[wire("-title")]
    TitleDescending,
}
