//! A set by hand that declares an operation in a family which has no scopes for it.

use confluence_sdk::{Client, OAuth, OAuthKind, Operation, Opens, ScopeSet, v2::op};
use confluence_sdk::{__rt as rt, refusal};

#[derive(Clone, Copy, Debug)]
pub struct Mine;
impl rt::Set for Mine {
    type Parts = rt::Joined<
        rt::Plain<OAuthKind, rt::NoWords>,
        rt::For<refusal::ConnectFamily, op::DeletePage>,
    >;
}
impl ScopeSet for Mine {
    type Kind = OAuthKind;
    const OTHER: rt::Others = rt::Others { own: &[], parts: &[] };
}
impl<O, K, B> Opens<O, K, B> for Mine
where
    O: Operation + refusal::OpenTo<Mine, rt::Closed<O, K, B, Mine>>,
    K: rt::kind::Kind,
    B: rt::Gap,
{
    type Proof = <O as refusal::OpenTo<Mine, rt::Closed<O, K, B, Mine>>>::Proof;
}

pub fn run(client: &Client<OAuth<Mine>>) {
    let _ = client.pages().delete_page(confluence_sdk::PageId::new(1));
}

fn main() {}
