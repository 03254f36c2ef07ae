//! Two scopes are needed, both are missing, both are named.

use confluence_sdk::{ApiToken, Client, PageId, scopes, v2::ContentPropertyCreateRequest};

scopes! { pub struct Searcher = "search:confluence"; }

pub fn run(client: &Client<ApiToken<Searcher>>, id: PageId, body: ContentPropertyCreateRequest) {
    let _ = client.content_properties().create_page_property(id, body); // needs two scopes, has neither
}

fn main() {}
