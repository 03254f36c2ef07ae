//! A grant calls nothing before a site of it is named.

use confluence_sdk::oauth::Grant;
use confluence_sdk::{Client, OAuth, Result, scopes};

scopes! { pub struct Reader = "read:page:confluence"; }

pub async fn run(grant: &Grant<Reader>) -> Result<Client<OAuth<Reader>>> {
    grant.client()
}

fn main() {}
