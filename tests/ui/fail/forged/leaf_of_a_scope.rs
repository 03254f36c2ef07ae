//! So is the trait that says that one set has a scope of another.

use confluence_sdk::{refusal, scope, scopes};

scopes! { pub struct Reader = "read:page:confluence"; }
scopes! { pub struct Cleaner = "delete:page:confluence"; }

impl scope::DeletePageIsCovered<Reader, Cleaner> for scope::DeletePage {
    type Proof = refusal::Nothing;
}

fn main() {}
