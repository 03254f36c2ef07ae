//! Basic auth opens everything; a ceiling of permissions still refuses what always needs more.

use confluence_sdk::{Basic, Client, SpaceKey, permissions, v1::op};

permissions! { pub struct Publisher = View(Space), Create(Page); }

pub fn run(client: &Client<Basic>, request: op::UpdateSpace) {
    let _ = client.at_most::<Publisher>().execute(request); // needs to administer the space
}

pub fn key(client: &Client<Basic>, key: SpaceKey) {
    let _ = (client, key);
}

fn main() {}
