//! Twin of the refused case of the same name: what any Connect app may call.

use confluence_sdk::{Client, Connect, PageId, Result, scopes};

scopes! { pub struct Bare = "NONE"; }

async fn types(client: &Client<Connect<Bare>>) -> Result<()> {
    client
        .content()
        .convert_content_ids_to_content_types([PageId::new(1)])
        .await?;
    Ok(())
}
