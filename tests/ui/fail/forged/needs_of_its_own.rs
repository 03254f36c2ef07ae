//! What an operation of its own needs: nothing.

use confluence_sdk::__rt as rt;

#[derive(Clone, Debug)]
pub struct Mine;
impl confluence_sdk::grants::Needs for Mine {
    type Id = rt::Arrived;
    type Scopes = ();
    type Connect = ();
    type Callers = rt::Everyone;
    type Permission = ();
}

fn main() {}
