//! The ceiling counts beside the scopes.

use confluence_sdk::{Client, OAuth, PageId, permissions, scopes};

scopes! { pub struct Cleaner = "delete:page:confluence"; }

permissions! { pub struct Visitor = View(Space); }

pub fn run(client: &Client<OAuth<Cleaner>>, id: PageId) {
    let _ = client.at_most::<Visitor>().pages().delete_page(id);
}

fn main() {}
