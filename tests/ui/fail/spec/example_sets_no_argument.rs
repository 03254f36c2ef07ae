//! An example that sets what the operation does not have.

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
    #[example(tilte = "Plans")]
    fn update_page(
        /// The page.
        id: PageId,
        /// The title.
        #[member]
        title: String
    ) -> PageSingle;
}

fn main() {}
