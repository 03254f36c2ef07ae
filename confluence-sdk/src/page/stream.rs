//! The streams that read pages of results.

use super::sheet::Sheet;
use super::walk::{Fetching, Walk};
use crate::Result;
use crate::exchange::Core;
use crate::request::Prepared;
use crate::response::Raw;
use crate::spec::Declaration;
use futures_core::Stream;
use std::collections::{HashSet, VecDeque};
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

/// A stream of pages. Each page is a list of items. The stream ends after the last page or after an error.
///
/// Use [`next`](Pages::next), or use it as a [`Stream`] with any stream library.
#[must_use = "nothing is sent until a stream is polled"]
pub struct Pages<T> {
    walk: Walk,
    fetching: Option<Fetching>,
    split: fn(Raw) -> Result<Sheet<T>>,
}

impl<T> Pages<T> {
    pub(crate) fn new(
        core: Arc<Core>,
        declaration: &'static Declaration,
        first: Result<Prepared>,
        under_way: Option<Fetching>,
        split: fn(Raw) -> Result<Sheet<T>>,
    ) -> Self {
        let (next, last, fetching) = match (first, under_way) {
            (Ok(first), Some(fetching)) => (None, Some(first), Some(fetching)),
            (first, _) => (Some(first), None, None),
        };
        let walk = Walk {
            core,
            declaration,
            next,
            last,
            asked: HashSet::new(),
        };
        Self { walk, fetching, split }
    }

    /// The next page, or `None` after the last one.
    ///
    /// If a result on the page cannot be read, the page is an error that has the others
    /// ([`Error::into_rest`](crate::Error::into_rest)), and the stream goes on with the next page.
    pub async fn next(&mut self) -> Option<Result<Vec<T>>>
    where
        T: Send + Sync + 'static,
    {
        std::future::poll_fn(|cx| self.poll_list(cx)).await
    }

    /// The cursor of the next page, if the operation uses cursors. Pass it to `.cursor(…)` to continue later.
    pub fn cursor(&self) -> Option<String> {
        match &self.walk.next {
            Some(Ok(prepared)) => prepared.query.get("cursor"),
            _ => None,
        }
    }

    fn poll_list(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Vec<T>>>>
    where
        T: Send + Sync + 'static,
    {
        self.poll_page(cx).map(|page| page.map(|items| whole(items?)))
    }

    fn poll_page(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Vec<Result<T>>>>> {
        if self.fetching.is_none() {
            match self.walk.next.take() {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                Some(Ok(prepared)) => self.fetching = Some(self.walk.fetch(prepared)),
            }
        }
        let Some(fetching) = &mut self.fetching else {
            return Poll::Ready(None);
        };
        let raw = ready!(fetching.as_mut().poll(cx));
        self.fetching = None;
        Poll::Ready(Some(raw.and_then(|raw| {
            let raw = raw.expect(self.walk.declaration.answer)?;
            let body = raw.body.clone();
            let Sheet { items, found, next } = (self.split)(raw)?;
            self.walk.next = self.walk.after(&body, found, next);
            Ok(items)
        })))
    }
}

impl<T: Send + Sync + 'static> Stream for Pages<T> {
    type Item = Result<Vec<T>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_list(cx)
    }
}

impl<T> fmt::Debug for Pages<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("operation", &self.walk.declaration.name)
            .finish_non_exhaustive()
    }
}

/// A stream of the items of all pages. It ends after the last item or after an error. An item that cannot be read is an
/// error in its place, and the stream goes on with the next one.
///
/// Use [`next`](Items::next), or use it as a [`Stream`] with any stream library.
#[must_use = "nothing is sent until a stream is polled"]
pub struct Items<T> {
    pages: Pages<T>,
    ready: VecDeque<Result<T>>,
}

impl<T> Items<T> {
    pub(crate) fn new(pages: Pages<T>) -> Self {
        Self {
            pages,
            ready: VecDeque::new(),
        }
    }

    /// The next item, or `None` after the last one.
    pub async fn next(&mut self) -> Option<Result<T>> {
        std::future::poll_fn(|cx| self.poll_item(cx)).await
    }

    /// All remaining items, in a list.
    pub async fn collect(mut self) -> Result<Vec<T>> {
        let mut all = Vec::new();
        while let Some(item) = self.next().await {
            all.push(item?);
        }
        Ok(all)
    }

    fn poll_item(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<T>>> {
        loop {
            if let Some(item) = self.ready.pop_front() {
                return Poll::Ready(Some(item));
            }
            // An empty page can be followed by another page.
            match ready!(self.pages.poll_page(cx)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                Some(Ok(items)) => self.ready = items.into(),
            }
        }
    }
}

impl<T> Unpin for Items<T> {}
impl<T> Unpin for Pages<T> {}

impl<T> Stream for Items<T> {
    type Item = Result<T>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_item(cx)
    }
}

impl<T> fmt::Debug for Items<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("operation", &self.pages.walk.declaration.name)
            .finish_non_exhaustive()
    }
}

/// A page as one list. If an item cannot be read, the error has the others.
fn whole<T: Send + Sync + 'static>(items: Vec<Result<T>>) -> Result<Vec<T>> {
    let (mut all, mut failed) = (Vec::with_capacity(items.len()), None);
    for item in items {
        match item {
            Ok(item) => all.push(item),
            Err(error) => failed = failed.or(Some(error)),
        }
    }
    match failed {
        Some(error) => Err(error.with_rest(all)),
        None => Ok(all),
    }
}
