//! A set has no parameters.

confluence_sdk::scopes! { pub struct Reader<T> = "read:page:confluence"; }

fn main() {}
