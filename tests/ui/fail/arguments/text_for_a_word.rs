//! A text is not a word of the API, and rustc must not propose to make it one.

use confluence_sdk::{Basic, Client, PageId, v2::{NewVersion, PageBody}};

pub fn update(client: &Client<Basic>, id: PageId) {
    let _ = client.pages().update_page(id, "title", "Title", PageBody::storage("<p/>"), NewVersion::new(2));
}

fn main() {}
