//! A name that the macro has for itself.

use confluence_sdk::scopes;

scopes! { pub struct __sdk = "read:page:confluence"; }

fn main() {}
