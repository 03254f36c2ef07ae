//! What programs do all day, in one call each: thin helpers over several operations.
//!
//! Each helper is a method of the group that it belongs to. It compiles if the client may make all the calls that the
//! helper makes: its docs name them, and a refusal names the one that is missing.
//!
//! | to | call |
//! |---|---|
//! | edit a page, a blog post or a comment without losing what others write | [`edit_page`](crate::v2::Pages::edit_page), [`edit_blog_post`](crate::v2::BlogPosts::edit_blog_post), [`edit_footer_comment`](crate::v2::Comments::edit_footer_comment), [`edit_inline_comment`](crate::v2::Comments::edit_inline_comment) |
//! | have a page with this title and this body, created, updated or left alone | [`publish_page`](crate::v2::Pages::publish_page) |
//! | list or walk what lies below or above a page or a folder | [`Client::tree`] |
//! | wait for a task of the server | [`wait`](crate::v1::LongTasks::wait) |
//! | look up many users | [`look_up`](crate::v2::Users::look_up) |
//! | put labels on content, take them away | [`add`](crate::v1::V1Labels::add), [`remove`](crate::v1::V1Labels::remove) |
//! | attach a file, save one, mirror all of them | [`Client::files`] |
//! | export a space to Markdown with its attachments, and continue later | [`export`], with the feature `markdown` |
//! | keep properties as types of your program | [`Client::properties`], [`AppProperties::get`](crate::v2::AppProperties::get) |
//! | do something with many things, a few at a time | [`Items::concurrently`](crate::Items::concurrently), [`concurrently`] |
//!
#![cfg_attr(feature = "markdown", doc = "[`export`]: crate::v2::Spaces::export")]
#![cfg_attr(not(feature = "markdown"), doc = "[`export`]: crate#features")]
//!
//! # What all of them promise
//!
//! * A write whose answer was lost is looked for before anything is written again.
//! * An answer that is not what was expected is an error, and never "nothing more".
//! * They can be dropped at any point. What was sent before may have been done.
//! * Nothing is sent before the first poll.

mod begin;
mod concurrent;
mod edit;
#[cfg(all(
    feature = "attachments",
    feature = "folders",
    feature = "markdown",
    feature = "pages",
    feature = "spaces",
    feature = "v1-content"
))]
mod export;
#[cfg(all(feature = "attachments", feature = "v1-content"))]
mod files;
#[cfg(all(feature = "attachments", feature = "v1-content"))]
mod folder;
#[cfg(feature = "v1-content")]
mod label;
mod pause;
#[cfg(feature = "users")]
mod people;
#[cfg(any(feature = "content-properties", feature = "space-properties"))]
mod property;
#[cfg(feature = "pages")]
mod publish;
#[cfg(feature = "v1-tasks")]
mod task;
#[cfg(feature = "children")]
mod tree;

pub use concurrent::{Concurrently, concurrently};
pub use edit::*;
#[cfg(all(
    feature = "attachments",
    feature = "folders",
    feature = "markdown",
    feature = "pages",
    feature = "spaces",
    feature = "v1-content"
))]
pub use export::{ExportSpace, Exported, ExportsSpaces};
#[cfg(all(feature = "attachments", feature = "v1-content"))]
pub use files::{Files, HasFiles, SavedFiles};
#[cfg(feature = "users")]
pub use people::FoundUsers;
#[cfg(any(feature = "content-properties", feature = "space-properties"))]
pub use property::*;
#[cfg(feature = "pages")]
pub use publish::PublishPage;
#[cfg(feature = "v1-tasks")]
pub use task::WaitForTask;
#[cfg(feature = "children")]
pub use tree::{InTree, InTreeAt, Tree, Walk, WalksTrees};

use crate::call::Call;
use crate::exchange::Core;
use crate::{Client, Operation, Result};
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

/// The client of a helper, without its type. The method that makes one has checked that the client may make the calls.
#[derive(Clone)]
#[doc(hidden)]
pub struct Handle(Arc<Core>);

impl Handle {
    pub(crate) fn of<A>(client: &Client<A>) -> Self {
        Self(client.core().clone())
    }

    /// The address that is called.
    #[cfg(all(feature = "attachments", feature = "v1-content"))]
    pub(crate) fn address(&self) -> &str {
        self.0.base.as_str()
    }

    /// Makes a call when it is polled.
    pub(crate) fn call<O: Operation>(&self, request: O) -> Working<'static, O::Output> {
        Box::pin(self.open(request))
    }

    /// The same, not yet on the heap.
    pub(crate) fn open<O: Operation>(&self, request: O) -> Call<O> {
        Call::new(self.0.clone(), request)
    }
}

impl fmt::Debug for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Handle").finish_non_exhaustive()
    }
}

/// A helper that is ready to work: a future of `Result<T>`. Nothing is sent before it is awaited.
pub type Working<'f, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'f>>;

/// What a helper has written, or found written already.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Written<T> {
    /// What was done.
    pub outcome: Outcome,
    /// What the site has now, as it answered.
    pub value: T,
}

impl<T> Written<T> {
    pub(crate) fn new(outcome: Outcome, value: T) -> Self {
        Self { outcome, value }
    }

    /// Whether something was written, so that there is a new version.
    pub fn is_new(&self) -> bool {
        self.outcome != Outcome::Unchanged
    }
}

/// What a helper has done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Outcome {
    /// It was not there before.
    Created,
    /// There is a new version of it.
    Updated,
    /// It was so already, and nothing was written.
    Unchanged,
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Created => "created",
            Self::Updated => "updated",
            Self::Unchanged => "unchanged",
        })
    }
}
