//! Twin of the refused case of the same name.

use confluence_sdk::{Credential, Result, scopes};

scopes! { pub struct Addon = "READ"; }

pub fn run(token: String) -> Result<Credential<confluence_sdk::Connect<Addon>>> {
    Credential::<confluence_sdk::Connect<Addon>>::declared(token)
}
