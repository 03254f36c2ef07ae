//! A proof that is assumed for all lifetimes, which rustc does not find false before it is needed.

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

pub struct Proof<'a>(&'a ());
pub fn with(client: &Client<OAuth<Reader>>, id: PageId)
where
    for<'a> Proof<'a>: op::DeletePageIsAllowed,
{
    let _ = client.narrow::<Mine<Proof<'static>>>().pages().delete_page(id);
}
pub fn run(client: &Client<OAuth<Reader>>, id: PageId) {
    with(client, id);
}

fn main() {}
