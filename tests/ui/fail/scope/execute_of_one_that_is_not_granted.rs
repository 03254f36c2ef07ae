//! A request as data, handed to `execute` of a client that may call some operations.

use confluence_sdk::{Client, OAuth, PageId, scopes, v2::op};

scopes! { pub struct Reader = "read:page:confluence"; }

pub fn run(client: &Client<OAuth<Reader>>, id: PageId) {
    let _ = client.execute(op::DeletePage::new(id));
}

fn main() {}
