//! A bound is a trait.

confluence_sdk::operations! { pub struct Reading = confluence_sdk::v2::op::GetPageById; }

fn main() {}
