//! The same where the set has nothing of its own.

use confluence_sdk::scopes;

scopes! { pub struct Addon = "READ"; }
scopes! { pub struct Reader = "read:page:confluence"; }
scopes! { pub struct Mixed = Reader, Addon; }

fn main() {}
