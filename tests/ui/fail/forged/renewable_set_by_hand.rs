//! A set without `offline_access` cannot claim to be renewable.

use confluence_sdk::oauth::Renewable;
use confluence_sdk::{OAuthKind, ScopeSet, __rt as rt, scopes};

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

impl Renewable for Mine {}

fn main() {}
