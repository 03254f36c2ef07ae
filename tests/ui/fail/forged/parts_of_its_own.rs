//! What a set is made of is one of a few things, and no other.

pub struct Much;
impl confluence_sdk::grants::Parts for Much {}

fn main() {}
