//! The object of a trait has that trait, and is no proof of it.

use confluence_sdk::{refusal, scope, scopes, v2::op};

scopes! { pub struct Reader = "read:page:confluence"; }

impl refusal::OpenTo<Reader, scope::DeletePage> for op::DeletePage {
    type Proof = dyn op::DeletePageIsAllowed;
}

fn main() {}
