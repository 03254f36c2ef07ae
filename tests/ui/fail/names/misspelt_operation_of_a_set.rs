//! A misspelt operation.

use confluence_sdk::{scopes, v2::op};

scopes! { pub struct Mine = granular for op::GetPageByIdd; }

fn main() {}
