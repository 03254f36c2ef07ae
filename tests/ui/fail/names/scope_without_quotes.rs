//! A scope without its quotes.

confluence_sdk::scopes! { pub struct Reader = read:page:confluence; }

fn main() {}
