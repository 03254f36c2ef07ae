//! The whole attack: a set by hand is a subtype of another; a client is narrowed for it and taken for the other.
#![allow(coherence_leak_check)]

use confluence_sdk::{Client, Granted, OAuth, OAuthKind, Operation, Opens, PageId, Result, ScopeSet, scopes};
use confluence_sdk::{__rt as rt, refusal::OpenTo};
use std::marker::PhantomData;

scopes! {
    pub struct Reader = "read:page:confluence";
    pub struct Cleaner = "delete:page:confluence";
}

pub struct Set<T>(PhantomData<T>);
pub type Weak = Set<for<'a> fn(&'a ())>;
pub type Strong = Set<fn(&'static ())>;

macro_rules! set_by_hand {
    ($set:ty = $of:ty) => {
        impl rt::Set for $set {
            type Parts = <$of as rt::Set>::Parts;
        }
        impl ScopeSet for $set {
            type Kind = OAuthKind;
            const OTHER: rt::Others = rt::Others { own: &[], parts: &[] };
        }
        impl rt::OfKind<OAuthKind> for $set {}
        impl<O, K, B> Opens<O, K, B> for $set
        where
            O: Operation + OpenTo<$set, rt::Closed<O, K, B, $set>>,
            K: rt::kind::Kind,
            B: rt::Gap,
        {
            type Proof = <O as OpenTo<$set, rt::Closed<O, K, B, $set>>>::Proof;
        }
    };
}
set_by_hand!(Weak = Reader);
set_by_hand!(Strong = Cleaner);

pub async fn delete(client: &Client<OAuth<Reader>>, id: PageId) -> Result<()> {
    let strong: Client<Granted<Strong>> = client.narrow::<Weak>();
    strong.narrow::<Cleaner>().pages().delete_page(id).await
}

fn main() {}
