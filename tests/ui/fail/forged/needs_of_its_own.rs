//! What an operation of its own needs: nothing.

#[derive(Clone, Debug)]
pub struct Mine;
impl confluence_sdk::__rt::Needs for Mine {
    type Scopes = ();
    type Connect = ();
    type Callers = confluence_sdk::__rt::Everyone;
    type Permission = ();
}

fn main() {}
