//! A family of scopes that there is not.

use confluence_sdk::{scopes, v2::op};

scopes! { pub struct Mine = granlar for op::GetPageById; }

fn main() {}
