//! An operation that needs nothing.

use confluence_sdk::{Client, OAuth, PageId, scopes};

scopes! { pub struct Reader = "read:page:confluence"; }

#[derive(Clone, Debug)]
pub struct Mine;
impl confluence_sdk::__rt::Needs for Mine {
    type Scopes = ();
    type Connect = ();
    type Callers = confluence_sdk::__rt::Everyone;
    type Permission = ();
}

fn main() {}
