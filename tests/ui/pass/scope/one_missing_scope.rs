//! Twin of the refused case of the same name.

use confluence_sdk::{Client, Granted, OAuth, PageId, Result, scopes};

scopes! { pub struct Cleaner = "read:page:confluence", "delete:page:confluence"; }

pub async fn run(client: &Client<OAuth<Cleaner>>, id: PageId) -> Result<()> {
    client.pages().delete_page(id).await
}

pub fn narrowed(client: &Client<OAuth<Cleaner>>) -> Client<Granted<Cleaner>> {
    client.narrow::<Cleaner>()
}
