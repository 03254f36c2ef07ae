//! An edit reads the page and writes it.

use confluence_sdk::{Client, OAuth, PageId, Result, scopes};

scopes! { pub struct Mine = "read:page:confluence", "write:page:confluence"; }

async fn edit(client: &Client<OAuth<Mine>>, page: PageId) -> Result<()> {
    client.pages().edit_page(page, |draft| draft.title.push('!')).await?;
    Ok(())
}

fn main() {}
