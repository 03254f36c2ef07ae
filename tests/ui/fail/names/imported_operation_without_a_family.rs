//! The same without its module: it could be a set.

use confluence_sdk::{scopes, v2::op::GetPageById};

scopes! { pub struct Mine = GetPageById; }

fn main() {}
