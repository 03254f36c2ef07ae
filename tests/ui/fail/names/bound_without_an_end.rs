//! The same for a bound.

confluence_sdk::operations! { pub trait Reading = confluence_sdk::v2::op::GetPageById }

fn main() {}
