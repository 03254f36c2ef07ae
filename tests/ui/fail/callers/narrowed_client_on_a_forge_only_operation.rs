//! A narrowed client may call what every mode with those scopes may.

use confluence_sdk::{Client, ForgeApp, scopes};

scopes! { pub struct Store = "read:app-data:confluence"; }

pub fn run(client: &Client<ForgeApp<Store>>) {
    let _ = client.narrow::<Store>().app_properties().get_forge_app_property("settings"); // its mode is forgotten
}

fn main() {}
