//! Likes of a page.

use super::*;

/// Likes: who likes a piece of content, and how many do.
#[endpoints(v2, tag = "Like", base = "/wiki/api/v2")]
pub trait Likes {
    /// How many people like a page.
    #[get("/pages/{id}/likes/count")]
    #[id("getPageLikeCount")]
    #[scopes("read:page:confluence")]
    #[connect(READ)]
    #[permissions(View(Page = id), View(Space, of = id))]
    #[app_access(ruled)]
    fn get_page_like_count(
        /// The page.
        id: PageId,
    ) -> LikeCount;
}

/// How many people like something.
#[model]
pub struct LikeCount {
    /// The number.
    pub count: Option<u64>,
}

/// Somebody's liking.
#[model]
pub struct Like {
    /// Who likes it.
    pub account_id: AccountId,
}
