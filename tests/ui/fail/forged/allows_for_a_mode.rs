//! Who may call what is not for another crate to say.

use confluence_sdk::{OAuth, scopes};

scopes! { pub struct Reader = "read:page:confluence"; }

impl confluence_sdk::Allows<confluence_sdk::v2::op::DeletePage> for OAuth<Reader> {}

fn main() {}
