//! A bound of nothing.

confluence_sdk::operations! { pub trait Reading; }

fn main() {}
