//! What is declared is documented by what it is.
#![deny(missing_docs)]

confluence_sdk::scopes! { pub struct Reader = "read:page:confluence"; }
confluence_sdk::permissions! { pub struct Viewer = View(Space); }
confluence_sdk::operations! { pub trait Reading = confluence_sdk::v2::op::GetPageById; }
