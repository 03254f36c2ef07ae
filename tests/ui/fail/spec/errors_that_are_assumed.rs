//! The refusals that most operations document.

use confluence_macros::endpoints;

#[endpoints(v2, tag = "Page", base = "/wiki/api/v2")]
/// Pages.
pub trait Pages {
    /// One page.
    #[put("/pages/{id}")]
    #[id("updatePage")]
    #[scopes("write:page:confluence")]
    #[connect(WRITE)]
    #[permissions(View(Page = id))]
    #[app_access(ruled)]
    #[errors(400, 401, 404)]
    fn update_page(
        /// The page.
        id: PageId
    ) -> PageSingle;
}

fn main() {}
