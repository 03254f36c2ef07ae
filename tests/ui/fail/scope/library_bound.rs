//! A library asks for operations; who hands it a client that may not call one of them is told which.

use confluence_sdk::{Client, OAuth, PageId, operations, scopes, v2::op};

operations! {
    /// What the library does.
    pub trait Tidying = op::GetPageById + op::DeletePage;
}

fn tidy<A: Tidying>(client: &Client<A>, id: PageId) {
    let _ = client.pages().get_page_by_id(id);
    let _ = client.pages().delete_page(id);
}

scopes! { pub struct Reader = "read:page:confluence"; }

pub fn run(client: &Client<OAuth<Reader>>, id: PageId) {
    tidy(client, id);
}

fn main() {}
