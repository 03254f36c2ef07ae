//! No scope opens it and no app may call it.

use confluence_sdk::Client;

confluence_sdk::scopes! { pub struct Everything = "write:configuration:confluence", "read:configuration:confluence"; }

pub fn run(client: &Client<confluence_sdk::OAuth<Everything>>) {
    let _ = client.admin_keys().enable_admin_key();
}

fn main() {}
