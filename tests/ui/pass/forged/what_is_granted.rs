//! Twin of the forged grants: what a granted scope opens without any of that.

use confluence_sdk::{Client, OAuth, PageId, scopes};

scopes! { pub struct Cleaner = "delete:page:confluence"; }

pub fn run(client: &Client<OAuth<Cleaner>>, id: PageId) {
    let _ = client.pages().delete_page(id);
}
