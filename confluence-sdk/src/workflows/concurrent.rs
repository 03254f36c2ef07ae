//! Several things at a time: bounded, in order, and over when it is dropped.

use crate::{Items, Result};
use futures_core::Stream;
use std::collections::VecDeque;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

type Job<'f, T> = Pin<Box<dyn Future<Output = T> + Send + 'f>>;
type Source<'f, T> = Box<dyn FnMut(&mut Context<'_>) -> Poll<Option<Job<'f, T>>> + Send + 'f>;

/// A stream of results, of which several are worked on at the same time. They arrive in the order of what they are
/// made of.
///
/// Use [`next`](Concurrently::next), [`collect`](Concurrently::collect) or
/// [`try_collect`](Concurrently::try_collect), or use it as a [`Stream`] with any stream library.
///
/// The work runs in the task that polls it. When it is dropped, what is under way is cancelled.
#[must_use = "nothing is done until a stream is polled"]
pub struct Concurrently<'f, T> {
    /// Gives the next job. `None` after the last one.
    source: Option<Source<'f, T>>,
    jobs: VecDeque<Slot<'f, T>>,
    at_once: usize,
}

enum Slot<'f, T> {
    Working(Job<'f, T>),
    Done(T),
}

/// Does something with each of these, `at_once` of them at the same time.
///
/// Work continues while the next result is waited for. Between two results you can make calls of any client: a call
/// that was begun never keeps another one waiting for longer than its answer takes, also where
/// [`max_concurrent_requests`](crate::HttpBuilder::max_concurrent_requests) is small.
///
/// ```no_run
/// # use confluence_sdk::{*, workflows::concurrently};
/// # async fn example(client: &Client<Basic>, ids: Vec<PageId>) -> Result<()> {
/// let pages = concurrently(8, ids, |id| client.pages().get_page_by_id(id)).try_collect().await?;
/// # Ok(())
/// # }
/// ```
pub fn concurrently<'f, I, F, J>(at_once: usize, items: I, mut work: F) -> Concurrently<'f, J::Output>
where
    I: IntoIterator<IntoIter: Send + 'f>,
    F: FnMut(I::Item) -> J + Send + 'f,
    J: Future + Send + 'f,
{
    let mut items = items.into_iter();
    Concurrently::new(at_once, move |_| {
        Poll::Ready(items.next().map(|item| Box::pin(work(item)) as Job<'f, J::Output>))
    })
}

impl<T: Send + Sync + 'static> Items<T> {
    /// Does something with each item, `at_once` of them at the same time. Results arrive in the order of the
    /// items.
    ///
    /// ```no_run
    /// # use confluence_sdk::{*, v2::*};
    /// # async fn example(client: &Client<Basic>) -> Result<()> {
    /// let pages = client.pages().get_pages().items();
    /// let counts = pages.concurrently(8, |page| async move {
    ///     let labels = client.labels().get_page_labels(page.id).items().collect().await?;
    ///     Ok(labels.len())
    /// });
    /// let all: usize = counts.try_collect().await?.into_iter().sum();
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// An error of the stream of items arrives in its place, and is the last that arrives.
    pub fn concurrently<'f, U, F, J>(self, at_once: usize, mut work: F) -> Concurrently<'f, Result<U>>
    where
        U: Send + 'f,
        F: FnMut(T) -> J + Send + 'f,
        J: Future<Output = Result<U>> + Send + 'f,
    {
        let (mut items, mut failed) = (self, false);
        Concurrently::new(at_once, move |cx| {
            if failed {
                return Poll::Ready(None);
            }
            Pin::new(&mut items).poll_next(cx).map(|item| {
                let job: Job<'f, Result<U>> = match item? {
                    Ok(item) => Box::pin(work(item)),
                    Err(error) => {
                        failed = true;
                        Box::pin(std::future::ready(Err(error)))
                    }
                };
                Some(job)
            })
        })
    }
}

impl<'f, T> Concurrently<'f, T> {
    pub(crate) fn new(
        at_once: usize,
        source: impl FnMut(&mut Context<'_>) -> Poll<Option<Job<'f, T>>> + Send + 'f,
    ) -> Self {
        Self {
            source: Some(Box::new(source)),
            jobs: VecDeque::new(),
            at_once: at_once.max(1),
        }
    }

    /// The next result, or `None` after the last one.
    pub async fn next(&mut self) -> Option<T> {
        std::future::poll_fn(|cx| self.poll(cx)).await
    }

    /// All results, in order. Each is there, whether it is an error or not.
    pub async fn collect(mut self) -> Vec<T> {
        let mut all = Vec::new();
        while let Some(result) = self.next().await {
            all.push(result);
        }
        all
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<T>> {
        self.fill(cx);
        for slot in &mut self.jobs {
            if let Slot::Working(job) = slot
                && let Poll::Ready(result) = job.as_mut().poll(cx)
            {
                *slot = Slot::Done(result);
            }
        }
        match self.jobs.pop_front() {
            Some(Slot::Done(result)) => Poll::Ready(Some(result)),
            Some(working) => {
                self.jobs.push_front(working);
                Poll::Pending
            }
            None if self.source.is_none() => Poll::Ready(None),
            None => Poll::Pending,
        }
    }

    /// Takes jobs until there are enough.
    fn fill(&mut self, cx: &mut Context<'_>) {
        while self.jobs.len() < self.at_once
            && let Some(source) = &mut self.source
        {
            match source(cx) {
                Poll::Ready(Some(job)) => self.jobs.push_back(Slot::Working(job)),
                Poll::Ready(None) => self.source = None,
                Poll::Pending => return,
            }
        }
    }
}

impl<T, E> Concurrently<'_, Result<T, E>> {
    /// All results, in order. The first error ends it, and cancels what is under way.
    ///
    /// # Errors
    ///
    /// The first error of the work.
    pub async fn try_collect(mut self) -> Result<Vec<T>, E> {
        let mut all = Vec::new();
        while let Some(result) = self.next().await {
            all.push(result?);
        }
        Ok(all)
    }
}

// The jobs are boxed.
impl<T> Unpin for Concurrently<'_, T> {}

impl<T> Stream for Concurrently<'_, T> {
    type Item = T;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T>> {
        self.poll(cx)
    }
}

impl<T> fmt::Debug for Concurrently<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let working = self.jobs.iter().filter(|slot| matches!(slot, Slot::Working(_)));
        let mut debug = f.debug_struct("Concurrently");
        debug
            .field("at_once", &self.at_once)
            .field("under_way", &working.count());
        debug.finish_non_exhaustive()
    }
}
