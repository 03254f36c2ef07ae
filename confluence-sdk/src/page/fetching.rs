//! A page that is being fetched.

use crate::Result;
use crate::error::{Error, ErrorKind};
use crate::response::Raw;
use crate::transport::TransportError;
use futures_core::future::BoxFuture;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use tokio::runtime::Handle;
use tokio::task::JoinHandle;

type Answer = BoxFuture<'static, Result<Raw>>;

/// When it is dropped, the request is cancelled.
pub(super) enum Fetching {
    /// It continues when it is polled.
    Polled(Answer),
    /// It continues by itself, whatever the program does meanwhile.
    Task(Task),
}

pub(super) struct Task(JoinHandle<Result<Raw>>);

impl Drop for Task {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Fetching {
    /// Begins to fetch a page that will be needed later.
    pub(super) fn ahead(runtime: &Handle, answer: Answer) -> Self {
        let task = Task(runtime.spawn(answer));
        // The task that a worker of tokio spawns last runs on that worker, and the others cannot take it. If the
        // program works without a pause, it would not begin. So another task is the last one.
        runtime.spawn(std::future::ready(()));
        Self::Task(task)
    }

    pub(super) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Result<Raw>> {
        match self {
            Self::Polled(answer) => answer.as_mut().poll(cx),
            Self::Task(Task(task)) => Poll::Ready(match ready!(Pin::new(task).poll(cx)) {
                Ok(answer) => answer,
                Err(failed) => match failed.try_into_panic() {
                    Ok(panic) => std::panic::resume_unwind(panic),
                    Err(_) => Err(Error::new(ErrorKind::Transport(TransportError::broken(
                        "the runtime stopped before the page was there",
                    )))),
                },
            }),
        }
    }
}
