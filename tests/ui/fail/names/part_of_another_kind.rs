//! Sets of different kinds that are declared apart.

use confluence_sdk::scopes;

scopes! { pub struct Addon = "READ"; }
scopes! { pub struct Mixed = Addon, "read:page:confluence"; }

fn main() {}
