//! Forge as the app, not as a user.

use confluence_sdk::{Client, scopes};

scopes! { pub struct Store = "read:app-data:confluence"; }

pub fn run(client: &Client<confluence_sdk::ForgeUser<Store>>) {
    let _ = client.app_properties().get_forge_app_property("settings");
}

fn main() {}
