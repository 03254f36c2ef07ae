//! The state of a helper with options: they are set, then it works, then it is done.

use super::Working;
use crate::Result;
use std::task::{Context, Poll, ready};

pub(super) enum Begin<'f, O, T> {
    Ready(O),
    UnderWay(Working<'f, T>),
    Done,
}

impl<'f, O, T> Begin<'f, O, T> {
    /// The options, as long as it has not begun.
    pub(super) fn options(&mut self) -> Option<&mut O> {
        match self {
            Self::Ready(options) => Some(options),
            _ => None,
        }
    }

    /// Begins at the first poll. Later ones wait for the result.
    pub(super) fn poll(&mut self, cx: &mut Context<'_>, begin: impl FnOnce(O) -> Working<'f, T>) -> Poll<Result<T>> {
        let state = std::mem::replace(self, Self::Done);
        let mut working = match state {
            Self::Ready(options) => begin(options),
            Self::UnderWay(working) => working,
            Self::Done => panic!("a helper was polled again after it had given its answer"),
        };
        let polled = working.as_mut().poll(cx);
        if polled.is_pending() {
            *self = Self::UnderWay(working);
        }
        Poll::Ready(ready!(polled))
    }
}
