//! Twin of the refused case of the same name.

use confluence_sdk::{Allows, Client, OAuth, PageId, scopes, v2::op};

scopes! { pub struct Reader = "read:page:confluence"; }

fn show<A: Allows<op::GetPageById>>(client: &Client<A>, id: PageId) {
    let _ = client.pages().get_page_by_id(id);
}

pub fn run(client: &Client<OAuth<Reader>>, id: PageId) {
    show(client, id);
}
