//! Twin of the refused case of the same name.

confluence_sdk::scopes! { pub struct Granular = "read:page:confluence"; }
confluence_sdk::scopes! { pub struct Addon = "READ"; }
