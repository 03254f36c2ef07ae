//! What Connect may not call is closed whatever the app was granted.

use confluence_sdk::{Client, Connect, scopes};

scopes! { pub struct Addon = "ADMIN", "ACT_AS_USER", "ACCESS_EMAIL_ADDRESSES"; }

pub fn run(client: &Client<Connect<Addon>>) {
    let _ = client.v1().audit_records().get_retention_period();
}

fn main() {}
