//! Attachments by their names: from a path, to a path, all of them to a folder.

mod kinds;
mod put;
mod save_all;

pub use kinds::HasFiles;
pub use save_all::SavedFiles;
#[cfg(all(
    feature = "attachments",
    feature = "folders",
    feature = "markdown",
    feature = "pages",
    feature = "spaces",
    feature = "v1-content"
))]
pub(super) use save_all::save_into;

use super::folder::spellings;
use super::{Handle, Working, Written};
use crate::error::Error;
use crate::v2::AttachmentBulk;
use crate::{AttachmentId, Client, FilePart, Items, MayCall, Redirect, Result, v1};
use std::fmt;
use std::path::Path;

/// The attachments of one piece of content: what [`Client::files`] gives.
pub struct Files<'c, A, I> {
    client: &'c Client<A>,
    of: I,
}

impl<A> Client<A> {
    /// The attachments of a page, a blog post or a piece of custom content, by the names of the files.
    ///
    /// ```no_run
    /// # use confluence_sdk::*;
    /// # async fn example(client: &Client<Basic>, page: PageId) -> Result<()> {
    /// let files = client.files(page);
    /// let report = files.put(FilePart::from_path("out/report.pdf")).await?;
    /// println!("{}: version {:?}", report.outcome, report.value.version);
    /// files.save("photo.jpg", "pictures/photo.jpg").await?;
    /// files.save_all("pictures").await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// The operations behind it are in the groups [`attachments`](Client::attachments) and
    /// [`v1().attachments()`](crate::v1::V1Attachments).
    #[doc(alias("attachments", "upload", "download"))]
    pub fn files<I: HasFiles>(&self, of: I) -> Files<'_, A, I> {
        Files { client: self, of }
    }
}

impl<A, I: HasFiles> Files<'_, A, I> {
    fn container(&self) -> Container<I> {
        Container {
            site: Handle::of(self.client),
            of: self.of,
        }
    }

    /// Every attachment that is not in the trash.
    ///
    /// Calls the operation that lists attachments.
    pub fn list(&self) -> Items<AttachmentBulk>
    where
        A: MayCall<I::List>,
    {
        self.of.list(&Handle::of(self.client), None)
    }

    /// The attachment with this name, or `None` if there is none. Case matters. Whether a letter and its accent are one
    /// character does not: files of macOS have them apart.
    ///
    /// Calls the operation that lists attachments.
    pub fn get(&self, name: &str) -> Working<'static, Option<AttachmentBulk>>
    where
        A: MayCall<I::List>,
    {
        let (container, name) = (self.container(), name.to_owned());
        Box::pin(async move { container.find(&name).await })
    }

    /// Attaches a file: creates the attachment, gives the one with the same name a new version, or leaves it alone if
    /// it has this content already.
    ///
    /// The content is compared where the sizes are the same: the attachment is read for that. A file that is a stream
    /// cannot be compared, and makes a new version each time. If the answer to an upload is lost, the site is asked
    /// whether the file has arrived.
    ///
    /// Calls the operation that lists attachments,
    /// [`create_or_update_attachments`](v1::V1Attachments::create_or_update_attachments) and, to compare,
    /// [`download_attachment`](v1::V1Attachments::download_attachment).
    ///
    /// # Errors
    ///
    /// Those of the calls, and [`Error::is_file`] if the file cannot be read: the text names the path.
    pub fn put(&self, file: FilePart) -> Working<'static, Written<AttachmentBulk>>
    where
        A: MayCall<I::List> + MayCall<v1::op::CreateOrUpdateAttachments> + MayCall<v1::op::DownloadAttachment>,
    {
        let container = self.container();
        Box::pin(async move { put::put(&container, file).await })
    }

    /// Saves the attachment with this name under a path, and returns its length. It is as
    /// [`Redirect::save_to`] says: under the path there is the whole file or what was there before.
    ///
    /// Calls the operation that lists attachments, and
    /// [`download_attachment`](v1::V1Attachments::download_attachment).
    ///
    /// # Errors
    ///
    /// Those of the calls; [`Error::is_invalid_input`] if there is no such attachment; [`Error::is_file`] if the file
    /// cannot be written.
    pub fn save(&self, name: &str, path: impl AsRef<Path>) -> Working<'static, u64>
    where
        A: MayCall<I::List> + MayCall<v1::op::DownloadAttachment>,
    {
        let (container, name, path) = (self.container(), name.to_owned(), path.as_ref().to_owned());
        Box::pin(async move {
            let found = container.find(&name).await?;
            let found =
                found.ok_or_else(|| Error::input("name", format!("is `{name}`, and there is no such attachment")))?;
            container.fetch(&found).await?.save_to(path).await
        })
    }

    /// Makes a folder have all attachments, each by its name. What is there already in this version is not read again,
    /// so it can be stopped and begun again at any time. Files of attachments that are gone are removed, if nobody has
    /// changed their size. Keep no changes of your own in files that were saved: one whose size has changed is saved
    /// again.
    ///
    /// What is in the folder is noted in a file of it, `.confluence-sdk.jsonl`; other files in it are left alone, and
    /// symbolic links are not followed. Names that cannot be the name of a file on every system are changed: `a/b`
    /// becomes `a-b`.
    ///
    /// Calls the operation that lists attachments, and
    /// [`download_attachment`](v1::V1Attachments::download_attachment).
    ///
    /// # Errors
    ///
    /// Those of the calls, and [`Error::is_file`] if a file cannot be written. An attachment that cannot be saved does
    /// not stop the others: its error comes when they are done, and then nothing is removed. A folder that mirrors
    /// something else already is refused, and a file that was not written by this is left alone: both are errors that
    /// name it.
    pub fn save_all(&self, folder: impl AsRef<Path>) -> Working<'static, SavedFiles>
    where
        A: MayCall<I::List> + MayCall<v1::op::DownloadAttachment>,
    {
        let (container, folder) = (self.container(), folder.as_ref().to_owned());
        Box::pin(async move { save_all::save_all(&container, folder).await })
    }
}

/// A piece of content and its site.
#[derive(Clone)]
pub(crate) struct Container<I> {
    pub(crate) site: Handle,
    pub(crate) of: I,
}

impl<I: HasFiles> Container<I> {
    async fn find(&self, name: &str) -> Result<Option<AttachmentBulk>> {
        for name in spellings(name) {
            let found = self.of.list(&self.site, Some(&name)).collect().await?;
            let found = found.into_iter().find(|file| file.title.as_deref() == Some(&*name));
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }

    /// Where the bytes of an attachment are.
    pub(crate) async fn fetch(&self, file: &AttachmentBulk) -> Result<Redirect> {
        self.fetch_by(&file.id, file.media_type.as_deref()).await
    }

    async fn fetch_by(&self, id: &AttachmentId, media_type: Option<&str>) -> Result<Redirect> {
        let redirect = self
            .site
            .open(v1::op::DownloadAttachment::new(self.of.into(), id.clone()))
            .await?;
        Ok(match media_type {
            Some(media_type) => redirect.media_type(media_type),
            None => redirect,
        })
    }
}

impl<A, I: fmt::Debug> fmt::Debug for Files<'_, A, I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Files").field("of", &self.of).finish_non_exhaustive()
    }
}
