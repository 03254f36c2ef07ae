//! Two parameters with one wire name.

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
        /// One.
        #[query("limit")]
        most: Option<u32>,
        /// Two.
        #[query]
        limit: Option<u32>) -> PageSingle;
}

fn main() {}
