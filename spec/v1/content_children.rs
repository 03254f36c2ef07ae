//! The content tree: copying pages and branches, and moving them.

use super::*;

/// The content tree: copying pages and branches, and moving them. Children and descendants are listed in v2.
#[endpoints(v1, tag = "Content - children and descendants", base = "/wiki/rest/api")]
pub trait V1Children {
    /// What lies below a piece of content at any depth, by kind.
    ///
    /// Below pages, whiteboards, databases, Smart Links and folders there can be all of these, comments and
    /// attachments; below blog posts comments and attachments; below attachments comments, and below comments
    /// attachments. A kind that is asked for and not there has an empty list.
    #[get("/content/{id}/descendant")]
    #[id("getContentDescendants")]
    #[scopes("read:confluence-content.summary" | "read:content-details:confluence")]
    #[connect(READ)]
    #[permissions(View(Space, of = id), View(Content = id))]
    #[app_access(ruled)]
    #[deprecated = "use v2: `get_page_descendants` and those of other kinds"]
    #[replaced_by("getPageDescendants")]
    #[errors(404)]
    #[example(expand = [DescendantsExpand::Page, DescendantsExpand::Comment])]
    fn get_content_descendants(
        /// The content.
        id: ContentId,
        /// The kinds to return.
        #[query(csv)]
        expand: Vec<DescendantsExpand>,
    ) -> ContentChildren;

    /// What lies below a piece of content at any depth, of one kind.
    ///
    /// With `body.export_view` or `body.styled_view` expanded, a page has 25 results at most.
    #[get("/content/{id}/descendant/{type}")]
    #[id("getDescendantsOfType")]
    #[scopes("read:confluence-content.summary" | "read:content-details:confluence")]
    #[connect(READ)]
    #[permissions(View(Space, of = id), View(Content = id))]
    #[app_access(ruled)]
    #[deprecated = "use v2: `get_page_descendants` and those of other kinds"]
    #[replaced_by("getPageDescendants")]
    #[paged(offset, limit(default = 25))]
    #[errors(400, 404)]
    #[example(kind = V1ContentType::Page, depth = DescendantsDepth::All)]
    fn get_descendants_of_type(
        /// The content.
        id: ContentId,
        /// The kind: pages, comments, attachments, or custom content of a type.
        kind: V1ContentType,
        /// How far down to go.
        #[query(default = "all")]
        depth: Option<DescendantsDepth>,
        /// What to fill in.
        #[query(csv)]
        expand: Vec<ContentExpand>,
    ) -> OffsetPage<V1Content>;

    /// Copies a page without what lies below it.
    ///
    /// Attachments, labels, properties, custom content and permissions stay behind unless asked for. Space, history and
    /// version of the copy are filled in without being asked for.
    #[post("/content/{id}/copy")]
    #[id("copyPage")]
    #[scopes("write:confluence-content" | "read:content-details:confluence" + "write:page:confluence")]
    #[connect(WRITE)]
    #[permissions(
        Create(Page, in = destination),
        if_is(destination, "existing_page", Edit(Content = destination))
    )]
    #[app_access(ruled)]
    #[errors(400, 401, 403, 404)]
    #[example(
        destination = CopyPageRequestDestination::new(CopyPageRequestDestinationType::Space, "OTHER"),
        page_title = "Plans, copied",
        copy_attachments = true,
    )]
    fn copy_page(
        /// The page to copy.
        id: ContentId,
        /// Where the copy goes.
        #[member]
        destination: CopyPageRequestDestination,
        /// What of the copy to fill in. Deep paths, such as `children.page.version`, may be 8 at most.
        #[query(csv)]
        expand: Vec<ContentExpand>,
        /// Whether attachments are in the answer.
        #[member(default = false)]
        copy_attachments: Option<bool>,
        /// Whether permissions are in the answer.
        #[member(default = false)]
        copy_permissions: Option<bool>,
        /// Whether content properties are in the answer.
        #[member(default = false)]
        copy_properties: Option<bool>,
        /// Whether labels are in the answer.
        #[member(default = false)]
        copy_labels: Option<bool>,
        /// Whether custom content is in the answer.
        #[member(default = false)]
        copy_custom_contents: Option<bool>,
        /// The title of the copy.
        #[member]
        page_title: Option<String>,
        /// The body of the copy, in place of the page's own.
        #[member]
        body: Option<CopyPageRequestBody>,
    ) -> V1Content;

    /// Copies a page with everything below it to a place below another page.
    ///
    /// The answer is a task; [`LongTasks::get_task`] gives its progress. Attachments, labels, properties, custom
    /// content and permissions stay behind unless asked for; the pages below are copied too unless refused. Within one
    /// space the copies need other titles.
    #[post("/content/{id}/pagehierarchy/copy")]
    #[id("copyPageHierarchy")]
    #[scopes("write:confluence-content" | "read:content.metadata:confluence" + "write:page:confluence")]
    #[connect(WRITE)]
    #[permissions(Create(Page, of = id), Create(Page, of = destination_page_id))]
    #[app_access(ruled)]
    #[errors(400, 403, 404)]
    #[example(copy_descendants = true, title_options = CopyPageHierarchyTitleOptions::new().prefix("Copy of "))]
    fn copy_page_hierarchy(
        /// The page to copy.
        id: ContentId,
        /// The page that the copy is put below.
        #[member]
        destination_page_id: ContentId,
        /// Whether attachments are in the answer.
        #[member(default = false)]
        copy_attachments: Option<bool>,
        /// Whether permissions are in the answer.
        #[member(default = false)]
        copy_permissions: Option<bool>,
        /// Whether content properties are in the answer.
        #[member(default = false)]
        copy_properties: Option<bool>,
        /// Whether labels are in the answer.
        #[member(default = false)]
        copy_labels: Option<bool>,
        /// Whether custom content is in the answer.
        #[member(default = false)]
        copy_custom_contents: Option<bool>,
        /// Whether the pages below are copied too.
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
    #[errors(400, 403, 404)]
    #[example(position = MovePosition::Append)]
    fn move_page(
        /// The page to move.
        page_id: ContentId,
        /// Where to, seen from the target.
        position: MovePosition,
        /// The page that it is put beside or below.
        target_id: ContentId,
    ) -> MovePageResponse;
}

/// What lies below content and is to be returned.
#[model]
pub enum DescendantsExpand {
    /// Attachments.
    Attachment,
    /// Comments.
    Comment,
    /// Pages.
    Page,
    /// Whiteboards.
    Whiteboard,
    /// Databases.
    Database,
    /// Smart Links in the content tree.
    Embed,
    /// Folders.
    Folder,
}

/// How far below content to go.
///
/// So many levels, 100 at most, are made of a number: `DescendantsDepth::from(3)`.
#[model]
pub enum DescendantsDepth {
    /// All the way.
    All,
    /// What lies right below, and no further.
    Root,
}

impl From<u8> for DescendantsDepth {
    #[inline]
    fn from(levels: u8) -> Self {
        crate::model::from_text(&levels.to_string())
    }
}

/// Where the copy of a page goes.
#[model(request)]
pub struct CopyPageRequestDestination {
    /// What the value names.
    #[wire("type")]
    pub kind: CopyPageRequestDestinationType,
    /// The key of the space, or the id of the content.
    #[not_empty]
    pub value: String,
}

impl From<SpaceKey> for CopyPageRequestDestination {
    #[inline]
    fn from(space: SpaceKey) -> Self {
        Self::new(CopyPageRequestDestinationType::Space, space)
    }
}

/// What the copy of a page goes to.
#[model]
pub enum CopyPageRequestDestinationType {
    /// A space: the copy has no page above it.
    Space,
    /// A page: the copy takes its place.
    #[wire("existing_page")]
    ExistingPage,
    /// A page: the copy lies below it.
    #[wire("parent_page")]
    ParentPage,
    /// Content of another kind, such as a folder: the copy lies below it.
    #[wire("parent_content")]
    ParentContent,
}

/// The body of the copy of a page. Set one member, no more.
#[model(request)]
pub struct CopyPageRequestBody {
    /// In the storage format.
    pub storage: Option<ContentBodyCreate>,
    /// In the format of the old editor, second edition.
    pub editor2: Option<ContentBodyCreate>,
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
