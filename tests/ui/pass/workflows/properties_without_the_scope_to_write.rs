//! To set a property is to list, to create and to update it.

use confluence_sdk::{Client, OAuth, PageId, Result, scopes};

scopes! { pub struct Mine = "read:page:confluence", "write:page:confluence"; }

async fn set(client: &Client<OAuth<Mine>>, page: PageId) -> Result<()> {
    client.properties(page).set("reviewed", &true).await?;
    Ok(())
}

fn main() {}
