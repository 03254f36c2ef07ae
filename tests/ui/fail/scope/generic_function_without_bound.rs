//! Generic code without the bound is told which bound to add.

use confluence_sdk::{Client, PageId};

pub fn run<A>(client: &Client<A>, id: PageId) {
    let _ = client.pages().delete_page(id); // nothing is known of `A`
}

fn main() {}
