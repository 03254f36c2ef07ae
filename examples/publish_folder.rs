//! Publishes a folder of Markdown as a tree of pages: `cargo run --example publish_folder`.

use confluence_sdk::workflows::Outcome::{self, Created, Unchanged, Updated};
use confluence_sdk::{Client, OAuth, PageId, content::NoSite, scopes, v2::PageBody};
use std::path::Path;

#[path = "shared/site.rs"]
mod site;

scopes! { struct Writer = "read:page:confluence", "write:page:confluence"; }

/// `Menu.md` is a page, `Menu/Fish.md` a page below it.
async fn publish(client: &Client<OAuth<Writer>>, top: PageId, dir: &Path) -> site::Result<Vec<Outcome>> {
    let space = client.pages().get_page_by_id(top).await?.space_id.ok_or("no space")?;
    let (mut outcomes, mut folders) = (Vec::new(), vec![(dir.to_owned(), top)]);
    while let Some((folder, parent)) = folders.pop() {
        for (title, path) in site::markdown_in(&folder)? {
            let body = PageBody::markdown(&std::fs::read_to_string(&path)?, &NoSite);
            let page = client.pages().publish_page(space, title, body.value);
            let page = page.parent_id(parent).await?;
            println!("{}: {}, not as it is: {:?}", path.display(), page.outcome, body.notes);
            outcomes.push(page.outcome);
            folders.push((path.with_extension(""), page.value.id));
        }
    }
    Ok(outcomes)
}

#[tokio::main]
async fn main() -> site::Result<()> {
    let site = site::Site::start().await?;
    let (client, folder) = (site.client()?, site.folder_with_markdown()?);
    let top = site.page("Plans").await?;
    assert_eq!(publish(&client, top, folder).await?, [Created; 2]);
    assert_eq!(publish(&client, top, folder).await?, [Unchanged; 2]);
    std::fs::write(folder.join("Menu/Fish & chips.md"), "Sold out.\n")?;
    assert_eq!(publish(&client, top, folder).await?, [Unchanged, Updated]);
    Ok(())
}
