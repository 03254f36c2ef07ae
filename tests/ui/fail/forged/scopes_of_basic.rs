//! Basic auth has no scopes that could be narrowed.

use confluence_sdk::{Basic, auth::Scoped, scopes};

scopes! { pub struct Cleaner = "delete:page:confluence"; }

impl Scoped for Basic {
    type Scopes = Cleaner;
}

fn main() {}
