//! A kind of set that every mode takes for its own.

use confluence_sdk::__rt::kind::Kind;

pub struct Any;
impl Kind for Any {}

fn main() {}
