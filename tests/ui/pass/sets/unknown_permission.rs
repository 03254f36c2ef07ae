//! Twin of the refused case of the same name.

confluence_sdk::permissions! { pub struct Publisher = Create(Page); }
