//! All mistakes of a file are reported at once.

use confluence_macros::endpoints;

#[endpoints(v2, tag = "Page", base = "/wiki/api/v2")]
/// Pages.
pub trait Pages {
    /// One page.
    #[get("/pages/{page-id}")]
    #[id("getPageById")]
    #[scopes("read:pages:confluence")]
    #[permissions(View(Page = page))]
    fn get_page_by_id(id: PageId,
        /// Statuses.
        #[query]
        status: Vec<String>) -> PageSingle;
}

fn main() {}
