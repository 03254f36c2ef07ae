//! And the other way round.

use confluence_sdk::{permissions, scopes};

scopes! { pub struct Reader = "read:page:confluence"; }
permissions! { pub struct Viewer = Reader, View(Space); }

fn main() {}
