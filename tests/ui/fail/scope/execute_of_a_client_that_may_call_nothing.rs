//! Scopes of other products open nothing here.

use confluence_sdk::{Client, OAuth, PageId, scopes, v2::op};

scopes! { pub struct Elsewhere = other("read:jira-work"); }

pub fn run(client: &Client<OAuth<Elsewhere>>, id: PageId) {
    let _ = client.execute(op::GetPageById::new(id));
}

fn main() {}
