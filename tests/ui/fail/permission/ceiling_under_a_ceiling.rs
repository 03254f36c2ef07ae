//! A second ceiling does not lift the first.

use confluence_sdk::{Basic, Client, PageId, permissions};

permissions! { pub struct Visitor = View(Space); pub struct Cleaner = View(Space), Delete(Page); }

pub fn tidy(client: &Client<Basic>, id: PageId) {
    let _ = client.at_most::<Visitor>().at_most::<Cleaner>().pages().delete_page(id);
}

fn main() {}
