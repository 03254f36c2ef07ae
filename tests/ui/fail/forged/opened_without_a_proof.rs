//! Opening an operation by an impl needs a proof, which only a gap that is nothing has.

use confluence_sdk::{refusal, scope, scopes, v2::op};

scopes! { pub struct Reader = "read:page:confluence"; }

impl refusal::OpenTo<Reader, scope::DeletePage> for op::DeletePage {
    type Proof = refusal::Nothing;
}

fn main() {}
