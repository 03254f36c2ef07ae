//! `NONE` opens what any Connect app may call, and nothing else.

use confluence_sdk::{Client, Connect, PageId, Result, scopes};

scopes! { pub struct Bare = "NONE"; }

async fn read(client: &Client<Connect<Bare>>, id: PageId) -> Result<()> {
    client.pages().get_page_by_id(id).await?;
    Ok(())
}

fn main() {}
