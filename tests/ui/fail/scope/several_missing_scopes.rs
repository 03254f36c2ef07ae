//! Two scopes are needed, both are missing, both are named.

use confluence_sdk::{ApiToken, Client, PageId, scopes};

scopes! { pub struct Searcher = "search:confluence"; }

pub fn run(client: &Client<ApiToken<Searcher>>, id: PageId) {
    let _ = client.content_properties().create_page_property(id, "reviewed", true); // needs two scopes, has neither
}

fn main() {}
