//! Twin of the refused case of the same name.

use confluence_sdk::{Client, Connect, PageId, scopes};

scopes! { pub struct Addon = "WRITE"; }

pub fn run(client: &Client<Connect<Addon>>, id: PageId) {
    let _ = client.pages().get_page_by_id(id); // WRITE implies READ
}
