//! Twin of the refused case of the same name.

use confluence_sdk::{Client, OAuth, PageId, operations, scopes, v2::op};

operations! {
    /// What the library does.
    pub trait Tidying = op::GetPageById + op::DeletePage;
}

fn tidy<A: Tidying>(client: &Client<A>, id: PageId) {
    let _ = client.pages().get_page_by_id(id);
    let _ = client.pages().delete_page(id);
}

scopes! { pub struct Tidier = "read:page:confluence", "delete:page:confluence"; }

pub fn run(client: &Client<OAuth<Tidier>>, id: PageId) {
    tidy(client, id);
}
