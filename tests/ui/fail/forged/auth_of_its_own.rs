//! An auth mode of its own.

use confluence_sdk::scopes;

scopes! { pub struct Reader = "read:page:confluence"; }

#[derive(Clone, Copy, Debug)]
pub struct Mine;
impl confluence_sdk::Auth for Mine {
    type Grants = Reader;
    type GapFor<O> = confluence_sdk::__rt::Nothing;
    type Ceiling = Reader;
    type Excess<O> = confluence_sdk::__rt::Nothing;
}

fn main() {}
