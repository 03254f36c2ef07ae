//! Twin of the refused case of the same name.

use confluence_sdk::Client;

pub fn run(client: &Client<confluence_sdk::Basic>) {
    let _ = client.admin_keys().enable_admin_key();
}
