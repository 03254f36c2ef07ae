//! The content tree: copying branches and moving pages.

use super::*;

/// The content tree: copying branches and moving pages. Children and descendants are listed in v2.
#[endpoints(v1, tag = "Content - children and descendants", base = "/wiki/rest/api")]
pub trait Children {
    /// Copies a page with everything below it to a place below another page.
    ///
    /// The answer is a task; [`LongTasks::get_task`] tells its progress. Attachments, labels, properties, custom
    /// content and permissions stay behind unless asked for; the pages below come along unless refused. Within one
    /// space the copies need other titles.
    #[post("/content/{id}/pagehierarchy/copy")]
    #[id("copyPageHierarchy")]
    #[scopes("write:confluence-content" | "read:content.metadata:confluence" + "write:page:confluence")]
    #[connect(WRITE)]
    #[permissions(Create(Page, of = id), Create(Page, of = destination_page_id))]
    #[app_access(ruled)]
    fn copy_page_hierarchy(
        /// The page to copy.
        id: ContentId,
        /// The page that the copy is put below.
        #[member]
        destination_page_id: ContentId,
        /// Whether attachments come along.
        #[member(default = false)]
        copy_attachments: Option<bool>,
        /// Whether permissions come along.
        #[member(default = false)]
        copy_permissions: Option<bool>,
        /// Whether content properties come along.
        #[member(default = false)]
        copy_properties: Option<bool>,
        /// Whether labels come along.
        #[member(default = false)]
        copy_labels: Option<bool>,
        /// Whether custom content comes along.
        #[member(default = false)]
        copy_custom_contents: Option<bool>,
        /// Whether the pages below come along.
        #[member(default = true)]
        copy_descendants: Option<bool>,
        /// How the titles change. Needed for a copy within the same space.
        #[member]
        title_options: Option<CopyPageHierarchyTitleOptions>,
    ) -> Accepted<LongTask>;

    /// Moves a page, with everything below it, beside or below another page.
    ///
    /// Beside a page at the top level of a space, the moved page is at the top level too, where the page tree does not
    /// show it and people hardly find it: use [`Append`](MovePosition::Append) there. Refused with 400: a title that
    /// the other space has already, a page below itself, and restrictions that the caller may not set in the other
    /// space.
    #[put("/content/{pageId}/move/{position}/{targetId}")]
    #[id("movePage")]
    #[scopes("write:confluence-content" | "write:page:confluence")]
    #[connect(WRITE)]
    #[permissions(Delete(Page, of = page_id), Create(Page, of = target_id))]
    #[app_access(ruled)]
    fn move_page(
        /// The page to move.
        page_id: ContentId,
        /// Where to, seen from the target.
        position: MovePosition,
        /// The page that it is put beside or below.
        target_id: ContentId,
    ) -> MovePageResponse;
}

/// How titles change in being copied.
#[model(request)]
pub struct CopyPageHierarchyTitleOptions {
    /// What is put in front of every title.
    pub prefix: Option<String>,
    /// What [`search`](Self::search) is replaced by.
    pub replace: Option<String>,
    /// The part of a title to replace.
    pub search: Option<String>,
}

/// Where a page is put, seen from another one.
#[model]
pub enum MovePosition {
    /// In front of it, below the same parent.
    Before,
    /// Behind it, below the same parent.
    After,
    /// Below it.
    Append,
}

/// What was moved.
#[model]
pub struct MovePageResponse {
    /// The page.
    pub page_id: Option<ContentId>,
}
