//! Narrowing cannot add scopes.

use confluence_sdk::{Client, ForgeApp, Granted, scopes};

scopes! { pub struct Reader = "read:page:confluence"; }
scopes! { pub struct Editor = "read:page:confluence", "write:page:confluence"; }

pub fn run(client: &Client<ForgeApp<Reader>>) -> Client<Granted<Editor>> {
    client.narrow::<Editor>()
}

fn main() {}
