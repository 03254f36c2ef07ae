//! Twin of the refused case of the same name.

confluence_sdk::scopes! { pub struct Reader = "read:page:confluence", "read:space:confluence"; }
