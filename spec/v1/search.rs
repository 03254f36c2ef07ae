//! Searching with CQL, the Confluence Query Language.

use super::*;

/// Searching with CQL, the [Confluence Query
/// Language](https://developer.atlassian.com/cloud/confluence/advanced-searching-using-cql/).
#[endpoints(v1, tag = "Search", base = "/wiki/rest/api")]
pub trait Search {
    /// Content and spaces that a CQL query finds, each with an excerpt.
    ///
    /// Fields about users, such as `user.fullname`, are not for this search: [`search_user`](Self::search_user) takes
    /// them. With `body.export_view` or `body.styled_view` expanded, a page has 25 results at most.
    #[get("/search")]
    #[id("searchByCQL")]
    #[scopes("search:confluence" | "read:content-details:confluence")]
    #[connect(READ)]
    #[permissions(UseSite, filters(View(Content), View(Space)))]
    #[app_access(ruled)]
    #[paged(cursor)]
    #[errors(400, 403)]
    #[example(
        cql = Cql::raw("type = page and title ~ \"plans\""),
        include_archived_spaces = true,
        excerpt = SearchExcerpt::Highlight,
    )]
    fn search_by_cql(
        /// The query: `cql!(type = page and space = {key})`. [The whole language](mod@crate::cql).
        #[query]
        cql: Cql,
        /// What `currentSpace()` and `currentContent()` in the query mean, and which statuses are searched.
        #[query]
        cqlcontext: Option<CqlContext>,
        /// The cursor in the link to the next or the previous page.
        #[query]
        cursor: Option<String>,
        /// Part of the link to the next page. Not needed: the cursor says it.
        #[query(default = false)]
        next: Option<bool>,
        /// Part of the link to the previous page. Not needed: the cursor says it.
        #[query(default = false)]
        prev: Option<bool>,
        /// How many results to return at most. The server may return fewer.
        #[query(default = 25)]
        limit: Option<u32>,
        /// How many results to skip. Not together with a cursor.
        #[query(default = 0)]
        start: Option<u32>,
        /// Whether to search archived spaces too.
        #[query("includeArchivedSpaces", default = false)]
        include_archived_spaces: Option<bool>,
        /// Whether to search archived spaces only.
        #[query("excludeCurrentSpaces", default = false)]
        exclude_current_spaces: Option<bool>,
        /// How to cut excerpts.
        #[query(default = "highlight")]
        excerpt: Option<SearchExcerpt>,
        /// Which users may be among the results.
        #[query("sitePermissionTypeFilter", default = "none")]
        site_permission_type_filter: Option<SearchSitePermissionTypeFilter>,
        /// A number that changes from call to call, to get past caches. Without meaning for the search.
        #[query("_")]
        cache_buster: Option<i64>,
        /// What to fill in, as paths from the result: `content.version`, `content.body.view`, `space.icon`.
        #[query(csv)]
        expand: Vec<String>,
    ) -> SearchPageResponseSearchResult;

    /// Users that a CQL query finds.
    ///
    /// Only fields about users count: `user`, `user.fullname`, `user.accountid`, `user.userkey`. `type = user` finds
    /// all, up to 10,000; `user.fullname ~ jo` finds names that begin so. What a user hides is left out of the result.
    #[get("/search/user")]
    #[id("searchUser")]
    #[scopes("read:content-details:confluence")]
    #[connect(READ)]
    #[permissions(UseSite)]
    #[app_access(exempt)]
    #[paged(offset, limit(default = 25))]
    #[errors(400, 403)]
    #[example(cql = UserCql::raw("type = user"))]
    fn search_user(
        /// The query: `user_cql!(user.fullname ~ {name})`. [The whole language](mod@crate::cql).
        #[query]
        cql: UserCql,
        /// What of each user to fill in.
        #[query(csv)]
        expand: Vec<UserExpand>,
        /// Which users may be among the results.
        #[query("sitePermissionTypeFilter", default = "none")]
        site_permission_type_filter: Option<SearchSitePermissionTypeFilter>,
    ) -> SearchPageResponseSearchResult;
}

/// How the excerpt of a result is cut.
#[model]
pub enum SearchExcerpt {
    /// Around the words that were found, which are marked. Special characters of HTML are escaped.
    Highlight,
    /// From the index, without marks. Special characters of HTML are escaped.
    Indexed,
    /// No excerpt.
    None,
    /// As `highlight`, not escaped.
    #[wire("highlight_unescaped")]
    HighlightUnescaped,
    /// As `indexed`, not escaped.
    #[wire("indexed_unescaped")]
    IndexedUnescaped,
}

/// Which users a search may find.
#[model]
pub enum SearchSitePermissionTypeFilter {
    /// Users with a licence, and guests.
    All,
    /// Guests alone.
    #[wire("externalCollaborator")]
    ExternalCollaborator,
    /// Users with a licence alone.
    None,
}

/// One page of what a search found.
#[model(page)]
pub struct SearchPageResponseSearchResult {
    /// What was found.
    pub results: Vec<SearchResult>,
    /// The offset of the first result.
    pub start: Option<u64>,
    /// How many results were asked for, or as many as the server allows.
    pub limit: Option<u64>,
    /// How many there are on this page.
    pub size: Option<u64>,
    /// About how many there are on all pages. An estimate.
    pub total_size: Option<u64>,
    /// The query as the server understood it.
    pub cql_query: Option<String>,
    /// How long it took, in milliseconds.
    pub search_duration: Option<u64>,
    /// How many more there are in archived spaces.
    pub archived_result_count: Option<u64>,
    /// Where this page and the next are. No `next`: this is the last page.
    #[wire("_links")]
    pub links: Option<PageLinks>,
}

/// One thing that a search found: one of content, user and space is filled in.
#[model]
pub struct SearchResult {
    /// The content, if it is content.
    pub content: Option<Box<V1Content>>,
    /// The user, if it is one.
    pub user: Option<Box<V1User>>,
    /// The space, if it is one.
    pub space: Option<Box<Space>>,
    /// Its title, with what was found marked by `@@@hl@@@` and `@@@endhl@@@`.
    pub title: Option<String>,
    /// Part of its text, marked in the same way.
    pub excerpt: Option<String>,
    /// Where it can be seen, relative to `/wiki`.
    pub url: Option<String>,
    /// What it lies directly in.
    pub result_parent_container: Option<ContainerSummary>,
    /// The space it lies in.
    pub result_global_container: Option<ContainerSummary>,
    /// The way to it, from the top down.
    pub breadcrumbs: Vec<Breadcrumb>,
    /// What it is, such as `content`, `space` or `user`.
    pub entity_type: Option<String>,
    /// A CSS class for its icon.
    pub icon_css_class: Option<String>,
    /// When it was last changed.
    pub last_modified: Option<Timestamp>,
    /// When it was last changed, in words.
    pub friendly_last_modified: Option<String>,
    /// How well it fits the query.
    pub score: Option<f64>,
}

/// What a search result lies in.
#[model]
pub struct ContainerSummary {
    /// Its title.
    pub title: Option<String>,
    /// Where it can be seen, relative to `/wiki`.
    pub display_url: Option<String>,
}

/// One step on the way to a search result.
#[model]
pub struct Breadcrumb {
    /// What it is called.
    pub label: Option<String>,
    /// Where it can be seen, relative to `/wiki`.
    pub url: Option<String>,
    /// What is put between it and the next.
    pub separator: Option<String>,
}
