//! A Connect app that acts as a user needs the scope for that.

use confluence_sdk::{Client, ConnectUser, PageId, scopes};

scopes! { pub struct Addon = "READ"; }

pub fn run(client: &Client<ConnectUser<Addon>>, id: PageId) {
    let _ = client.pages().get_page_by_id(id);
}

fn main() {}
