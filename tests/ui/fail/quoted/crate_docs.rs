use confluence_sdk::{Client, OAuth, PageId, Result, scopes};

scopes! { pub struct Mine = "read:space:confluence"; }

async fn tidy(client: &Client<OAuth<Mine>>, id: PageId) -> Result<()> {
    client.pages().delete_page(id).await
}

fn main() {}
