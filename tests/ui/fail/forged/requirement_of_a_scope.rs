//! What a scope needs cannot be said again.

use confluence_sdk::{Client, OAuth, PageId, scopes};

scopes! { pub struct Reader = "read:page:confluence"; }

impl confluence_sdk::__rt::Requirement for confluence_sdk::scope::DeletePage {
    type MissingFrom<S: confluence_sdk::__rt::Set> = confluence_sdk::__rt::Nothing;
}

fn main() {}
