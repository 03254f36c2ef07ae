//! Twin of the refused case of the same name.

use confluence_sdk::oauth::Grant;
use confluence_sdk::{Client, OAuth, Result, scopes};

scopes! { pub struct Reader = "read:page:confluence"; }

pub async fn run(grant: &Grant<Reader>) -> Result<Vec<Client<OAuth<Reader>>>> {
    let sites = grant.sites().await?;
    sites.into_iter().map(|site| grant.client(site)).collect()
}
