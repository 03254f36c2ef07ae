//! Opening the gate by an impl needs a proof, which only a met requirement has.

use confluence_sdk::scopes;

scopes! { pub struct Reader = "read:page:confluence"; }

impl confluence_sdk::__rt::Gate<confluence_sdk::scope::DeletePage, Reader> for confluence_sdk::v2::op::DeletePage {
    type Proof = Reader;
}

fn main() {}
