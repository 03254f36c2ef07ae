//! A set of nothing is a mistake.

confluence_sdk::scopes! { pub struct Nothing; }

fn main() {}
