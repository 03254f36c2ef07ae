//! A family of scopes that an operation knows none of.

use confluence_sdk::{scopes, v1, v2::op};

scopes! { pub struct Mine = classic for op::GetPageById + v1::op::CopyPage; }

fn main() {}
