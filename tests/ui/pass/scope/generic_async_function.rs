//! Twin of the refused case of the same name.

use confluence_sdk::{Allows, Client, OAuth, PageId, Result, scopes, v2::op};

scopes! { pub struct Reader = "read:page:confluence"; }

async fn show<A: Allows<op::GetPageById>>(client: Client<A>, id: PageId) -> Result<Option<String>> {
    Ok(client.pages().get_page_by_id(id).await?.title)
}

pub async fn run(client: Client<OAuth<Reader>>, id: PageId) -> Result<Option<String>> {
    show(client, id).await
}
