//! Twin of the refused case of the same name.

use confluence_sdk::{ApiToken, Client, PageId, scopes};

scopes! { pub struct Keeper = "read:page:confluence", "write:page:confluence"; }

pub fn run(client: &Client<ApiToken<Keeper>>, id: PageId) {
    let _ = client.content_properties().create_page_property(id, "reviewed", true);
}
