//! A client is not built by hand.

use confluence_sdk::{Client, OAuth, scopes};

scopes! { pub struct Reader = "read:page:confluence"; }

pub fn make() -> Client<OAuth<Reader>> {
    Client { core: todo!(), auth: std::marker::PhantomData }
}

fn main() {}
