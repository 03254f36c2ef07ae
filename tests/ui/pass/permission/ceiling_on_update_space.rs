//! Twin of the refused case of the same name.

use confluence_sdk::{Basic, Client, SpaceKey, permissions, v1::op};

permissions! { pub struct Administrator = View(Space), Administer(Space); }

pub fn run(client: &Client<Basic>, request: op::UpdateSpace) {
    let _ = client.at_most::<Administrator>().execute(request);
}

pub fn key(client: &Client<Basic>, key: SpaceKey) {
    let _ = (client, key);
}
