//! A set that is of one kind to `narrow`, and of another to the mode that comes of it.

use confluence_sdk::{ConnectKind, OAuthKind, OAuthScopes, ScopeSet, __rt as rt, scopes};

scopes! { pub struct Reader = "read:page:confluence"; }

#[derive(Clone, Copy, Debug)]
pub struct Mine;
impl rt::Set for Mine {
    type Parts = <Reader as rt::Set>::Parts;
}
impl ScopeSet for Mine {
    type Kind = ConnectKind;
    const OTHER: rt::Others = rt::Others { own: &[], parts: &[] };
}
impl rt::OfKind<OAuthKind> for Mine {}
pub fn is_taken<S: OAuthScopes>() {}
pub fn run() {
    is_taken::<Mine>();
}

fn main() {}
