//! A set by hand has no more than what it is made of: it opens nothing without a proof.

use confluence_sdk::{OAuthKind, Opens, ScopeSet, __rt as rt, refusal, scopes, v2::op};

scopes! { pub struct Reader = "read:page:confluence"; }

#[derive(Clone, Copy, Debug)]
pub struct Mine;
impl rt::Set for Mine {
    type Parts = <Reader as rt::Set>::Parts;
}
impl ScopeSet for Mine {
    type Kind = OAuthKind;
    const OTHER: rt::Others = rt::Others { own: &[], parts: &[] };
}
impl rt::OfKind<OAuthKind> for Mine {}

impl Opens<op::DeletePage> for Mine {
    type Proof = refusal::Nothing;
}

fn main() {}
