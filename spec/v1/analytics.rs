//! Statistics: how often a piece of content was viewed, and by how many people.

use super::*;

/// Statistics: how often a piece of content was viewed, and by how many people.
#[endpoints(v1, tag = "Analytics", base = "/wiki/rest/api")]
pub trait Analytics {
    /// How often a piece of content was viewed.
    #[get("/analytics/content/{contentId}/views")]
    #[id("getViews")]
    #[scopes("read:confluence-content.summary" | "read:analytics.content:confluence")]
    #[connect(READ)]
    #[permissions(none_stated)]
    #[app_access(ruled)]
    #[errors(400, 401, 403, 404)]
    fn get_views(
        /// The content.
        content_id: ContentId,
        /// Only views since then.
        #[query("fromDate")]
        from_date: Option<Timestamp>,
    ) -> ContentViews;

    /// How many people viewed a piece of content. Whoever came back counts once.
    #[get("/analytics/content/{contentId}/viewers")]
    #[id("getViewers")]
    #[scopes("read:confluence-content.summary" | "read:analytics.content:confluence")]
    #[connect(READ)]
    #[permissions(none_stated)]
    #[app_access(ruled)]
    #[errors(400, 401, 403, 404)]
    fn get_viewers(
        /// The content.
        content_id: ContentId,
        /// Only people who viewed it since then.
        #[query("fromDate")]
        from_date: Option<Timestamp>,
    ) -> ContentViewers;
}

/// How often a piece of content was viewed.
#[model]
pub struct ContentViews {
    /// The content.
    pub id: ContentId,
    /// The number of views.
    pub count: Option<u64>,
}

/// How many people viewed a piece of content.
#[model]
pub struct ContentViewers {
    /// The content.
    pub id: ContentId,
    /// The number of people.
    pub count: Option<u64>,
}
