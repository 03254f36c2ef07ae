//! Read, edit, write, and begin again if somebody else was faster.

#[cfg(feature = "blog-posts")]
mod blog_post;
mod body;
#[cfg(feature = "comments")]
mod comment;
mod compare;
mod entity;
#[cfg(feature = "pages")]
mod page;

#[cfg(feature = "blog-posts")]
pub use blog_post::BlogPostDraft;
#[cfg(feature = "comments")]
pub use comment::{FooterCommentDraft, InlineCommentDraft};
#[cfg(feature = "pages")]
pub use page::PageDraft;

pub(crate) use body::{Format, How, draft_body};
#[cfg(feature = "pages")]
pub(crate) use compare::is_like;
pub(crate) use compare::{Sameness, same_text};

use super::begin::Begin;
use super::pause::Pause;
use super::{Handle, Outcome, Working, Written};
use crate::Result;
use crate::error::Error;
use http::StatusCode;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

/// How often an edit is written at most, if nothing else is said.
const ATTEMPTS: u32 = 20;

/// What can be edited: what is read, as the closure gets it, and how it is written. It is private: only the drafts in
/// this module can be edited.
pub(crate) mod sealed {
    use super::{Handle, Outcome, Result, Sameness, Working};

    pub trait Draft: Clone + Send + Sync + 'static {
        type Id: Clone + Send + Sync + 'static;
        /// The answer of the API.
        type Content: Send + Sync + 'static;

        /// Reads the newest version, or an earlier one.
        fn read(site: &Handle, id: &Self::Id, how: &How, version: Option<u32>) -> Working<'static, Self::Content>;
        /// What can be edited of it, and the number of its version.
        fn of(content: &Self::Content, how: &How) -> Result<(Self, u32)>;
        /// The number that a version gets which is written over version `number`.
        fn next(&self, before: &Self, number: u32) -> u32 {
            let _ = before;
            number.saturating_add(1)
        }
        /// Writes it as version `number`. `before` is what was read.
        fn write(&self, site: &Handle, id: &Self::Id, number: u32, before: &Self) -> Working<'static, Self::Content>;
        /// Whether `found`, which the server has now, is what this was written as, over `before`.
        fn same(&self, found: &Self, before: &Self) -> Sameness;
        /// Whether it is put in the place of what was there, whatever that was. Then nothing of the history matters: it
        /// is done if this is there now.
        fn replaces(&self) -> bool {
            false
        }
        /// Whether there is something to write.
        fn is_changed(&self, before: &Self) -> bool;
        /// What it is to write over this.
        fn written(&self) -> Outcome {
            Outcome::Updated
        }
    }

    pub(crate) use super::body::How;
}

/// An edit that is ready to be made. Set what is optional, then `.await` it.
///
/// It is a [`Future`] of `Result<Written<…>>`. The newest version is read, the closure edits a draft of it, and the
/// draft is written as the next version. If somebody else has written a version in the meantime (409), all of it is
/// done again with what they wrote: **so the closure may run several times**, and nobody's change is lost. If the closure
/// changes nothing, nothing is written.
///
/// # Errors
///
/// Those of the two operations. If the answer to a write is lost, the site is asked whether the version is there, and
/// it is not written a second time. Where the site does not tell either, the error says that
/// [it may have been applied](crate::Error::may_have_been_applied). A conflict is an error after
/// [so many attempts](Edit::attempts).
#[must_use = "nothing is sent until an edit is awaited"]
pub struct Edit<'f, D: sealed::Draft> {
    state: Begin<'f, Ready<'f, D>, Written<D::Content>>,
}

struct Ready<'f, D: sealed::Draft> {
    effort: Effort<D>,
    edit: Closure<'f, D>,
}

type Closure<'f, D> = Box<dyn FnMut(&mut D) -> Result<()> + Send + 'f>;

impl<'f, D: sealed::Draft> Edit<'f, D> {
    pub(crate) fn new(site: Handle, id: D::Id, mut edit: impl FnMut(&mut D) + Send + 'f) -> Self {
        Self::fallible(site, id, move |draft| {
            edit(draft);
            Ok(())
        })
    }

    pub(crate) fn fallible(site: Handle, id: D::Id, edit: impl FnMut(&mut D) -> Result<()> + Send + 'f) -> Self {
        let effort = Effort {
            site,
            id,
            how: How {
                format: Format::Storage,
                draft: false,
            },
            attempts: ATTEMPTS,
            doubts: Vec::new(),
        };
        let edit = Box::new(edit);
        Self {
            state: Begin::Ready(Ready { effort, edit }),
        }
    }

    /// How often the draft is written at most, if others write at the same time. If nothing else is said, 20 times.
    pub fn attempts(mut self, most: u32) -> Self {
        if let Some(ready) = self.state.options() {
            ready.effort.attempts = most.max(1);
        }
        self
    }

    #[cfg(any(feature = "blog-posts", feature = "pages"))]
    fn reading_drafts(mut self) -> Self {
        if let Some(ready) = self.state.options() {
            ready.effort.how.draft = true;
        }
        self
    }

    /// The body is read in the Atlassian document format and not in the storage format. It is written in the
    /// representation in which it was read, unless the closure puts another one in its place.
    pub fn atlas_doc_format(mut self) -> Self {
        if let Some(ready) = self.state.options() {
            ready.effort.how.format = Format::AtlasDocFormat;
        }
        self
    }
}

impl<D: sealed::Draft> Future for Edit<'_, D> {
    type Output = Result<Written<D::Content>>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.state.poll(cx, |ready| Box::pin(ready.effort.run(ready.edit)))
    }
}

impl<D: sealed::Draft> Unpin for Edit<'_, D> {}

impl<D: sealed::Draft> fmt::Debug for Edit<'_, D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Edit").finish_non_exhaustive()
    }
}

/// A version that was sent, and nobody knows whether it arrived.
struct Doubt<D> {
    number: u32,
    draft: D,
    before: D,
    error: Error,
}

struct Effort<D: sealed::Draft> {
    site: Handle,
    id: D::Id,
    how: How,
    attempts: u32,
    doubts: Vec<Doubt<D>>,
}

impl<D: sealed::Draft> Effort<D> {
    async fn run(mut self, edit: Closure<'_, D>) -> Result<Written<D::Content>> {
        let written = self.go_on(edit).await;
        // That something may have been written matters more than why it cannot be gone on.
        written.map_err(|error| self.doubts.pop().map_or(error, |doubt| doubt.error))
    }

    async fn go_on(&mut self, mut edit: Closure<'_, D>) -> Result<Written<D::Content>> {
        let (mut pause, mut refused) = (Pause::new(), None);
        for written in 0..=self.attempts {
            let content = D::read(&self.site, &self.id, &self.how, None).await?;
            let (before, number) = D::of(&content, &self.how)?;
            if let Some((outcome, ours)) = self.settle(&before, number).await? {
                return Ok(Written::new(outcome, ours.unwrap_or(content)));
            }
            if let Some((_, error)) = refused.take_if(|refused| is_at_fault(refused, number)) {
                return Err(error);
            }
            let mut draft = before.clone();
            edit(&mut draft)?;
            if !draft.is_changed(&before) {
                // What was sent can still arrive.
                if let Some(doubt) = self.doubts.pop() {
                    return Err(doubt.error);
                }
                return Ok(Written::new(Outcome::Unchanged, content));
            }
            if written == self.attempts {
                break;
            }
            let next = draft.next(&before, number);
            match draft.write(&self.site, &self.id, next, &before).await {
                Ok(content) => return Ok(Written::new(before.written(), content)),
                Err(error) if error.may_have_been_applied() => self.doubts.push(Doubt {
                    number: next,
                    draft,
                    before,
                    error,
                }),
                Err(error) if matches!(error.status(), Some(StatusCode::BAD_REQUEST | StatusCode::CONFLICT)) => {
                    refused = Some((number, error))
                }
                Err(error) => return Err(error),
            }
            pause.wait(&self.site).await;
        }
        Err(refused.map_or_else(
            || Error::unexpected("there was no attempt to write"),
            |(_, error)| error,
        ))
    }

    /// Which of the versions that were sent is there, and what it did. Without content it is the one that was just
    /// read.
    async fn settle(&mut self, found: &D, number: u32) -> Result<Option<(Outcome, Option<D::Content>)>> {
        let mut at = 0;
        while let Some(doubt) = self.doubts.get(at) {
            if doubt.draft.replaces() {
                if doubt.draft.same(found, &doubt.before) == Sameness::Same {
                    return Ok(Some((doubt.before.written(), None)));
                }
                at += 1;
                continue;
            }
            if doubt.number > number {
                // It can still arrive.
                at += 1;
                continue;
            }
            let (same, content) = if doubt.number == number {
                (doubt.draft.same(found, &doubt.before), None)
            } else {
                match D::read(&self.site, &self.id, &self.how, Some(doubt.number)).await {
                    Ok(content) => match D::of(&content, &self.how) {
                        Ok((then, _)) => (doubt.draft.same(&then, &doubt.before), Some(content)),
                        Err(_) => (Sameness::Unknown, None),
                    },
                    Err(_) => (Sameness::Unknown, None),
                }
            };
            match same {
                Sameness::Same => return Ok(Some((doubt.before.written(), content))),
                Sameness::Different => drop(self.doubts.remove(at)),
                Sameness::Unknown => return Err(self.doubts.remove(at).error),
            }
        }
        Ok(None)
    }
}

/// Whether a refusal is not about a version. The documents do not say which status a conflict has. If nobody has
/// written since, a 400 is about what was written.
fn is_at_fault((at, error): &(u32, Error), number: u32) -> bool {
    *at == number && error.status() == Some(StatusCode::BAD_REQUEST)
}

/// The number of the version that was read.
#[cfg(any(feature = "blog-posts", feature = "comments", feature = "pages"))]
fn number_of(version: Option<&crate::v2::Version>) -> Result<u32> {
    let number = version.and_then(|version| version.number);
    number.ok_or_else(|| Error::unexpected("the answer has no version number, so it cannot be edited"))
}

/// Whether content of this status can be edited, and is published.
#[cfg(any(feature = "blog-posts", feature = "pages"))]
fn is_published(status: Option<&crate::v2::ContentStatus>) -> Result<bool> {
    use crate::v2::ContentStatus;
    match status {
        Some(ContentStatus::Current | ContentStatus::Historical) => Ok(true),
        Some(ContentStatus::Draft) => Ok(false),
        other => Err(not_editable(other.map(ContentStatus::as_str))),
    }
}

/// The number of the version that is written over version `number`. A draft has version 1, and so has what is published
/// of it.
#[cfg(any(feature = "blog-posts", feature = "pages"))]
fn next_of(stays_published: bool, number: u32) -> u32 {
    if stays_published { number.saturating_add(1) } else { 1 }
}

#[cfg(any(feature = "blog-posts", feature = "pages"))]
fn not_editable(status: Option<&str>) -> Error {
    let status = status.unwrap_or("missing");
    Error::input(
        "status",
        format!("is `{status}`; only what is published or a draft can be edited"),
    )
}
