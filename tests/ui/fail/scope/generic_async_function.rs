//! The same with `async`.

use confluence_sdk::{Allows, Client, OAuth, PageId, Result, scopes, v2::op};

scopes! { pub struct Reader = "read:page:confluence"; }

async fn remove<A: Allows<op::DeletePage>>(client: Client<A>, id: PageId) -> Result<()> {
    client.pages().delete_page(id).await
}

pub async fn run(client: Client<OAuth<Reader>>, id: PageId) -> Result<()> {
    remove(client, id).await
}

fn main() {}
