//! Several sites are no site.

use confluence_sdk::oauth::Grant;
use confluence_sdk::{Client, OAuth, Result, scopes};

scopes! { pub struct Reader = "read:page:confluence"; }

pub async fn run(grant: &Grant<Reader>) -> Result<Client<OAuth<Reader>>> {
    let sites = grant.sites().await?;
    grant.client(sites)
}

fn main() {}
