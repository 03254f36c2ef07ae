use confluence_sdk::{Client, OAuth, PageId, Result, scopes, v2::PageSingle};

scopes! {
    /// What our app asks people to consent to.
    pub struct Reader = "read:page:confluence", "read:space:confluence";
}

async fn show(client: &Client<OAuth<Reader>>, id: PageId) -> Result<PageSingle> {
    client.pages().get_page_by_id(id).include_labels(true).await
}

async fn tidy(client: &Client<OAuth<Reader>>, id: PageId) -> Result<()> {
    client.pages().delete_page(id).await
}

fn main() {}
