//! The trait that says so is sealed by its proof.

use confluence_sdk::{refusal, scope, scopes};

scopes! { pub struct Reader = "read:page:confluence"; }

impl refusal::IsRenewable<Reader> for scope::OfflineAccess {
    type Proof = refusal::Nothing;
}

fn main() {}
