//! No client has both kinds.

confluence_sdk::scopes! { pub struct Mixed = "read:page:confluence", "READ"; }

fn main() {}
