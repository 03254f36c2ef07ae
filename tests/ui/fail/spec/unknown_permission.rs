//! Unknown verb, kind, argument and site-wide permission, each on its own span.

use confluence_macros::endpoints;

#[endpoints(v2, tag = "Page", base = "/wiki/api/v2")]
/// Pages.
pub trait Pages {
    /// One page.
    #[get("/pages/{id}")]
    #[id("getPageById")]
    #[scopes("read:page:confluence")]
    #[connect(READ)]
    #[permissions(Veiw(Page = id), View(Pages = id), View(Space, of = page), UseSit)]
    #[app_access(ruled)]
    fn get_page_by_id(/// The page.
        id: PageId) -> PageSingle;
}

fn main() {}
