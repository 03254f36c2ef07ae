//! A set cannot claim to cover another.

use confluence_sdk::scopes;

scopes! { pub struct Reader = "read:page:confluence"; }

scopes! { pub struct Cleaner = "delete:page:confluence"; }
impl confluence_sdk::Covers<Cleaner> for Reader {}

fn main() {}
