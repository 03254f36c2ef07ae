//! The type of a client is not changed from outside.

use confluence_sdk::{Client, OAuth, scopes};

scopes! { pub struct Reader = "read:page:confluence"; }

scopes! { pub struct Cleaner = "delete:page:confluence"; }
pub fn cast(client: Client<OAuth<Reader>>) -> Client<OAuth<Cleaner>> {
    client.retyped()
}

fn main() {}
