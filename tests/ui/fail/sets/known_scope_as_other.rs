//! A scope that is known is not hidden behind `other`.

confluence_sdk::scopes! { pub struct Reader = other("read:page:confluence"); }

fn main() {}
