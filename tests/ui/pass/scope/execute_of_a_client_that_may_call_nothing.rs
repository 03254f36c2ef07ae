//! Twin of the refused case of the same name.

use confluence_sdk::{Client, OAuth, PageId, scopes, v2::op};

scopes! { pub struct Both = other("read:jira-work"), "read:page:confluence"; }

pub fn run(client: &Client<OAuth<Both>>, id: PageId) {
    let _ = client.execute(op::GetPageById::new(id));
}
