//! Twice the same is a slip.

confluence_sdk::scopes! { pub struct Reader = "read:page:confluence", "read:page:confluence"; }

fn main() {}
