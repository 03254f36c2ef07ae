//! Neither the operation nor its argument says what it is.

use confluence_macros::endpoints;

#[endpoints(v2, tag = "Page", base = "/wiki/api/v2")]
/// Pages.
pub trait Pages {
    #[get("/pages/{id}")]
    #[id("getPageById")]
    #[scopes("read:page:confluence")]
    #[connect(READ)]
    #[permissions(View(Page = id))]
    #[app_access(ruled)]
    fn get_page_by_id(id: PageId) -> PageSingle;
}

fn main() {}
