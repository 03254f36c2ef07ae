//! A scoped credential does not go to the site itself.

use confluence_sdk::{Client, Credential, OAuth, Result, scopes};

scopes! { pub struct Reader = "read:page:confluence"; }

pub fn run(site: confluence_sdk::Site, credential: Credential<OAuth<Reader>>) -> Result<Client<OAuth<Reader>>> {
    Client::new(site, credential) // scoped credentials go through the gateway
}

fn main() {}
