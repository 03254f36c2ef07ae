//! `Allows` has one impl, for all.

use confluence_sdk::{Client, OAuth, PageId, scopes};

scopes! { pub struct Reader = "read:page:confluence"; }

impl confluence_sdk::Allows<confluence_sdk::v2::op::DeletePage> for OAuth<Reader> {}

fn main() {}
