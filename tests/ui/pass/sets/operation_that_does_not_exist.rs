//! Twin of the refused case of the same name.

confluence_sdk::operations! { pub trait Showing = confluence_sdk::v2::op::GetPageById; }
