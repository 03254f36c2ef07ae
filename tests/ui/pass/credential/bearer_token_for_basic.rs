//! Twin of the refused case of the same name.

use confluence_sdk::{Basic, Credential, Result};

pub fn run(token: String) -> Result<Credential<Basic>> {
    Credential::basic("me@example.com", token)
}
