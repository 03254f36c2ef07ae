//! Exports a space to Markdown files with their attachments: `cargo run --example export_space`.
//!
//! Run again, it writes only what is new; stopped in the middle, it goes on where it was.

use confluence_sdk::workflows::{Exported, ExportsSpaces};
use confluence_sdk::{Client, SpaceId, scopes};
use std::path::Path;

#[path = "shared/site.rs"]
mod site;

scopes! { struct Reader = "read:page:confluence", "read:folder:confluence", "read:attachment:confluence"; }

async fn export<A: ExportsSpaces>(client: &Client<A>, space: SpaceId, folder: &Path) -> site::Result<Exported> {
    let exported = client.spaces().export(space, folder).await?;
    for path in &exported.written {
        println!("wrote {}", path.strip_prefix(folder)?.display());
    }
    for (path, note) in &exported.notes {
        println!("{}: {note}", path.display());
    }
    Ok(exported)
}

#[tokio::main]
async fn main() -> site::Result<()> {
    let site = site::Site::start().await?;
    let (client, space) = (site.client::<Reader>()?, site.space().await?);
    let first = export(&client, space, site.folder()).await?.written;
    let again = export(&client, space, site.folder()).await?.written;
    println!("{} files, and {} of them were written again", first.len(), again.len());

    let plans = first.iter().find(|path| path.ends_with("Plans.md")).ok_or("no plans")?;
    let plans = std::fs::read_to_string(plans)?;
    assert!(plans.contains("[Old ideas](Plans/Old%20ideas.md)"), "{plans}");
    assert_eq!((first.len(), again.len()), (6, 0));
    Ok(())
}
