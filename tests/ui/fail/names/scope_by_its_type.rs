//! A scope by its type, where its spelling is meant.

use confluence_sdk::{scope, scopes};

scopes! { pub struct Reader = scope::ReadPage; }

fn main() {}
