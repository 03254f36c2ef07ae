//! Twin of the refused case of the same name.

use confluence_sdk::{Client, ForgeApp, Granted, scopes};

scopes! { pub struct Reader = "read:page:confluence"; }
scopes! { pub struct Editor = "read:page:confluence", "write:page:confluence"; }

pub fn run(client: &Client<ForgeApp<Editor>>) -> Client<Granted<Reader>> {
    client.narrow::<Reader>()
}
