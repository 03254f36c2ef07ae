//! Connect scopes imply the lower ones, not the higher.

use confluence_sdk::{Client, Connect, PageId, scopes};

scopes! { pub struct Addon = "WRITE"; }

pub fn run(client: &Client<Connect<Addon>>, id: PageId) {
    let _ = client.pages().delete_page(id); // WRITE does not imply DELETE
}

fn main() {}
