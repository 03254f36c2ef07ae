//! A set is a struct.

confluence_sdk::scopes! { pub enum Reader = "read:page:confluence"; }

fn main() {}
