//! All files of a piece of content to a folder, each once.

use super::{Container, HasFiles};
use crate::error::Error;
use crate::v2::AttachmentBulk;
use crate::workflows::folder::{Folder, Names};
use crate::{ContentId, Result, workflows};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::PathBuf;

const AT_ONCE: usize = 4;

/// What was done to a folder of attachments.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct SavedFiles {
    /// The files that were written, in the order of the attachments.
    pub written: Vec<PathBuf>,
    /// How many were there already.
    pub unchanged: usize,
    /// The files that were removed, because their attachments are gone.
    pub removed: Vec<PathBuf>,
}

pub(super) async fn save_all<I: HasFiles>(container: &Container<I>, folder: PathBuf) -> Result<SavedFiles> {
    let (id, site): (ContentId, _) = (container.of.into(), container.site.address());
    let folder = Folder::open(folder, format!("the attachments of `{id}` at {site}")).await?;
    let (mut saved, _, failed) = save_into(container, &folder, "").await?;
    if let Some(error) = failed {
        return Err(error);
    }
    saved.removed = folder.remove_the_rest().await?;
    Ok(saved)
}

/// Saves all attachments below `prefix`, which is empty or ends with `/`. Also tells the path of each in the folder, by
/// its name on the site, and the first error: one that cannot be saved does not stop the others.
pub(crate) async fn save_into<I: HasFiles>(
    container: &Container<I>,
    folder: &Folder,
    prefix: &str,
) -> Result<(SavedFiles, BTreeMap<String, String>, Option<Error>)> {
    let files = container.of.list(&container.site, None).collect().await?;
    let titles = files
        .iter()
        .map(|file| (file.title.as_deref().unwrap_or_default(), file.id.as_str()));
    let names = Names::of_files(titles);
    let paths: BTreeMap<String, String> = files
        .iter()
        .zip(&names)
        .filter_map(|(file, name)| Some((file.title.clone()?, format!("{prefix}{name}"))))
        .collect();
    let save = |(file, name): (AttachmentBulk, String)| save(container, folder, file, format!("{prefix}{name}"));
    let each = files.into_iter().zip(names);
    let (mut saved, mut failed) = (SavedFiles::default(), None);
    let mut each = workflows::concurrently(AT_ONCE, each, save);
    while let Some(path) = each.next().await {
        match path {
            Ok(Some(path)) => saved.written.push(path),
            Ok(None) => saved.unchanged += 1,
            Err(error) => failed = failed.or(Some(error)),
        }
    }
    Ok((saved, paths, failed))
}

/// `None` if it is there already.
async fn save<I: HasFiles>(
    container: &Container<I>,
    folder: &Folder,
    file: AttachmentBulk,
    name: String,
) -> Result<Option<PathBuf>> {
    let version = file.version.as_ref().and_then(|version| version.number);
    let version = version.ok_or_else(|| Error::unexpected(format!("the attachment `{}` has no version", file.id)))?;
    if folder.has(file.id.as_str(), version, &name).await?.is_some() {
        return Ok(None);
    }
    let path = folder.place(&name).await?;
    let whole = container.fetch(&file).await?.stream().await?.save_beside(&path).await?;
    folder
        .put(whole, file.id.as_str(), version, &name, Value::Null)
        .await
        .map(Some)
}
