//! Answers with their JSON beside them.

use crate::Result;
use crate::call::Call;
use crate::model::Json;
use crate::operation::Operation;
use crate::page::{Envelope, Items, PageStream, Sheet};
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

/// A value, and the JSON that it was read from.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct WithJson<T> {
    /// The value.
    pub value: T,
    /// All that the server said, also what the type of the value has no place for.
    pub json: Json,
}

/// A call whose answer comes with its JSON: see [`Call::with_json`]. It is a [`Future`] of
/// `Result<WithJson<O::Output>>`.
#[derive(Clone)]
#[must_use = "nothing is sent until a call is awaited"]
pub struct JsonCall<O>(Call<O>);

impl<O: Operation> JsonCall<O> {
    pub(crate) fn new(call: Call<O>) -> Self {
        Self(call)
    }

    /// Every item of every page with its own JSON, one by one. See [`Call::items`].
    pub fn items(self) -> Items<WithJson<<O::Output as Envelope>::Item>>
    where
        O::Output: Envelope,
    {
        Items::new(self.pages())
    }

    /// All pages, one by one. Each page is a list of items with their JSON. See [`Call::pages`].
    pub fn pages(self) -> PageStream<WithJson<<O::Output as Envelope>::Item>>
    where
        O::Output: Envelope,
    {
        self.0.pages_by(Sheet::read_with_json::<O::Output>)
    }
}

impl<O: Operation> Future for JsonCall<O> {
    type Output = Result<WithJson<O::Output>>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.0.poll_success(cx).map(|raw| {
            let raw = raw?;
            let copy = raw.clone();
            let value = O::decode(raw)?;
            match serde_json::from_slice(&copy.body) {
                Ok(json) => Ok(WithJson { value, json }),
                Err(error) => Err(copy.unexpected(&format!("cannot be read: {error}"))),
            }
        })
    }
}

impl<O: Operation> fmt::Debug for JsonCall<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("JsonCall").field(&self.0).finish()
    }
}
