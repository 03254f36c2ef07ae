//! A walk lists the children of every kind of content.

use confluence_sdk::{Client, OAuth, PageId, Result, scopes};

scopes! { pub struct Mine = "read:page:confluence"; }

async fn walk(client: &Client<OAuth<Mine>>, page: PageId) -> Result<()> {
    let mut below = client.tree(page).walk();
    while let Some(content) = below.next().await {
        println!("{:?}", content?.title);
    }
    Ok(())
}

fn main() {}
