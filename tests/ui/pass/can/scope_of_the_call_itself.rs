//! The set opens both: the call that asks and the one that is asked about.

use confluence_sdk::{Client, OAuth, PageId, scopes, v2::op};

scopes! { pub struct Reader = "read:page:confluence", "delete:page:confluence"; }

pub fn run(client: &Client<OAuth<Reader>>, page: PageId) {
    let _ = client.can(&op::DeletePage::new(page));
}

fn main() {}
