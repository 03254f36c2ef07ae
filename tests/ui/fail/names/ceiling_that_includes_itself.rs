//! The same for permissions.

use confluence_sdk::permissions;

permissions! { pub struct Viewer = Viewer, View(Space); }

fn main() {}
