//! Twin of the refused case of the same name.

use confluence_sdk::{Client, Granted, scopes};

scopes! { pub struct Reader = "read:page:confluence"; }

pub fn run(client: &Client<confluence_sdk::ServiceAccount<Reader>>) -> Client<Granted<Reader>> {
    client.narrow::<Reader>()
}
