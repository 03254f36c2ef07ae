//! Twin of the refused case of the same name.

use confluence_sdk::forge::{Invocation, NoClient};
use confluence_sdk::{Client, ForgeApp, Http, scopes};

scopes! { pub struct Ours = "read:page:confluence"; }

pub fn run(invocation: &Invocation, http: &Http) -> Result<Client<ForgeApp<Ours>>, NoClient> {
    invocation.app_client::<Ours>(http)
}
