//! The trait that carries the sentence is sealed.

use confluence_sdk::scopes;

scopes! { pub struct Reader = "read:page:confluence"; }

impl confluence_sdk::v2::op::DeletePageNeeds<confluence_sdk::scope::DeletePage> for Reader {}

fn main() {}
