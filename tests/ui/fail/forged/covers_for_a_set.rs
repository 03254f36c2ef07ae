//! A set cannot claim to cover another.

use confluence_sdk::{Covers, refusal, scopes};

scopes! { pub struct Reader = "read:page:confluence"; }
scopes! { pub struct Cleaner = "delete:page:confluence"; }

impl Covers<Cleaner> for Reader {
    type Proof = refusal::Nothing;
}

fn main() {}
