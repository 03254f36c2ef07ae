//! The same for permissions.

use confluence_sdk::permissions;

permissions! { struct Private = View(Space); }
permissions! { pub struct Viewer = Private; }

fn main() {}
