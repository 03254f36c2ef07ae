//! Twin of the refused case of the same name.

use confluence_sdk::{Client, Credential, OAuth, Result, scopes};

scopes! { pub struct Reader = "read:page:confluence"; }

pub fn run(gateway: confluence_sdk::Gateway, credential: Credential<OAuth<Reader>>) -> Result<Client<OAuth<Reader>>> {
    Client::new(gateway, credential)
}
