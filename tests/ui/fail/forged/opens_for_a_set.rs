//! A set has said what it opens.

use confluence_sdk::{Opens, refusal, scopes, v2::op};

scopes! { pub struct Reader = "read:page:confluence"; }

impl Opens<op::DeletePage> for Reader {
    type Proof = refusal::Nothing;
}

fn main() {}
