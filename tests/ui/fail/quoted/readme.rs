use confluence_sdk::{Client, OAuth, PageId, Result, scopes};

scopes! { pub struct Reader = "read:page:confluence", "read:space:confluence"; }

async fn tidy(client: &Client<OAuth<Reader>>, id: PageId) -> Result<()> {
    client.pages().delete_page(id).await
}

fn main() {}
