//! Twin of the refused case of the same name.

use confluence_sdk::{Client, ConnectUser, PageId, scopes};

scopes! { pub struct Addon = "READ", "ACT_AS_USER"; }

pub fn run(client: &Client<ConnectUser<Addon>>, id: PageId) {
    let _ = client.pages().get_page_by_id(id);
}
