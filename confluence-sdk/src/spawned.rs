//! An answer that is obtained in a task of its own.

use crate::Result;
use crate::error::{Error, ErrorKind};
use crate::response::Raw;
use crate::transport::TransportError;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use tokio::runtime::Handle;
use tokio::task::JoinHandle;

/// It continues by itself, also while nobody polls it. When it is dropped, the request is cancelled.
pub(crate) struct Spawned(JoinHandle<Result<Raw>>);

impl Spawned {
    pub(crate) fn on(runtime: &Handle, answer: impl Future<Output = Result<Raw>> + Send + 'static) -> Self {
        Self(runtime.spawn(answer))
    }
}

impl Future for Spawned {
    type Output = Result<Raw>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<Raw>> {
        Poll::Ready(match ready!(Pin::new(&mut self.0).poll(cx)) {
            Ok(answer) => answer,
            Err(failed) => match failed.try_into_panic() {
                Ok(panic) => std::panic::resume_unwind(panic),
                Err(_) => Err(Error::new(ErrorKind::Transport(TransportError::broken(
                    "the runtime stopped before the answer was there",
                )))),
            },
        })
    }
}

impl Drop for Spawned {
    fn drop(&mut self) {
        self.0.abort();
    }
}
