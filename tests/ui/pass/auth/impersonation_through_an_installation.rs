//! Twin of the refused case of the same name.

use confluence_sdk::connect::Installation;
use confluence_sdk::{AccountId, Client, ConnectUser, Http, Result, scopes};

scopes! { pub struct Addon = "READ", "ACT_AS_USER"; }

pub fn run(installation: &Installation, http: &Http, user: &AccountId) -> Result<Client<ConnectUser<Addon>>> {
    installation.user_client::<Addon>(http, user)
}
