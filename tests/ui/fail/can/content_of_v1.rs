//! The older API does not say of what kind the content is, and lists nothing.

use confluence_sdk::{Basic, Client, ContentId, v1::op};

pub fn run(client: &Client<Basic>, page: ContentId) {
    let _ = client.can(&op::DeletePageTree::new(page));
}

fn main() {}
