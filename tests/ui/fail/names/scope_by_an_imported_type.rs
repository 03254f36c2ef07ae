//! The same without its module: it could be a set of that name.

use confluence_sdk::{scope::ReadPage, scopes};

scopes! { pub struct Reader = ReadPage; }

fn main() {}
