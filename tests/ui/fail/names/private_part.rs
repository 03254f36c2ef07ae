//! A public set of a private one that is declared apart. Declared together, it works.

use confluence_sdk::scopes;

scopes! { struct Private = "read:page:confluence"; }
scopes! { pub struct Reader = Private, "offline_access"; }

fn main() {}
