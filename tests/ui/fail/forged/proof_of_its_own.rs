//! The proof cannot be made elsewhere either.

use confluence_sdk::scopes;

scopes! { pub struct Reader = "read:page:confluence"; }

pub struct Mine;
impl confluence_sdk::__rt::Gate<confluence_sdk::scope::DeletePage, Reader> for confluence_sdk::v2::op::DeletePage {
    type Proof = Mine;
}
impl confluence_sdk::__rt::seal::Met<confluence_sdk::scope::DeletePage> for Mine {}

fn main() {}
