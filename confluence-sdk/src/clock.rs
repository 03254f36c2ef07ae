//! The clock that the SDK uses. Tests replace it with their own. And time limits for futures.

use std::pin::pin;
use std::task::Poll;
use std::time::{Duration, Instant};

/// Tells the time.
pub(crate) trait Clock: Send + Sync + 'static {
    fn now(&self) -> Instant;
}

/// The clock of the machine.
pub(crate) struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Instant {
        Instant::now()
    }
}

/// Waits for a future, but no longer than `limit`. Returns `None` if the time was over.
///
/// A future that is ready at once costs no timer. Outside of a tokio runtime there is no timer, and no limit: only what
/// does without a runtime is waited for there.
pub(crate) async fn within<T>(limit: Duration, future: impl Future<Output = T>) -> Option<T> {
    let mut future = pin!(future);
    let first = std::future::poll_fn(|cx| Poll::Ready(future.as_mut().poll(cx))).await;
    match first {
        Poll::Ready(value) => Some(value),
        Poll::Pending if tokio::runtime::Handle::try_current().is_ok() => {
            tokio::time::timeout(limit, future).await.ok()
        }
        Poll::Pending => Some(future.await),
    }
}
