//! The object of an operation that claims to be open.

use confluence_sdk::{Client, OAuth, OAuthKind, Opens, PageId, ScopeSet, scope, scopes, v2::op};
use confluence_sdk::{__rt as rt, refusal::OpenTo};
use std::marker::PhantomData;

scopes! { pub struct Reader = "read:page:confluence"; }

pub struct Mine<T: ?Sized>(PhantomData<fn(T)>);
impl<T: ?Sized + 'static> rt::Set for Mine<T> {
    type Parts = <Reader as rt::Set>::Parts;
}
impl<T: ?Sized + 'static> ScopeSet for Mine<T> {
    type Kind = OAuthKind;
    const OTHER: rt::Others = rt::Others { own: &[], parts: &[] };
}
impl<T: ?Sized + 'static + OpenTo<(), scope::DeletePage>> Opens<op::DeletePage> for Mine<T> {
    type Proof = <T as OpenTo<(), scope::DeletePage>>::Proof;
}

type Open = dyn OpenTo<(), scope::DeletePage, Proof = Reader>;
pub fn run(client: &Client<OAuth<Mine<Open>>>, id: PageId) {
    let _ = client.pages().delete_page(id);
}

fn main() {}
