//! A proof that a trait object is said to carry.

use confluence_sdk::{Client, OAuth, OAuthKind, Opens, PageId, ScopeSet, __rt as rt, scopes, v2::op};
use std::marker::PhantomData;

scopes! { pub struct Reader = "read:page:confluence"; }

pub struct Mine<T>(PhantomData<fn(T)>);
impl<T: 'static> rt::Set for Mine<T> {
    type Parts = <Reader as rt::Set>::Parts;
}
impl<T: 'static> ScopeSet for Mine<T> {
    type Kind = OAuthKind;
    const OTHER: rt::Others = rt::Others { own: &[], parts: &[] };
}
impl<T: 'static> rt::OfKind<OAuthKind> for Mine<T> {}
impl<T: 'static + op::DeletePageIsAllowed> Opens<op::DeletePage> for Mine<T> {
    type Proof = T;
}

pub trait Carrier {
    type Proof: 'static + op::DeletePageIsAllowed;
}
pub fn with<C: Carrier + ?Sized>(client: &Client<OAuth<Reader>>, id: PageId) {
    let _ = client.narrow::<Mine<C::Proof>>().pages().delete_page(id);
}
pub fn run(client: &Client<OAuth<Reader>>, id: PageId) {
    with::<dyn Carrier<Proof = Reader>>(client, id);
}

fn main() {}
