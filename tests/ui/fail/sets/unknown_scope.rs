//! A scope of another product is marked as such.

confluence_sdk::scopes! { pub struct Reader = "read:jira-work"; }

fn main() {}
