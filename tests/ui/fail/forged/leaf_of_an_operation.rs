//! The trait that carries the sentence is sealed.

use confluence_sdk::{scopes, v2::op};

scopes! { pub struct Reader = "read:page:confluence"; }

impl op::DeletePageIsAllowed for Reader {}

fn main() {}
