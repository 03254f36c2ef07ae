//! A typo is found where it stands, with the scope that was meant.

confluence_sdk::scopes! { pub struct Reader = "read:pages:confluence"; }

fn main() {}
