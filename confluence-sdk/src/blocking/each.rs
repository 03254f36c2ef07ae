//! Streams as iterators.

use super::runtime;
use crate::Result;
use crate::download::DownloadStream;
use crate::page::{Items, PageStream};
use bytes::Bytes;
use futures_core::Stream;
use std::pin::Pin;

/// An iterator over a stream: the items of a listing, its pages, or the pieces of a download.
///
/// It is made by `for`, or by `into_iter()`:
///
/// ```no_run
/// # use confluence_sdk::{Basic, Client, Result};
/// # fn example(client: &Client<Basic>) -> Result<()> {
/// let titles: Vec<_> = client
///     .pages()
///     .get_pages()
///     .items()
///     .into_iter()
///     .map(|page| Ok(page?.title.unwrap_or_default()))
///     .collect::<Result<_>>()?;
/// # Ok(())
/// # }
/// ```
///
/// An error does not end a listing: the next step asks for the same page again, as [`PageStream`] says. `?` in the loop
/// ends it. In a tokio runtime the iterator has one item, the error that it cannot wait there.
pub type Each<T> = Box<dyn Iterator<Item = Result<T>> + Send>;

/// It is no type of its own in signatures: its page would list all that every iterator can do.
struct Waiting<S>(Option<S>);

fn each<T, S: Stream<Item = Result<T>> + Unpin + Send + 'static>(stream: S) -> Each<T> {
    Box::new(Waiting(Some(stream)))
}

impl<T, S: Stream<Item = Result<T>> + Unpin> Iterator for Waiting<S> {
    type Item = Result<T>;

    fn next(&mut self) -> Option<Result<T>> {
        let stream = self.0.as_mut()?;
        match runtime::wait(std::future::poll_fn(|cx| Pin::new(&mut *stream).poll_next(cx))) {
            Ok(item) => item,
            Err(error) => {
                self.0 = None;
                Some(Err(error))
            }
        }
    }
}

impl<T: Send + Sync + 'static> IntoIterator for Items<T> {
    type Item = Result<T>;
    type IntoIter = Each<T>;

    fn into_iter(self) -> Each<T> {
        each(self)
    }
}

impl<T: Send + Sync + 'static> IntoIterator for PageStream<T> {
    type Item = Result<Vec<T>>;
    type IntoIter = Each<Vec<T>>;

    fn into_iter(self) -> Each<Vec<T>> {
        each(self)
    }
}

impl IntoIterator for DownloadStream {
    type Item = Result<Bytes>;
    type IntoIter = Each<Bytes>;

    fn into_iter(self) -> Each<Bytes> {
        each(self)
    }
}
