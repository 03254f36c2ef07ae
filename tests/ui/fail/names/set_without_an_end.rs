//! A semicolon is missing.

confluence_sdk::scopes! { pub struct Reader = "read:page:confluence" }

fn main() {}
