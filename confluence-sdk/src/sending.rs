//! The state of a call: not sent, under way, or done. [`Call`](crate::Call) and [`RawCall`](crate::RawCall) use it to
//! be futures.

use crate::Result;
use crate::boxed::boxed;
use crate::exchange::Core;
use crate::http::Http;
use crate::request::{Options, Prepared};
use crate::response::Raw;
use crate::spec::Declaration;
use futures_core::future::BoxFuture;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

/// A call without its request. A clone starts again: it has not been sent.
pub(crate) struct Sending {
    core: Arc<Core>,
    pub(crate) options: Options,
    /// It is never locked. The mutex only makes the future `Sync`.
    state: Mutex<State>,
}

enum State {
    Unsent,
    UnderWay(BoxFuture<'static, Result<Raw>>),
    Done,
}

impl Sending {
    pub(crate) fn new(core: Arc<Core>) -> Self {
        Self::with(core, Options::default())
    }

    fn with(core: Arc<Core>, options: Options) -> Self {
        Self {
            core,
            options,
            state: Mutex::new(State::Unsent),
        }
    }

    /// What the request is sent through.
    pub(crate) fn http(&self) -> &Http {
        &self.core.http
    }

    /// Tells a mock which request it is that is sent next.
    #[cfg(feature = "test-util")]
    pub(crate) fn tell<R: crate::testing::typed::Typed + Clone>(&mut self, request: &R) {
        if let State::Unsent = self.state.get_mut().unwrap_or_else(PoisonError::into_inner) {
            self.options.typed.0 = Some(Arc::new(request.clone()));
        }
    }

    /// At the first poll, sends the request that `prepare` returns. Later polls wait for the answer.
    pub(crate) fn poll(
        &mut self,
        cx: &mut Context<'_>,
        operation: Option<&'static Declaration>,
        prepare: impl FnOnce(&Options) -> Result<Prepared>,
    ) -> Poll<Result<Raw>> {
        let state = self.state.get_mut().unwrap_or_else(PoisonError::into_inner);
        if let State::Unsent = state {
            // If the request is refused here, the call is done.
            *state = State::Done;
            let (core, request) = (self.core.clone(), prepare(&self.options)?);
            *state = State::UnderWay(boxed(|| async move { core.send(operation, request).await }));
        }
        let State::UnderWay(answer) = state else {
            panic!("a call was polled again after it had given its answer; clone a call to send it twice");
        };
        let answer = ready!(answer.as_mut().poll(cx));
        *state = State::Done;
        Poll::Ready(answer)
    }

    /// The client's core, the options, and the answer if it is under way.
    pub(crate) fn into_parts(self) -> (Arc<Core>, Options, Option<BoxFuture<'static, Result<Raw>>>) {
        let under_way = match self.state.into_inner().unwrap_or_else(PoisonError::into_inner) {
            State::Unsent => None,
            State::UnderWay(answer) => Some(answer),
            State::Done => panic!("a call was used again after it had given its answer; clone a call to send it twice"),
        };
        (self.core, self.options, under_way)
    }
}

impl Clone for Sending {
    fn clone(&self) -> Self {
        Self::with(self.core.clone(), self.options.clone())
    }
}
