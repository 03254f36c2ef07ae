//! A scope is not found where it is not.

use confluence_sdk::{refusal, scope, scopes};

scopes! { pub struct Reader = "read:page:confluence"; }

impl refusal::FoundIn<Reader, scope::OfflineAccess> for scope::OfflineAccess {
    type Proof = refusal::Nothing;
}

fn main() {}
