//! Basic auth carries no scopes that could be narrowed.

use confluence_sdk::{Client, Granted, scopes};

scopes! { pub struct Reader = "read:page:confluence"; }

pub fn run(client: &Client<confluence_sdk::Basic>) -> Client<Granted<Reader>> {
    client.narrow::<Reader>()
}

fn main() {}
