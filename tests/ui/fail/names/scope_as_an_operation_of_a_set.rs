//! A type that is no operation.

use confluence_sdk::{scope, scopes};

scopes! { pub struct Mine = granular for scope::ReadPage; }

fn main() {}
