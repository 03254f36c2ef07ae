//! A comma is missing.

confluence_sdk::scopes! { pub struct Reader = "read:page:confluence" "offline_access"; }

fn main() {}
