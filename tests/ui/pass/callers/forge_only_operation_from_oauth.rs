//! Twin of the refused case of the same name.

use confluence_sdk::{Client, scopes};

scopes! { pub struct Store = "read:app-data:confluence"; }

pub fn run(client: &Client<confluence_sdk::ForgeApp<Store>>) {
    let _ = client.app_properties().get_forge_app_property("settings");
}
