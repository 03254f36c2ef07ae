//! A colon in place of `=`.

confluence_sdk::scopes! { pub struct Reader: "read:page:confluence"; }

fn main() {}
