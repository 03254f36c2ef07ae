//! The proof cannot be made elsewhere.

use confluence_sdk::{refusal, scope, scopes, v2::op};

scopes! { pub struct Reader = "read:page:confluence"; }

pub struct Mine;
impl refusal::OpenTo<Reader, scope::DeletePage> for op::DeletePage {
    type Proof = Mine;
}
impl confluence_sdk::grants::seal::Met<scope::DeletePage> for Mine {}

fn main() {}
