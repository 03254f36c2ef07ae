//! Twin of the refused case of the same name.

use confluence_sdk::{Client, OAuth, PageId, permissions, scopes};

scopes! { pub struct Cleaner = "delete:page:confluence"; }

permissions! { pub struct Remover = View(Space), Delete(Page); }

pub fn run(client: &Client<OAuth<Cleaner>>, id: PageId) {
    let _ = client.at_most::<Remover>().pages().delete_page(id);
}
