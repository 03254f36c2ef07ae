//! A list in the query without a word on how it is written.

use confluence_macros::endpoints;

#[endpoints(v2, tag = "Page", base = "/wiki/api/v2")]
/// Pages.
pub trait Pages {
    /// One page.
    #[get("/pages/{id}")]
    #[id("getPageById")]
    #[scopes("read:page:confluence")]
    #[connect(READ)]
    #[permissions(View(Page = id))]
    #[app_access(ruled)]
    fn get_page_by_id(/// The page.
        id: PageId,
        /// Statuses.
        #[query]
        status: Vec<String>) -> PageSingle;
}

fn main() {}
