//! What could be read of an answer in which one element could not.

use super::Error;
use std::any::Any;

/// A value of the type that the call would have returned.
pub(super) struct Rest(Box<dyn Any + Send + Sync>);

impl Error {
    pub(crate) fn with_rest<T: Send + Sync + 'static>(mut self, rest: T) -> Self {
        self.0.rest = Some(Rest(Box::new(rest)));
        self
    }

    /// The answer without the results that cannot be read, if only those are wrong with it. `T` is the type that the
    /// call returns; for [`PageStream`](crate::PageStream), the type of a page's list. [`Items`](crate::Items) gives
    /// each result by itself.
    ///
    /// ```
    /// # use confluence_sdk::{*, v2::*};
    /// # async fn example(client: &Client<Basic>) -> Result<()> {
    /// let page = match client.pages().get_pages().await {
    ///     Ok(page) => page,
    ///     Err(error) => {
    ///         eprintln!("not all of it: {error}");
    ///         error.into_rest::<CursorPage<PageBulk>>()?
    ///     }
    /// };
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// The error itself, if there is no such rest.
    pub fn into_rest<T: 'static>(mut self) -> Result<T, Self> {
        match self.0.rest.take().map(|Rest(rest)| rest.downcast()) {
            Some(Ok(rest)) => Ok(*rest),
            Some(Err(rest)) => {
                self.0.rest = Some(Rest(rest));
                Err(self)
            }
            None => Err(self),
        }
    }

    /// The same as [`into_rest`](Self::into_rest), borrowed.
    pub fn rest<T: 'static>(&self) -> Option<&T> {
        self.0.rest.as_ref()?.0.downcast_ref()
    }
}
