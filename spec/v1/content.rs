//! Content of all kinds: searching, publishing drafts, archiving.

use super::*;

/// Content of all kinds: searching, publishing drafts, archiving. Everything else about pages and blog posts is in v2.
#[endpoints(v1, tag = "Content", base = "/wiki/rest/api")]
pub trait Contents {
    /// Content that a CQL query finds.
    ///
    /// It answers with whole content where [`Search::search_by_cql`] answers with excerpts, and finds no spaces.
    /// With `body.export_view` or `body.styled_view` expanded, a page has 25 results at most.
    #[get("/content/search")]
    #[id("searchContentByCQL")]
    #[scopes("search:confluence" | "read:content-details:confluence")]
    #[connect(READ)]
    #[permissions(UseSite, filters(View(Content)))]
    #[app_access(ruled)]
    #[paged(cursor)]
    #[errors(400, 401)]
    #[example(cql = Cql::raw("type = page and label = urgent"), expand = [ContentExpand::Space, ContentExpand::Version])]
    fn search_content_by_cql(
        /// The query: `cql!(type = page and space = {key})`. [The whole language](mod@crate::cql).
        #[query]
        cql: Cql,
        /// What `currentSpace()` and `currentContent()` in the query mean, and which statuses are searched.
        #[query]
        cqlcontext: Option<CqlContext>,
        /// What to fill in.
        #[query(csv)]
        expand: Vec<ContentExpand>,
        /// The cursor in the link to the next or the previous page.
        #[query]
        cursor: Option<String>,
        /// How many results to return at most. The server may return fewer.
        #[query(default = 25)]
        limit: Option<u32>,
    ) -> OffsetPage<V1Content>;

    /// Publishes a draft that was made from a blueprint and is shared.
    ///
    /// Storage body, history, space, version and ancestors are filled in without being asked for.
    /// A title that the space has already is refused with 400, a version other than 1 with 409.
    #[put("/content/blueprint/instance/{draftId}")]
    #[id("publishSharedDraft")]
    #[scopes("write:confluence-content" | "read:content-details:confluence" + "write:content:confluence")]
    #[connect(WRITE)]
    #[permissions(
        View(Content = draft_id),
        if_given(space, Create(Page, in = space), else = Create(Page, of = draft_id))
    )]
    #[app_access(ruled)]
    #[errors(400, 409)]
    #[example(
        version = ContentBlueprintDraftVersion::new(1),
        title = "Plans for May",
        kind = ContentBlueprintDraftType::Page,
        page_status = ContentBlueprintDraftStatus::Current,
        space = space,
    )]
    fn publish_shared_draft(
        /// The draft, as the address of its editor names it.
        draft_id: ContentId,
        /// The version that publishing makes: number 1.
        #[member]
        version: ContentBlueprintDraftVersion,
        /// The title of the page; that of the draft, if it is to stay.
        #[member(max_len = 255)]
        title: String,
        /// [`ContentBlueprintDraftType::Page`].
        #[member("type")]
        kind: ContentBlueprintDraftType,
        /// The status that the draft has now. There is no need to give it.
        #[query("status", default = "draft")]
        draft_status: Option<V1ContentStatus>,
        /// What of the page to fill in, beyond what always is.
        #[query(csv)]
        expand: Vec<ContentExpand>,
        /// The status that the page will have. There is no need to give it.
        #[member("status", default = "current")]
        page_status: Option<ContentBlueprintDraftStatus>,
        /// The space to publish in; needed together with an ancestor.
        #[member]
        space: Option<ContentBlueprintDraftSpace>,
        /// The page to put it below. Of several, the last one counts.
        #[member]
        ancestors: Vec<ContentBlueprintDraftAncestor>,
    ) -> V1Content;

    /// Publishes a draft that was made from a blueprint in the older editor and is not shared.
    ///
    /// It does the same as [`publish_shared_draft`](Self::publish_shared_draft) as long as there are such drafts.
    #[post("/content/blueprint/instance/{draftId}")]
    #[id("publishLegacyDraft")]
    #[scopes("write:confluence-content" | "read:content-details:confluence" + "write:content:confluence")]
    #[connect(WRITE)]
    #[permissions(
        View(Content = draft_id),
        if_given(space, Create(Page, in = space), else = Create(Page, of = draft_id))
    )]
    #[app_access(ruled)]
    #[errors(400, 409)]
    #[example(
        version = ContentBlueprintDraftVersion::new(1),
        title = "Plans for May",
        kind = ContentBlueprintDraftType::Page,
        page_status = ContentBlueprintDraftStatus::Current,
        space = space,
    )]
    fn publish_legacy_draft(
        /// The draft, as the address of its editor names it.
        draft_id: ContentId,
        /// The version that publishing makes: number 1.
        #[member]
        version: ContentBlueprintDraftVersion,
        /// The title of the page; that of the draft, if it is to stay.
        #[member(max_len = 255)]
        title: String,
        /// [`ContentBlueprintDraftType::Page`].
        #[member("type")]
        kind: ContentBlueprintDraftType,
        /// The status that the draft has now. There is no need to give it.
        #[query("status", default = "draft")]
        draft_status: Option<V1ContentStatus>,
        /// What of the page to fill in, beyond what always is.
        #[query(csv)]
        expand: Vec<ContentExpand>,
        /// The status that the page will have. There is no need to give it.
        #[member("status", default = "current")]
        page_status: Option<ContentBlueprintDraftStatus>,
        /// The space to publish in; needed together with an ancestor.
        #[member]
        space: Option<ContentBlueprintDraftSpace>,
        /// The page to put it below. Of several, the last one counts.
        #[member]
        ancestors: Vec<ContentBlueprintDraftAncestor>,
    ) -> V1Content;

    /// Archives pages, of one space or of several.
    ///
    /// The answer is a task; [`LongTasks::get_task`] gives its progress. Refused with 400: more than 300 pages,
    /// something that is no page or is archived already, a second job while one runs, any use in the free edition, and
    /// more than one page in the standard edition.
    #[post("/content/archive")]
    #[id("archivePages")]
    #[scopes("write:confluence-content" | "read:content.metadata:confluence" + "write:page:confluence")]
    #[connect(WRITE)]
    #[permissions(Archive(Page, of = pages))]
    #[app_access(ruled)]
    #[experimental]
    #[errors(400, 401)]
    fn archive_pages(
        /// The pages.
        #[required]
        #[member(max_items = 300)]
        pages: Vec<PageToArchive>,
    ) -> Accepted<LongTask>;
}

/// The version that publishing a draft makes.
#[model(request)]
pub struct ContentBlueprintDraftVersion {
    /// 1, and nothing else.
    #[range(1..=1)]
    pub number: u32,
}

/// What a blueprint's draft becomes.
#[model]
pub enum ContentBlueprintDraftType {
    /// A page.
    Page,
}

/// The status that a published draft has.
#[model]
pub enum ContentBlueprintDraftStatus {
    /// Published.
    Current,
}

/// The space to publish a draft in.
#[model(request)]
pub struct ContentBlueprintDraftSpace {
    /// Its key.
    pub key: SpaceKey,
}

/// A page to publish a draft below.
#[model(request)]
pub struct ContentBlueprintDraftAncestor {
    /// The page.
    pub id: ContentId,
}

/// A page to archive.
#[model(request)]
pub struct PageToArchive {
    /// The number of the page. The server takes no text here.
    pub id: u64,
}

impl From<PageId> for PageToArchive {
    #[inline]
    fn from(page: PageId) -> Self {
        Self::new(page.get())
    }
}
