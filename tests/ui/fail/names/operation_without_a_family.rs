//! An operation, where nothing says which scopes of it are meant.

use confluence_sdk::{scopes, v2::op};

scopes! { pub struct Mine = op::GetPageById; }

fn main() {}
