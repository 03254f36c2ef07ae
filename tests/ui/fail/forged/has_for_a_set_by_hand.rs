//! A scope that a set by hand does not have.

use confluence_sdk::{Has, OAuthKind, ScopeSet, __rt as rt, refusal, scope, scopes};

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

impl Has<scope::OfflineAccess> for Mine {
    type Proof = refusal::Nothing;
}

fn main() {}
