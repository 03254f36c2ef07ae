//! A space as a folder of Markdown files.

mod layout;
mod links;
mod remarks;

use super::begin::Begin;
use super::files::Container;
use super::folder::Folder;
use super::{Handle, concurrently, files};
use crate::content::Note;
use crate::error::Error;
use crate::v2::{ContentStatus, PageSingle, PrimaryBodyRepresentationSingle, op};
use crate::{ContentId, PageId, Result, SpaceId};
use layout::Layout;
use links::Links;
use serde_json::json;
use std::fmt;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::task::{Context, Poll};

crate::operations! {
    /// What the export of a space calls.
    pub trait ExportsSpaces = op::GetPagesInSpace + op::GetPageById + op::GetFolderById + op::GetPageAttachments
        + crate::v1::op::DownloadAttachment;
}

const AT_ONCE: usize = 6;

impl<A> crate::v2::Spaces<'_, A> {
    /// Makes a folder have the pages of a space as Markdown files, with their attachments.
    ///
    /// Each page is a file that has the title of the page as its name, and is in the folder of its parent: `Plans.md`,
    /// `Plans/Release.md`. It begins with the id, the title and the version, between lines of `---`. Attachments are in
    /// `Plans/_attachments/`. Links between the pages and to the attachments lead to the files. Names that cannot be
    /// the name of a file on every system are changed; pages that would have the same name get their ids too.
    ///
    /// Left out are blog posts, comments, drafts, archived pages, and what is no page: whiteboards, databases, Smart
    /// Links. Pages that lie below one of these are there, in a folder with its kind and its id as its name.
    ///
    /// What is there already in this version is not read again, so an export can be stopped and begun again at any
    /// time: what was written is noted in `.confluence-sdk.jsonl`. A page is written again too if a file that it links
    /// to has another place since. Files of pages that are gone or were moved are removed, if nobody has changed their
    /// size; other files are left alone. Keep no changes of your own in files that were exported: they are written over
    /// when their page has a new version, or when their size shows that they were changed.
    ///
    /// ```no_run
    /// # use confluence_sdk::*;
    /// # async fn example(client: &Client<Basic>, space: SpaceId) -> Result<()> {
    /// let exported = client.spaces().export(space, "docs").await?;
    /// println!("{} files are new, {} pages were there", exported.written.len(), exported.unchanged);
    /// for (path, note) in &exported.notes {
    ///     println!("{}: {note}", path.display());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Those of the calls, and [`Error::is_file`] if a file cannot be written: the text names it. A page or a folder of
    /// the site that cannot be read, and a file that cannot be written, do not stop the others: the first error comes
    /// when they are done, and then nothing is removed. What was written is there and whole.
    ///
    /// A folder that mirrors something else already is refused, and a file that is in the way and was not written by an
    /// export is left alone: both are errors that name it. Symbolic links in the folder are not followed. If no page is
    /// listed at all although some were exported before, that is an error too: the account may not see the space any
    /// more.
    #[doc(alias("backup", "download a space", "markdown"))]
    pub fn export(&self, space: SpaceId, folder: impl AsRef<Path>) -> ExportSpace
    where
        A: ExportsSpaces,
    {
        let job = Job {
            site: Handle::of(self.client),
            space,
            folder: folder.as_ref().to_owned(),
            below: None,
            at_once: AT_ONCE,
        };
        ExportSpace {
            state: Begin::Ready(job),
        }
    }
}

/// An export that is ready to begin. Set what is optional, then `.await` it: it is a [`Future`] of `Result<Exported>`.
#[must_use = "nothing is sent until it is awaited"]
pub struct ExportSpace {
    state: Begin<'static, Job, Exported>,
}

/// What an export has done.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Exported {
    /// The files that were written, pages and attachments.
    pub written: Vec<PathBuf>,
    /// How many pages and attachments were there already.
    pub unchanged: usize,
    /// The files that were removed.
    pub removed: Vec<PathBuf>,
    /// With [`below`](ExportSpace::below): pages that were left out because they lie under a whiteboard, a database, a
    /// Smart Link or a page that is not listed, so that nothing tells whether they lie below it.
    pub skipped: Vec<ContentId>,
    /// What Markdown could not say, with the file: of all pages, also of those that were there already.
    pub notes: Vec<(PathBuf, Note)>,
}

struct Job {
    site: Handle,
    space: SpaceId,
    folder: PathBuf,
    below: Option<PageId>,
    at_once: usize,
}

impl ExportSpace {
    /// Only this page and what lies below it.
    pub fn below(mut self, page: PageId) -> Self {
        if let Some(job) = self.state.options() {
            job.below = Some(page);
        }
        self
    }

    /// How many pages are worked on at the same time. If nothing else is said, 6.
    pub fn at_once(mut self, pages: usize) -> Self {
        if let Some(job) = self.state.options() {
            job.at_once = pages;
        }
        self
    }
}

impl Job {
    async fn export(self) -> Result<Exported> {
        let mut layout = Layout::read(&self.site, self.space, self.below).await?;
        let mut failed = layout.take_failed();
        let below = self
            .below
            .map_or(String::new(), |page| format!(" below the page `{page}`"));
        let folder = Folder::open(
            self.folder.clone(),
            format!("the space `{}`{below} at {}", self.space, self.site.address()),
        )
        .await?;
        if layout.pages().next().is_none() && folder.has_notes() {
            let space = &self.space;
            return Err(Error::unexpected(format!(
                "no page of the space `{space}` is listed, although some were exported before: nothing is removed"
            )));
        }
        let (layout, folder, site) = (&layout, &folder, &self.site);
        let pages = layout.pages().map(|(id, page)| (id.clone(), page));
        let work = |(id, page)| export_page(site, layout, folder, id, page);
        let mut exported = Exported::default();
        let mut each = concurrently(self.at_once, pages, work);
        while let Some(one) = each.next().await {
            match one {
                Ok(one) => {
                    exported.written.extend(one.written);
                    exported.unchanged += one.unchanged;
                    exported.notes.extend(one.notes);
                }
                Err(error) => failed = failed.or(Some(error)),
            }
        }
        if let Some(error) = failed {
            return Err(error);
        }
        exported.skipped = layout.skipped().to_vec();
        exported.removed = folder.remove_the_rest().await?;
        Ok(exported)
    }
}

async fn export_page(
    site: &Handle,
    layout: &Layout,
    folder: &Folder,
    id: ContentId,
    page: &layout::Page,
) -> Result<Exported> {
    let container = Container {
        site: site.clone(),
        of: PageId::try_from(&id)?,
    };
    let (saved, names, failed) = files::save_into(&container, folder, &format!("{}/_attachments/", page.path)).await?;
    let mut exported = Exported {
        written: saved.written,
        unchanged: saved.unchanged,
        ..Exported::default()
    };
    let (file, links) = (page.file(), Links::new(layout, page, &names));
    let there = folder.has(id.as_str(), page.version, &file).await?;
    if let Some(about) = there.filter(|about| links.still_lead(&about["links"])) {
        exported.unchanged += 1;
        let path = folder.path(&file);
        exported.notes = remarks::read(&about["remarks"])
            .map(|note| (path.clone(), note))
            .collect();
        return failed.map_or(Ok(exported), Err);
    }
    let mut request = op::GetPageById::new(container.of);
    request.body_format = Some(PrimaryBodyRepresentationSingle::Storage);
    let answer: PageSingle = site.open(request).await?;
    if answer.status.as_ref() != Some(&PUBLISHED) {
        return Err(Error::unexpected(format!(
            "the page `{id}` was listed as published, and is not when it is read"
        )));
    }
    let number = answer.version.as_ref().and_then(|version| version.number);
    let number = number.ok_or_else(|| Error::unexpected(format!("the page `{id}` came without its version")))?;
    let markdown = answer.markdown(&links)?;
    let title = answer.title.as_deref().unwrap_or_default();
    let text = format!("{}\n{}", head(&id, title, number), markdown.value);
    let about = json!({ "links": links.noted(), "remarks": remarks::write(&markdown.notes) });
    let path = folder
        .write(text.into_bytes(), id.as_str(), number, &file, about)
        .await?;
    exported.notes = markdown.notes.into_iter().map(|note| (path.clone(), note)).collect();
    exported.written.push(path);
    failed.map_or(Ok(exported), Err)
}

/// What stands before the text: YAML, of which a text in JSON's quotes is a part.
fn head(id: &ContentId, title: &str, version: u32) -> String {
    let title = serde_json::Value::from(title);
    format!("---\nid: \"{id}\"\ntitle: {title}\nversion: {version}\n---\n")
}

impl Future for ExportSpace {
    type Output = Result<Exported>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.state.poll(cx, |job| Box::pin(job.export()))
    }
}

impl fmt::Debug for ExportSpace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ExportSpace").finish_non_exhaustive()
    }
}

/// Pages that can be read: without them there would be drafts and what is in the trash.
const PUBLISHED: ContentStatus = ContentStatus::Current;
