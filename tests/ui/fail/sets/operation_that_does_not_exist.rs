//! A misspelt operation.

confluence_sdk::operations! { pub trait Showing = confluence_sdk::v2::op::GetPage; }

fn main() {}
