//! The time limit of one request. It holds above any transport, and until the last byte of the answer.

use crate::transport::{Body, Deadline, TransportError};
use bytes::Bytes;
use futures_core::Stream;
use std::error::Error;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::time::{Instant, Sleep, sleep};

/// The timer of one request. A request without a [`Deadline`], or outside of a tokio runtime, has none.
pub(super) struct Limit(Option<Timer>);

struct Timer {
    limit: Duration,
    sleep: Pin<Box<Sleep>>,
}

impl Limit {
    pub(super) fn of<B>(request: &http::Request<B>) -> Self {
        let deadline = request.extensions().get::<Deadline>();
        Self(
            deadline
                .filter(|_| Handle::try_current().is_ok())
                .map(|deadline| Timer {
                    limit: deadline.0,
                    sleep: Box::pin(sleep(deadline.0)),
                }),
        )
    }

    /// Waits for `work`, and for no longer than the limit.
    pub(super) async fn hold<T>(
        &mut self,
        work: impl Future<Output = Result<T, TransportError>>,
    ) -> Result<T, TransportError> {
        let mut work = pin!(work);
        poll_fn(|cx| match work.as_mut().poll(cx) {
            Poll::Pending => self.poll_over(cx).map(Err),
            done => done,
        })
        .await
    }

    /// The body with the rest of the time.
    pub(super) fn of_body(self, body: Body) -> Body {
        if self.0.is_none() || body.is_empty() {
            return body;
        }
        match body.len() {
            Some(length) => Body::from_stream_of(length, Limited { limit: self, body }),
            None => Body::from_stream(Limited { limit: self, body }),
        }
    }

    /// Whether the time is over. If not, the task is woken then.
    fn poll_over(&mut self, cx: &mut Context<'_>) -> Poll<TransportError> {
        match &mut self.0 {
            Some(timer) => timer.sleep.as_mut().poll(cx).map(|()| timer.error()),
            None => Poll::Pending,
        }
    }

    /// The error if the time is over, for a body that always has another chunk.
    fn passed(&self) -> Option<TransportError> {
        let timer = self.0.as_ref()?;
        (Instant::now() >= timer.sleep.deadline()).then(|| timer.error())
    }
}

impl Timer {
    fn error(&self) -> TransportError {
        TransportError::timeout(format!("the time limit of {:?} is over", self.limit))
    }
}

/// A body under a time limit. After its end it holds neither the timer nor the connection.
struct Limited {
    limit: Limit,
    body: Body,
}

impl Limited {
    fn end(&mut self) {
        self.limit = Limit(None);
        self.body = Body::empty();
    }
}

impl Stream for Limited {
    type Item = Result<Bytes, Box<dyn Error + Send + Sync>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let over = match Pin::new(&mut self.body).poll_next(cx) {
            Poll::Ready(Some(Ok(chunk))) => match self.limit.passed() {
                None => return Poll::Ready(Some(Ok(chunk))),
                Some(over) => over,
            },
            Poll::Ready(end) => {
                self.end();
                return Poll::Ready(end);
            }
            Poll::Pending => std::task::ready!(self.limit.poll_over(cx)),
        };
        self.end();
        Poll::Ready(Some(Err(over.into())))
    }
}
