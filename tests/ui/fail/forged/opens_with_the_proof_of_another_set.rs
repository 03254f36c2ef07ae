//! Nor with the proof of another set.

use confluence_sdk::{OAuthKind, Opens, ScopeSet, __rt as rt, scopes, v2::op};

scopes! { pub struct Reader = "read:page:confluence"; }
scopes! { pub struct Cleaner = "delete:page:confluence"; }

#[derive(Clone, Copy, Debug)]
pub struct Mine;
impl rt::Set for Mine {
    type Parts = <Reader as rt::Set>::Parts;
}
impl ScopeSet for Mine {
    type Kind = OAuthKind;
    const OTHER: rt::Others = rt::Others { own: &[], parts: &[] };
}
impl Opens<op::DeletePage> for Mine {
    type Proof = <Cleaner as Opens<op::DeletePage>>::Proof;
}

fn main() {}
