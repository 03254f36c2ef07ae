//! Forge only: no other mode may call, whatever its scopes.

use confluence_sdk::{Client, scopes};

scopes! { pub struct Store = "read:app-data:confluence"; }

pub fn run(client: &Client<confluence_sdk::OAuth<Store>>) {
    let _ = client.app_properties().get_forge_app_property("settings"); // the scope is there, the caller is wrong
}

fn main() {}
