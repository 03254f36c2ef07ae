//! Generic code names both operations of an edit.

use confluence_sdk::{Allows, Client, PageId, Result, v2::op};

async fn edit<A: Allows<op::GetPageById> + Allows<op::UpdatePage>>(client: &Client<A>, page: PageId) -> Result<()> {
    client.pages().edit_page(page, |draft| draft.title.push('!')).await?;
    Ok(())
}

fn main() {}
