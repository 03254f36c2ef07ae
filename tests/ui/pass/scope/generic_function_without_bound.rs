//! Twin of the refused case of the same name.

use confluence_sdk::{Client, PageId};
use confluence_sdk::{Allows, v2::op};

pub fn run<A: Allows<op::DeletePage>>(client: &Client<A>, id: PageId) {
    let _ = client.pages().delete_page(id);
}
