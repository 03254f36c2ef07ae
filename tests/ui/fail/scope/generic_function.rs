//! A generic function says what it calls; its caller is refused.

use confluence_sdk::{Allows, Client, OAuth, PageId, scopes, v2::op};

scopes! { pub struct Reader = "read:page:confluence"; }

fn remove<A: Allows<op::DeletePage>>(client: &Client<A>, id: PageId) {
    let _ = client.pages().delete_page(id);
}

pub fn run(client: &Client<OAuth<Reader>>, id: PageId) {
    remove(client, id); // refused where the mode becomes known
}

fn main() {}
