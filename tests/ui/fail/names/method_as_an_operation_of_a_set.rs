//! The vendor's name, where the operation is meant.

use confluence_sdk::scopes;

scopes! { pub struct Mine = granular for getPageById; }

fn main() {}
