//! A ceiling by hand is no higher than what it is made of.

use confluence_sdk::{PermissionSet, Permits, __rt as rt, permissions, refusal, v2::op};

permissions! { pub struct Viewer = View(Space); }

#[derive(Clone, Copy, Debug)]
pub struct Mine;
impl rt::Set for Mine {
    type Parts = <Viewer as rt::Set>::Parts;
}
impl PermissionSet for Mine {}
impl Permits<op::DeletePage> for Mine {
    type Proof = refusal::Nothing;
}

fn main() {}
