//! Twin of the refused case of the same name.

use confluence_sdk::{Client, OAuth, scopes};

scopes! { pub struct Auditor = "read:audit-log:confluence"; }

pub fn run(client: &Client<OAuth<Auditor>>) {
    let _ = client.v1().audit_records().get_retention_period();
}
