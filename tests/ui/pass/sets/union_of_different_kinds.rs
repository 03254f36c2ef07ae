//! Twin of the refused case of the same name.

confluence_sdk::scopes! {
    pub struct Reader = "read:page:confluence";
    pub struct Editor = Reader, "write:page:confluence";
    pub struct Both = Reader + Editor;
}
