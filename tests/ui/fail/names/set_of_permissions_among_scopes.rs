//! A set of the other macro.

use confluence_sdk::{permissions, scopes};

permissions! { pub struct Viewer = View(Space); }
scopes! { pub struct Reader = Viewer, "read:page:confluence"; }

fn main() {}
