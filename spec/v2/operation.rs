//! What the caller may do with a page.

use super::*;

/// Permitted operations: what the caller may do with a piece of content.
#[endpoints(v2, tag = "Operation", base = "/wiki/api/v2")]
pub trait PermittedOperations {
    /// What the caller may do with a page.
    #[get("/pages/{id}/operations")]
    #[id("getPageOperations")]
    #[scopes("read:page:confluence")]
    #[connect(READ)]
    #[permissions(View(Page = id), View(Space, of = id))]
    #[app_access(ruled)]
    fn get_page_operations(
        /// The page.
        id: PageId,
    ) -> PermittedOperationsResponse;
}

/// What the caller may do.
#[model]
pub struct PermittedOperationsResponse {
    /// One entry for each thing that may be done.
    pub operations: Vec<Operation>,
}

/// One thing that may be done.
#[model]
pub struct Operation {
    /// What may be done, such as `update`.
    pub operation: Option<String>,
    /// To what kind of thing, such as `page`.
    pub target_type: Option<String>,
}
