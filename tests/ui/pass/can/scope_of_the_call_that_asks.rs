//! The set opens the call itself and the one that asks beforehand.

use confluence_sdk::{Client, OAuth, PageId, scopes, v2::op};

scopes! { pub struct Cleaner = "read:page:confluence", "delete:page:confluence"; }

pub fn run(client: &Client<OAuth<Cleaner>>, page: PageId) {
    let _ = client.can(&op::DeletePage::new(page));
}

fn main() {}
