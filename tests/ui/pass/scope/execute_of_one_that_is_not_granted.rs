//! Twin of the refused case of the same name.

use confluence_sdk::{Client, OAuth, PageId, scopes, v2::op};

scopes! { pub struct Reader = "read:page:confluence"; }

pub fn run(client: &Client<OAuth<Reader>>, id: PageId) {
    let _ = client.execute(op::GetPageById::new(id));
}
