//! Content properties of a page: JSON that apps and scripts keep with it.

use super::*;

/// Content properties: JSON that apps and scripts keep with a piece of content.
#[endpoints(v2, tag = "Content Properties", base = "/wiki/api/v2")]
pub trait ContentProperties {
    /// The properties of a page, or the one with a certain key.
    #[get("/pages/{page-id}/properties")]
    #[id("getPageContentProperties")]
    #[scopes("read:page:confluence")]
    #[connect(READ)]
    #[permissions(View(Page = page_id))]
    #[app_access(ruled)]
    #[paged(cursor)]
    fn get_page_content_properties(
        /// The page.
        page_id: PageId,
        /// Only the property with this key. Case matters.
        #[query]
        key: Option<String>,
        /// The order of the results.
        #[query]
        sort: Option<ContentPropertySortOrder>,
        /// Where to go on, from the page of results before.
        #[query]
        cursor: Option<String>,
        /// How many results one answer holds at most.
        #[query(default = 25, range = 1..=250)]
        limit: Option<u32>,
    ) -> CursorPage<ContentProperty>;

    /// Gives a page a new property.
    #[post("/pages/{page-id}/properties")]
    #[id("createPageProperty")]
    #[scopes("read:page:confluence" + "write:page:confluence")]
    #[connect(WRITE)]
    #[permissions(Edit(Page = page_id))]
    #[app_access(ruled)]
    fn create_page_property(
        /// The page.
        page_id: PageId,
        /// Its name.
        #[member]
        key: String,
        /// What it holds.
        #[member]
        value: serde_json::Value,
    ) -> ContentProperty;

    /// One property of a page.
    #[get("/pages/{page-id}/properties/{property-id}")]
    #[id("getPageContentPropertiesById")]
    #[scopes("read:page:confluence")]
    #[connect(READ)]
    #[permissions(View(Page = page_id))]
    #[app_access(ruled)]
    fn get_page_content_properties_by_id(
        /// The page.
        page_id: PageId,
        /// The property.
        property_id: PropertyId,
    ) -> ContentProperty;

    /// Changes what a property of a page holds.
    #[put("/pages/{page-id}/properties/{property-id}")]
    #[id("updatePagePropertyById")]
    #[scopes("read:page:confluence" + "write:page:confluence")]
    #[connect(WRITE)]
    #[permissions(Edit(Page = page_id))]
    #[app_access(ruled)]
    fn update_page_property_by_id(
        /// The page.
        page_id: PageId,
        /// The property.
        property_id: PropertyId,
        /// Its name.
        #[member]
        key: String,
        /// What it holds from now on.
        #[member]
        value: serde_json::Value,
        /// The new version: one more than the current number.
        #[member]
        version: NewVersion,
    ) -> ContentProperty;

    /// Takes a property away from a page.
    #[delete("/pages/{page-id}/properties/{property-id}")]
    #[id("deletePagePropertyById")]
    #[scopes("read:page:confluence" + "write:page:confluence")]
    #[connect(WRITE)]
    #[permissions(Edit(Page = page_id))]
    #[app_access(ruled)]
    fn delete_page_property_by_id(
        /// The page.
        page_id: PageId,
        /// The property.
        property_id: PropertyId,
    );
}

/// A piece of JSON that an app or a script keeps with a piece of content.
#[model]
pub struct ContentProperty {
    /// Identifies the property.
    pub id: PropertyId,
    /// Its name, one of a kind for the content.
    pub key: Option<String>,
    /// What it holds.
    pub value: Option<Value>,
    /// The version that this is.
    pub version: Option<Version>,
}

/// The order of content properties.
#[model]
pub enum ContentPropertySortOrder {
    /// By key.
    Key,
    /// By key, from the end of the alphabet.
    #[wire("-key")]
    KeyDescending,
}
