//! A page that is being fetched.

use crate::Result;
use crate::response::Raw;
use crate::spawned::Spawned;
use futures_core::future::BoxFuture;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::runtime::Handle;

type Answer = BoxFuture<'static, Result<Raw>>;

/// When it is dropped, the request is cancelled.
pub(super) enum Fetching {
    /// It continues when it is polled.
    Polled(Answer),
    /// It continues by itself, whatever the program does meanwhile.
    Ahead(Spawned),
}

impl Fetching {
    /// Begins to fetch a page that will be needed later.
    pub(super) fn ahead(runtime: &Handle, answer: Answer) -> Self {
        let page = Spawned::on(runtime, answer);
        // The task that a worker of tokio spawns last runs on that worker, and the others cannot take it. If the
        // program works without a pause, it would not begin. So another task is the last one.
        runtime.spawn(std::future::ready(()));
        Self::Ahead(page)
    }

    pub(super) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Result<Raw>> {
        match self {
            Self::Polled(answer) => answer.as_mut().poll(cx),
            Self::Ahead(page) => Pin::new(page).poll(cx),
        }
    }
}
