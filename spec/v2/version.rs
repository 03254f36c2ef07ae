//! Versions of a page.

use super::*;

/// Versions: what content was like before.
#[endpoints(v2, tag = "Version", base = "/wiki/api/v2")]
pub trait Versions {
    /// The versions of a page.
    ///
    /// What the page said in each comes along only if `body_format` names a representation.
    #[get("/pages/{id}/versions")]
    #[id("getPageVersions")]
    #[scopes("read:page:confluence")]
    #[connect(READ)]
    #[permissions(View(Page = id), View(Space, of = id))]
    #[app_access(ruled)]
    #[paged(cursor)]
    fn get_page_versions(
        /// The page.
        id: PageId,
        /// Representation of the bodies to return. Without it there are none.
        #[query("body-format")]
        body_format: Option<PrimaryBodyRepresentation>,
        /// Where to go on, from the page of results before.
        #[query]
        cursor: Option<String>,
        /// How many results one answer holds at most.
        #[query(default = 25, range = 1..=250)]
        limit: Option<u32>,
        /// The order of the results.
        #[query]
        sort: Option<VersionSortOrder>,
    ) -> CursorPage<PageVersion>;

    /// One version of a page: who made it when, and which versions come before and after. Not what the page said in it.
    #[get("/pages/{page-id}/versions/{version-number}")]
    #[id("getPageVersionDetails")]
    #[scopes("read:page:confluence")]
    #[connect(READ)]
    #[permissions(View(Page = page_id))]
    #[app_access(ruled)]
    fn get_page_version_details(
        /// The page.
        page_id: PageId,
        /// The number of the version.
        version_number: u32,
    ) -> DetailedVersion;
}

/// One version of a page.
#[model]
pub struct PageVersion {
    /// When it was made.
    pub created_at: Option<Timestamp>,
    /// What its author noted about it.
    pub message: Option<String>,
    /// Its number, counted from 1.
    pub number: Option<u32>,
    /// Whether it is a small change, which notifies nobody.
    pub minor_edit: Option<bool>,
    /// Who made it.
    pub author_id: Option<AccountId>,
    /// What the page was like in it.
    pub page: Option<VersionedEntity>,
}

/// What a piece of content was like in a version.
#[model]
pub struct VersionedEntity {
    /// The title.
    pub title: Option<String>,
    /// Identifies the content.
    pub id: Option<ContentId>,
    /// The body, in the representation that was asked for.
    pub body: Option<BodyBulk>,
}

/// One version with its neighbours.
#[model]
pub struct DetailedVersion {
    /// Its number, counted from 1.
    pub number: Option<u32>,
    /// Who made it.
    pub author_id: Option<AccountId>,
    /// What its author noted about it.
    pub message: Option<String>,
    /// When it was made.
    pub created_at: Option<Timestamp>,
    /// Whether it is a small change, which notifies nobody.
    pub minor_edit: Option<bool>,
    /// Whether it made something else of the content, such as a blog post of a page.
    pub content_type_modified: Option<bool>,
    /// Who worked on it.
    pub collaborators: Vec<AccountId>,
    /// The number of the version before.
    pub prev_version: Option<u32>,
    /// The number of the version after.
    pub next_version: Option<u32>,
}

/// The order of versions.
#[model]
pub enum VersionSortOrder {
    /// Oldest first.
    #[wire("modified-date")]
    ModifiedDate,
    /// Newest first.
    #[wire("-modified-date")]
    ModifiedDateDescending,
}
