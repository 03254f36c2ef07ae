//! Twin of the refused case of the same name.

use confluence_sdk::Client;

confluence_sdk::scopes! { pub struct Addon = "READ"; }

pub fn run(client: &Client<confluence_sdk::Connect<Addon>>) {
    let _ = client.v1().dynamic_modules().get_modules();
}
