//! Mirrors the attachments of a space to a folder: `cargo run --example mirror_attachments`.
//!
//! Run again, it reads only what is new, and removes what is gone.

use confluence_sdk::{Client, OAuth, SpaceId, scopes};
use std::path::Path;

#[path = "shared/site.rs"]
mod site;

scopes! { struct Reader = "read:page:confluence", "read:attachment:confluence"; }

async fn mirror(client: &Client<OAuth<Reader>>, space: SpaceId, folder: &Path) -> site::Result<usize> {
    let pages = client.pages().get_pages_in_space(space).items();
    let saved = pages.concurrently(4, |page| {
        client.files(page.id).save_all(folder.join(page.id.to_string()))
    });
    let mut written = 0;
    for saved in saved.try_collect().await? {
        for path in saved.written {
            println!("wrote {}", path.strip_prefix(folder)?.display());
            written += 1;
        }
    }
    Ok(written)
}

#[tokio::main]
async fn main() -> site::Result<()> {
    let site = site::Site::start().await?;
    let (client, space) = (site.client::<Reader>()?, site.space().await?);
    assert_eq!(mirror(&client, space, site.folder()).await?, 2);
    assert_eq!(mirror(&client, space, site.folder()).await?, 0, "nothing is read again");
    Ok(())
}
