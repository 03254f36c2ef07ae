//! Nor is the bound that methods have.

use confluence_sdk::{MayCall, OAuth, scopes, v2::op};

scopes! { pub struct Reader = "read:page:confluence"; }

impl MayCall<op::DeletePage> for OAuth<Reader> {}

fn main() {}
