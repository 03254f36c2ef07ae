//! Nor can a gap claim to be none.

use confluence_sdk::scopes;

scopes! { pub struct Reader = "read:page:confluence"; }

scopes! { pub struct Cleaner = "delete:page:confluence"; }
impl confluence_sdk::__rt::NothingMissing<Reader, Cleaner> for confluence_sdk::scope::DeletePage {}

fn main() {}
