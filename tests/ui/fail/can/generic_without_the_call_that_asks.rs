//! Generic code that asks beforehand names the call that asks.

use confluence_sdk::{Allows, Client, PageId, v2::op};

pub fn run<A: Allows<op::DeletePage>>(client: &Client<A>, page: PageId) {
    let _ = client.can(&op::DeletePage::new(page));
}

fn main() {}
