//! Permissions are words, not text.

confluence_sdk::permissions! { pub struct Publisher = "Create(Page)"; }

fn main() {}
