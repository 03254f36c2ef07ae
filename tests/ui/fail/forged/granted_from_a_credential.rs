//! `Granted` and `Within` are made of clients, not of credentials: nothing would have compared the scopes.

use confluence_sdk::{Client, Credential, Gateway, Granted, Result, auth::Authorize, scope::ScopeList, scopes};

scopes! { pub struct Cleaner = "delete:page:confluence"; }

pub fn make(gateway: Gateway, mine: impl Authorize) -> Result<Client<Granted<Cleaner>>> {
    Client::new(gateway, Credential::with(mine, ScopeList::default()))
}

fn main() {}
