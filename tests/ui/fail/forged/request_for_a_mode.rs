//! Nor what `execute` takes.

use confluence_sdk::{OAuth, Request, scopes, v2::op};

scopes! { pub struct Reader = "read:page:confluence"; }

impl Request<OAuth<Reader>> for op::DeletePage {}

fn main() {}
