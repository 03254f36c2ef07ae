//! A bound on what a set covers opens nothing: operations are named.

use confluence_sdk::{Client, Covers, OAuth, OAuthScopes, PageId, scopes};

scopes! { pub struct Need = "read:page:confluence"; }

pub fn read<S: OAuthScopes + Covers<Need>>(client: &Client<OAuth<S>>, id: PageId) {
    let _ = client.pages().get_page_by_id(id);
}

fn main() {}
