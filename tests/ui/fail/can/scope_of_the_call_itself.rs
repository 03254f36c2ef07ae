//! The set opens the call that asks; what is asked about it may not call.

use confluence_sdk::{Client, OAuth, PageId, scopes, v2::op};

scopes! { pub struct Reader = "read:page:confluence"; }

pub fn run(client: &Client<OAuth<Reader>>, page: PageId) {
    let _ = client.can(&op::DeletePage::new(page));
}

fn main() {}
