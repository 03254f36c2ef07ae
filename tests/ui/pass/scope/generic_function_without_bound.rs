//! Twin of the refused case of the same name.

use confluence_sdk::{Allows, v2::op};
use confluence_sdk::{Client, PageId};

pub fn run<A: Allows<op::DeletePage>>(client: &Client<A>, id: PageId) {
    let _ = client.pages().delete_page(id);
}
