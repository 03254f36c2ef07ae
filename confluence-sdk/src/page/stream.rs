//! The streams that read pages of results.

use super::next::{has_offsets, start_of};
use super::position::Position;
use super::sheet::Sheet;
use super::walk::{Arrived, Walk};
use crate::Result;
use crate::exchange::Core;
use crate::request::Prepared;
use crate::response::Raw;
use crate::spec::Declaration;
use futures_core::Stream;
use futures_core::future::BoxFuture;
use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

/// The most pages that are fetched at the same time.
const MOST_CONCURRENT: usize = 32;

/// The items of a page that were not handed out before, and the number of those that were.
type Rest<T> = (Vec<Result<T>>, usize);

/// A stream of pages. Each page is a list of items. It ends after the last page, when the server has said that there is
/// no more.
///
/// Use [`next`](PageStream::next), or use it as a [`Stream`] with any stream library.
///
/// # Errors
///
/// An error does not end the stream. If it is polled again, it asks for the same page again, so a program can wait and
/// continue, and nothing is lost. If the link to the next page cannot be followed, the page with that link is asked for
/// again, and its items are not repeated. A program that continues after every error may never end. Only an error that
/// was found before anything was sent ends the stream.
///
/// If a result on a page cannot be read, the page is an error that has the others
/// ([`Error::into_rest`](crate::Error::into_rest)), and the stream continues with the next page.
///
/// # Reading ahead
///
/// While a page is used, the next one is fetched already, in a task of tokio. Nothing is sent before the first poll,
/// and a dropped stream cancels what it has asked for. [`prefetch`](PageStream::prefetch) switches this off. Without a
/// runtime of tokio there is no reading ahead.
///
/// # Page size
///
/// If the call sets no limit, a stream asks for the largest pages that the operation allows by the vendor's documents.
/// With bodies, pages are smaller.
#[must_use = "nothing is sent until a stream is polled"]
pub struct PageStream<T> {
    walk: Walk,
    split: fn(Raw) -> Result<Sheet<T>>,
}

impl<T> PageStream<T> {
    pub(crate) fn new(
        core: Arc<Core>,
        declaration: &'static Declaration,
        first: Result<Prepared>,
        under_way: Option<BoxFuture<'static, Result<Raw>>>,
        split: fn(Raw) -> Result<Sheet<T>>,
    ) -> Self {
        Self {
            walk: Walk::new(core, declaration, first, under_way),
            split,
        }
    }

    /// Whether the next page is fetched while a page is used. It is if nothing else is said.
    pub fn prefetch(mut self, on: bool) -> Self {
        self.walk.look_at(usize::from(on));
        self
    }

    /// Fetches this many pages at the same time, where pages are found by an offset. They arrive in order. At most 32
    /// pages are fetched at the same time.
    ///
    /// Near the end, pages behind the last one are asked for too; they are empty. Where pages are found by a cursor,
    /// only one page ahead is known, so a number larger than one has no further effect.
    pub fn concurrent(mut self, pages: usize) -> Self {
        self.walk.look_at(pages.clamp(1, MOST_CONCURRENT));
        self
    }

    /// Continues at a position of a stream of the same call.
    ///
    /// # Errors
    ///
    /// A position of another operation or of other arguments is an error
    /// ([`is_invalid_input`](crate::Error::is_invalid_input)), and so is a stream that was polled before.
    pub fn resume_from(mut self, position: &Position) -> Result<Self> {
        self.walk.resume_from(position)?;
        Ok(self)
    }

    /// The next page, or `None` after the last one.
    pub async fn next(&mut self) -> Option<Result<Vec<T>>>
    where
        T: Send + Sync + 'static,
    {
        std::future::poll_fn(|cx| self.poll_page(cx)).await
    }

    /// The cursor of the next page, if the operation uses cursors. Pass it to `.cursor(…)` to continue later.
    ///
    /// It is `None` before the first page, unless the call has a cursor; and at the end. After an error it is the
    /// cursor of the page that is asked for again. [`position`](PageStream::position) tells these apart, and is there
    /// for all operations.
    pub fn cursor(&self) -> Option<String> {
        self.walk.next().and_then(|(request, _)| request.query.get("cursor"))
    }

    /// The offset of the next page, if the operation uses offsets. Pass it to `.start(…)` to continue later. `None` at
    /// the end.
    pub fn start(&self) -> Option<u64> {
        self.walk
            .next()
            .and_then(|(request, taken)| self.offset(request, taken))
    }

    /// Where the stream continues. It can be read at any time.
    pub fn position(&self) -> Position {
        self.walk.position()
    }

    fn offset(&self, request: &Prepared, taken: usize) -> Option<u64> {
        let by_offset = has_offsets(self.walk.declaration) && request.query.get("cursor").is_none();
        by_offset.then(|| start_of(request).saturating_add(taken as u64))
    }

    fn poll_page(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Vec<T>>>>
    where
        T: Send + Sync + 'static,
    {
        let page = ready!(self.poll_from(cx));
        Poll::Ready(page.map(|page| page.and_then(|(items, _)| whole(items))))
    }

    async fn next_from(&mut self) -> Option<Result<Rest<T>>> {
        std::future::poll_fn(|cx| self.poll_from(cx)).await
    }

    /// The next page without the items that were handed out before, and the number of those.
    fn poll_from(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Rest<T>>>> {
        let Some(answer) = ready!(self.walk.poll(cx)) else {
            return Poll::Ready(None);
        };
        Poll::Ready(Some(answer.and_then(|raw| {
            let Sheet { mut items, found, next } = (self.split)(raw.clone())?;
            let taken = self.walk.move_on(raw, Arrived { found, link: next })?;
            let taken = taken.min(items.len());
            items.drain(..taken);
            Ok((items, taken))
        })))
    }
}

impl<T: Send + Sync + 'static> Stream for PageStream<T> {
    type Item = Result<Vec<T>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_page(cx)
    }
}

impl<T> fmt::Debug for PageStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PageStream")
            .field("operation", &self.walk.declaration.name)
            .finish_non_exhaustive()
    }
}

/// A stream of the items of all pages. It ends after the last item, when the server has said that there is no more.
///
/// Use [`next`](Items::next), or use it as a [`Stream`] with any stream library.
///
/// Errors, reading ahead and the size of pages are those of [`PageStream`]: an error does not end the stream. The
/// second page is asked for when the second item is. An item that cannot be read is an error in its place, and the
/// stream goes on with the next one.
#[must_use = "nothing is sent until a stream is polled"]
pub struct Items<T> {
    pages: PageStream<T>,
    ready: VecDeque<Result<T>>,
    /// How many items of the current page were handed out.
    taken: usize,
}

impl<T> Items<T> {
    pub(crate) fn new(mut pages: PageStream<T>) -> Self {
        // Many programs want the first item alone.
        pages.walk.looks_ahead = false;
        Self {
            pages,
            ready: VecDeque::new(),
            taken: 0,
        }
    }

    /// Whether the next page is fetched while the items of a page are used. It is if nothing else is said.
    pub fn prefetch(mut self, on: bool) -> Self {
        self.pages = self.pages.prefetch(on);
        self
    }

    /// Fetches this many pages at the same time, where pages are found by an offset: see [`PageStream::concurrent`].
    pub fn concurrent(mut self, pages: usize) -> Self {
        self.pages = self.pages.concurrent(pages);
        self
    }

    /// Continues at a position of a stream of the same call: see [`PageStream::resume_from`].
    ///
    /// # Errors
    ///
    /// Those of [`PageStream::resume_from`].
    pub fn resume_from(mut self, position: &Position) -> Result<Self> {
        self.pages = self.pages.resume_from(position)?;
        Ok(self)
    }

    /// The next item, or `None` after the last one.
    pub async fn next(&mut self) -> Option<Result<T>> {
        std::future::poll_fn(|cx| self.poll_item(cx)).await
    }

    /// All remaining items, in a list. The first error ends it; use [`next`](Items::next) to continue after errors.
    /// Only an item that cannot be read does not end it: the error has all other items then
    /// ([`Error::into_rest`](crate::Error::into_rest)).
    ///
    /// # Errors
    ///
    /// The first error of the walk, or one with [`into_rest`](crate::Error::into_rest) if single items could not be
    /// read.
    pub async fn collect(mut self) -> Result<Vec<T>>
    where
        T: Send + Sync + 'static,
    {
        self.pages.walk.looks_ahead = true;
        let mut all = Vec::from(std::mem::take(&mut self.ready));
        while let Some(page) = self.pages.next_from().await {
            all.extend(page?.0);
        }
        whole(all)
    }

    /// At most this many of the remaining items, and the position of the rest if there is more.
    ///
    /// # Errors
    ///
    /// As [`collect`](Items::collect).
    pub async fn collect_up_to(mut self, most: usize) -> Result<Collected<T>>
    where
        T: Send + Sync + 'static,
    {
        // One more item tells whether there is a rest.
        self.pages.walk.shrink_to(most.saturating_add(1));
        let mut items = Vec::from(std::mem::take(&mut self.ready));
        let mut page = (items.len(), self.taken);
        while items.len() <= most {
            // The page behind the next one is asked for early only if it will be needed.
            self.pages.walk.looks_ahead = page.0 > 0 && items.len().saturating_add(page.0) <= most;
            match self.pages.next_from().await {
                Some(more) => {
                    let (more, taken) = more?;
                    page = (more.len(), taken);
                    items.extend(more);
                }
                None => return whole(items).map(|items| Collected { items, rest: None }),
            }
        }
        self.ready = items.split_off(most).into();
        self.taken = page.1 + page.0 - self.ready.len();
        let rest = Some(self.position());
        whole(items).map(|items| Collected { items, rest })
    }

    /// The cursor of the page that the next item is on, if the operation uses cursors. Pass it to `.cursor(…)` to
    /// continue later: no item is lost. In the middle of a page, items of that page come again;
    /// [`position`](Items::position) avoids that. `None` on the first page, unless the call has a cursor, and at the
    /// end.
    pub fn cursor(&self) -> Option<String> {
        match self.pages.walk.current() {
            Some(request) if !self.ready.is_empty() => request.query.get("cursor"),
            _ => self.pages.cursor(),
        }
    }

    /// The offset of the next item, if the operation uses offsets. Pass it to `.start(…)` to continue later. `None` at
    /// the end.
    pub fn start(&self) -> Option<u64> {
        match self.pages.walk.current() {
            Some(request) if !self.ready.is_empty() => self.pages.offset(request, self.taken),
            _ => self.pages.start(),
        }
    }

    /// Where the stream continues: before the next item. It can be read at any time.
    pub fn position(&self) -> Position {
        if self.ready.is_empty() {
            self.pages.position()
        } else {
            self.pages.walk.position_within(self.taken)
        }
    }

    fn put(&mut self, (items, taken): Rest<T>) {
        self.ready = items.into();
        self.taken = taken;
    }

    fn poll_item(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<T>>> {
        let is_first = self.pages.walk.current().is_none();
        if !is_first && !self.pages.walk.looks_ahead {
            self.pages.walk.looks_ahead = true;
            self.pages.walk.look_ahead();
        }
        loop {
            if let Some(item) = self.ready.pop_front() {
                self.taken += 1;
                return Poll::Ready(Some(item));
            }
            // An empty page can be followed by another page.
            match ready!(self.pages.poll_from(cx)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                Some(Ok(page)) => self.put(page),
            }
        }
    }
}

impl<T> Unpin for Items<T> {}
impl<T> Unpin for PageStream<T> {}

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

/// Items that were collected up to a number.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Collected<T> {
    /// The items, in order.
    pub items: Vec<T>,
    /// Where the rest begins, if there is more.
    pub rest: Option<Position>,
}

/// Items as one list. If one cannot be read, the error has the others.
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
