//! Pages: reading, writing, retitling and deleting them, and listing them by space or label.

use super::*;

/// Pages: what people write and read in a space.
#[endpoints(v2, tag = "Page", base = "/wiki/api/v2")]
pub trait Pages {
    /// Every page the caller may see, published and archived ones unless `status` says otherwise.
    ///
    /// Bodies are in the answer only if `body_format` names a representation.
    #[get("/pages")]
    #[id("getPages")]
    #[scopes("read:page:confluence")]
    #[connect(READ)]
    #[permissions(UseSite, filters(View(Page)))]
    #[app_access(ruled)]
    #[paged(cursor)]
    #[errors(400, 401)]
    #[example(
        space_id: SpaceId,
        space_id = [space_id],
        sort = PageSortOrder::ModifiedDateDescending,
        body_format = PrimaryBodyRepresentation::Storage,
    )]
    fn get_pages(
        /// Only these pages.
        #[query(csv, max_items = 250)]
        id: Vec<PageId>,
        /// Only pages of these spaces.
        #[query("space-id", csv, max_items = 100)]
        space_id: Vec<SpaceId>,
        /// The order of the results.
        #[query]
        sort: Option<PageSortOrder>,
        /// Only pages in one of these states: `current`, `archived`, `deleted`, `trashed`. Without it: `current` and
        /// `archived`.
        #[query(repeat)]
        status: Vec<ContentStatus>,
        /// Only pages with this title.
        #[query]
        title: Option<String>,
        /// Representation of the bodies to return. Without it there are none.
        #[query("body-format")]
        body_format: Option<PrimaryBodyRepresentation>,
        /// Only live docs, or only ordinary pages.
        #[query]
        subtype: Option<PageSubtype>,
    ) -> CursorPage<PageBulk>;

    /// Creates a page, published at once unless `status` says draft.
    ///
    /// A page that is published needs a title.
    #[post("/pages")]
    #[id("createPage")]
    #[scopes("write:page:confluence")]
    #[connect(WRITE)]
    #[permissions(View(Space = space_id), Create(Page, in = space_id))]
    #[app_access(ruled)]
    #[max_body(5_000_000)]
    #[errors(400, 401, 404, 413)]
    #[example(title = "Release 1.2", body = PageBody::storage("<p>Done.</p>"))]
    fn create_page(
        /// The space of the new page.
        #[member]
        space_id: SpaceId,
        /// Marks the page as embedded, which keeps it in the vendor's store for embedded content.
        #[query(default = false)]
        embedded: Option<bool>,
        /// Nobody but the creator may see and edit the page.
        #[query(default = false)]
        private: Option<bool>,
        /// Puts the page at the top of the space, beside the homepage. `parent_id` must not be given then.
        #[query("root-level", default = false)]
        root_level: Option<bool>,
        /// Published or draft.
        #[member]
        status: Option<PageStatus>,
        /// The title. Only a draft can go without.
        #[member]
        title: Option<String>,
        /// The parent of the new page. Without it, the homepage of the space, unless `root_level` is
        /// true.
        #[member]
        parent_id: Option<ContentId>,
        /// What the page says.
        #[member]
        body: Option<PageBody>,
        /// `live` makes a live doc. Without it, an ordinary page is created.
        #[member]
        subtype: Option<PageSubtype>,
    ) -> PageSingle;

    /// One page. Its body is in the answer only if `body_format` names a representation.
    ///
    /// Each `include_…` list holds 50 entries at most, in the default order; its `meta` says whether there are more and
    /// its `links` where they are.
    #[get("/pages/{id}")]
    #[id("getPageById")]
    #[scopes("read:page:confluence")]
    #[connect(READ)]
    #[permissions(View(Page = id), View(Space, of = id))]
    #[app_access(ruled)]
    #[example(body_format = PrimaryBodyRepresentationSingle::Storage, include_labels = true)]
    fn get_page_by_id(
        /// The page.
        id: PageId,
        /// Representation of the body to return. Without it there is none.
        #[query("body-format")]
        body_format: Option<PrimaryBodyRepresentationSingle>,
        /// The draft instead of the published page.
        #[query("get-draft", default = false)]
        get_draft: Option<bool>,
        /// Only if the page is in one of these states: `current`, `archived`, `trashed`, `deleted`, `historical`,
        /// `draft`.
        #[query(repeat)]
        status: Vec<ContentStatus>,
        /// The number of an earlier published version to return instead.
        #[query]
        version: Option<u32>,
        /// Labels are in the answer.
        #[query("include-labels", default = false)]
        include_labels: Option<bool>,
        /// Content properties are in the answer.
        #[query("include-properties", default = false)]
        include_properties: Option<bool>,
        /// What the caller may do with the page is in the answer.
        #[query("include-operations", default = false)]
        include_operations: Option<bool>,
        /// Who likes the page is in the answer.
        #[query("include-likes", default = false)]
        include_likes: Option<bool>,
        /// The versions are in the answer.
        #[query("include-versions", default = false)]
        include_versions: Option<bool>,
        /// The current version is in the answer unless this is false.
        #[query("include-version", default = true)]
        include_version: Option<bool>,
        /// Whether the caller starred the page is in the answer.
        #[query("include-favorited-by-current-user-status", default = false)]
        include_favorited_by_current_user_status: Option<bool>,
        /// What a browser needs to render the body is in the answer, in members that [`PageSingle`] does not have:
        /// [`with_json`](crate::Call::with_json) gives them.
        #[query("include-webresources", default = false)]
        include_webresources: Option<bool>,
        /// Who works on the page is in the answer, in members that [`PageSingle`] does not have:
        /// [`with_json`](crate::Call::with_json) gives them.
        #[query("include-collaborators", default = false)]
        include_collaborators: Option<bool>,
        /// The direct children are in the answer, in members that [`PageSingle`] does not have:
        /// [`with_json`](crate::Call::with_json) gives them.
        #[query("include-direct-children", default = false)]
        include_direct_children: Option<bool>,
    ) -> PageSingle;

    /// Changes a page: its content, title, parent, owner or state.
    ///
    /// Everything that is needed is replaced, so read the page first. Updating the published page also merges the new
    /// body into the draft, if there is one; where the two have grown far apart, the new body may replace the draft's.
    /// A page in the trash comes back with `status` `current`; nothing but its state changes then.
    #[put("/pages/{id}")]
    #[id("updatePage")]
    #[scopes("write:page:confluence")]
    #[connect(WRITE)]
    #[permissions(View(Page = id), View(Space, of = id), Update(Page, of = id))]
    #[app_access(ruled)]
    #[example(
        status = PageStatus::Current,
        title = "Release 1.2",
        body = PageBody::storage("<p>Done.</p>"),
        version = NewVersion::new(2).message("Final"),
    )]
    fn update_page(
        /// The page.
        #[also_member]
        id: PageId,
        /// Published or draft. Going from published to draft discards a draft that exists.
        #[member]
        status: PageStatus,
        /// The title. Empty only for a draft that has none.
        #[member]
        #[may_be_empty]
        title: String,
        /// What the page says.
        #[member]
        body: PageBody,
        /// The new version: one more than the current number, or 1 for a draft.
        #[member]
        version: NewVersion,
        /// The space that the page lies in. Another space does not move it.
        #[member]
        space_id: Option<SpaceId>,
        /// A new parent, in the same space.
        #[member]
        parent_id: Option<ContentId>,
        /// A new owner.
        #[member]
        owner_id: Option<AccountId>,
    ) -> PageSingle;

    /// Moves a page to the trash, from which it can be restored.
    ///
    /// Called for a page that is in the trash, with `purge`, it deletes for good. A draft needs `draft` and is gone for
    /// good at once.
    #[delete("/pages/{id}")]
    #[id("deletePage")]
    #[scopes("delete:page:confluence")]
    #[connect(DELETE)]
    #[permissions(View(Page = id), View(Space, of = id), Delete(Page, of = id), if_set(purge, Administer(Space, of = id)))]
    #[app_access(ruled)]
    fn delete_page(
        /// The page.
        id: PageId,
        /// Deletes for good a page that is in the trash.
        #[query(default = false)]
        purge: Option<bool>,
        /// Deletes a draft.
        #[query(default = false)]
        draft: Option<bool>,
    );

    /// Gives a page another title.
    #[put("/pages/{id}/title")]
    #[id("updatePageTitle")]
    #[scopes("write:page:confluence")]
    #[connect(WRITE)]
    #[permissions(View(Page = id), View(Space, of = id), Update(Page, of = id))]
    #[app_access(ruled)]
    #[example(status = PageStatus::Current, title = "Release 1.3")]
    fn update_page_title(
        /// The page.
        id: PageId,
        /// Which of the two to retitle: the published page or its draft.
        #[member]
        status: PageStatus,
        /// The new title.
        #[member]
        title: String,
    ) -> PageSingle;

    /// The pages of a space, published and archived ones unless `status` says otherwise.
    ///
    /// Bodies are in the answer only if `body_format` names a representation.
    #[get("/spaces/{id}/pages")]
    #[id("getPagesInSpace")]
    #[scopes("read:page:confluence")]
    #[connect(READ)]
    #[permissions(UseSite, View(Space = id), filters(View(Page)))]
    #[app_access(ruled)]
    #[paged(cursor)]
    #[example(depth = PageDepth::All, body_format = PrimaryBodyRepresentation::Storage)]
    fn get_pages_in_space(
        /// The space.
        id: SpaceId,
        /// All pages, or only those at the top of the space.
        #[query(default = "all")]
        depth: Option<PageDepth>,
        /// The order of the results.
        #[query]
        sort: Option<PageSortOrder>,
        /// Only pages in one of these states: `current`, `archived`, `deleted`, `trashed`. Without it: `current` and
        /// `archived`.
        #[query(repeat)]
        status: Vec<ContentStatus>,
        /// Only pages with this title.
        #[query]
        title: Option<String>,
        /// Representation of the bodies to return. Without it there are none.
        #[query("body-format")]
        body_format: Option<PrimaryBodyRepresentation>,
    ) -> CursorPage<PageBulk>;

    /// The pages that carry a label.
    ///
    /// Bodies are in the answer only if `body_format` names a representation.
    #[get("/labels/{id}/pages")]
    #[id("getLabelPages")]
    #[scopes("read:page:confluence")]
    #[connect(READ)]
    #[permissions(filters(View(Page), View(Space)))]
    #[app_access(ruled)]
    #[paged(cursor)]
    #[example(body_format = PrimaryBodyRepresentation::Storage)]
    fn get_label_pages(
        /// The label.
        id: LabelId,
        /// Only pages of these spaces.
        #[query("space-id", csv, max_items = 100)]
        space_id: Vec<SpaceId>,
        /// Representation of the bodies to return. Without it there are none.
        #[query("body-format")]
        body_format: Option<PrimaryBodyRepresentation>,
        /// The order of the results.
        #[query]
        sort: Option<PageSortOrder>,
    ) -> CursorPage<PageBulk>;
}

/// One page among several.
#[model]
pub struct PageBulk {
    /// Identifies the page on its site.
    pub id: PageId,
    /// Whether it is published, archived, in the trash.
    pub status: Option<ContentStatus>,
    /// The title.
    pub title: Option<String>,
    /// The space that it lies in.
    pub space_id: Option<SpaceId>,
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
    /// Who owned it before.
    pub last_owner_id: Option<AccountId>,
    /// A live doc or an ordinary page.
    pub subtype: Option<PageSubtype>,
    /// When it was created.
    pub created_at: Option<Timestamp>,
    /// The version that this is.
    pub version: Option<Version>,
    /// The body, in the representation that was asked for.
    pub body: Option<BodyBulk>,
    /// Where people see and edit it.
    #[wire("_links")]
    pub links: Option<ContentLinks>,
}

/// One page, with all that was asked for.
#[model]
pub struct PageSingle {
    /// Identifies the page on its site.
    pub id: PageId,
    /// Whether it is published, a draft, archived, in the trash.
    pub status: Option<ContentStatus>,
    /// The title.
    pub title: Option<String>,
    /// The space that it lies in.
    pub space_id: Option<SpaceId>,
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
    /// Who owned it before.
    pub last_owner_id: Option<AccountId>,
    /// When it was created.
    pub created_at: Option<Timestamp>,
    /// The version that this is.
    pub version: Option<Version>,
    /// The body, in the representation that was asked for.
    pub body: Option<BodySingle>,
    /// Its labels, if asked for.
    pub labels: Option<LabelResults>,
    /// Its content properties, if asked for.
    pub properties: Option<ContentPropertyResults>,
    /// What the caller may do with it, if asked for.
    pub operations: Option<OperationResults>,
    /// Who likes it, if asked for.
    pub likes: Option<LikeResults>,
    /// Its versions, if asked for.
    pub versions: Option<VersionResults>,
    /// Whether the caller starred it, if asked for.
    pub is_favorited_by_current_user: Option<bool>,
    /// Where people see and edit it.
    #[wire("_links")]
    pub links: Option<ContentLinks>,
}

/// The body of a page that is written: one representation, in one of two forms that mean the same.
///
/// [`PageBody::storage`] and its like make the plain form of it.
#[model(untagged)]
pub enum PageBody {
    /// Representation and value side by side.
    Plain(PageBodyWrite),
    /// The value under the name of its representation, as answers have it.
    Nested(PageNestedBodyWrite),
}

impl PageBody {
    /// In the storage format: XHTML with the vendor's elements for macros and links.
    #[inline]
    pub fn storage(value: impl Into<String>) -> Self {
        PageBodyWrite::new(WriteRepresentation::Storage, value).into()
    }

    /// In the Atlassian document format: JSON, as text.
    #[doc(alias = "adf")]
    #[inline]
    pub fn atlas_doc_format(value: impl Into<String>) -> Self {
        PageBodyWrite::new(WriteRepresentation::AtlasDocFormat, value).into()
    }

    /// In wiki markup, which the server converts.
    #[inline]
    pub fn wiki(value: impl Into<String>) -> Self {
        PageBodyWrite::new(WriteRepresentation::Wiki, value).into()
    }
}

/// A body with the name of its representation.
#[model(request)]
pub struct PageBodyWrite {
    /// How the value is written.
    pub representation: WriteRepresentation,
    /// The body itself. The Atlassian document format is JSON, given as text.
    pub value: String,
}

/// A body under the name of its representation.
#[model(one_of)]
pub enum PageNestedBodyWrite {
    /// In the storage format.
    #[wire("storage")]
    Storage(PageBodyWrite),
    /// In the Atlassian document format.
    #[wire("atlas_doc_format")]
    AtlasDocFormat(PageBodyWrite),
    /// In wiki markup.
    #[wire("wiki")]
    Wiki(PageBodyWrite),
}

/// What kind of page it is.
#[model]
pub enum PageSubtype {
    /// A live doc: everybody who may edit writes at once, nobody publishes.
    Live,
    /// An ordinary page.
    Page,
}

/// How far down in a space to look for pages.
#[model]
pub enum PageDepth {
    /// All of its pages.
    All,
    /// Those at the top.
    Root,
}

/// The order of pages.
#[model]
pub enum PageSortOrder {
    /// By id.
    Id,
    /// By id, largest first.
    #[wire("-id")]
    IdDescending,
    /// Oldest first.
    #[wire("created-date")]
    CreatedDate,
    /// Newest first.
    #[wire("-created-date")]
    CreatedDateDescending,
    /// Longest unchanged first.
    #[wire("modified-date")]
    ModifiedDate,
    /// Latest changed first.
    #[wire("-modified-date")]
    ModifiedDateDescending,
    /// By title.
    Title,
    /// By title, from the end of the alphabet.
    #[wire("-title")]
    TitleDescending,
}
