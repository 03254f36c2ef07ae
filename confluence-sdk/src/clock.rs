//! The clock that the SDK uses. Tests replace it with their own. And time limits for futures.

use futures_core::future::BoxFuture;
use std::pin::pin;
use std::task::Poll;
use std::time::{Duration, Instant, SystemTime};

/// Tells the time, and waits.
pub(crate) trait Clock: Send + Sync + 'static {
    fn now(&self) -> Instant;

    /// The time of day. Headers that name a point in time are compared with it.
    fn date(&self) -> SystemTime;

    /// Waits this long. `None` if nothing here can wait, because no tokio runtime is running.
    fn sleep(&self, time: Duration) -> Option<BoxFuture<'static, ()>>;

    /// Whether a wait takes time. If not, no call keeps another one waiting.
    fn takes_time(&self) -> bool {
        true
    }
}

/// The clock of the machine.
pub(crate) struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn date(&self) -> SystemTime {
        SystemTime::now()
    }

    fn sleep(&self, time: Duration) -> Option<BoxFuture<'static, ()>> {
        tokio::runtime::Handle::try_current().ok()?;
        Some(Box::pin(tokio::time::sleep(time)))
    }
}

/// A clock that only moves when a test moves it, or when somebody waits.
#[cfg(test)]
pub(crate) struct Moved {
    now: std::sync::Mutex<Instant>,
    waits: std::sync::Mutex<Vec<Duration>>,
}

#[cfg(test)]
impl Moved {
    pub(crate) fn new() -> std::sync::Arc<Self> {
        std::sync::Arc::new(Self {
            now: Instant::now().into(),
            waits: Vec::new().into(),
        })
    }

    pub(crate) fn on(&self, time: Duration) {
        *self.now.lock().unwrap() += time;
    }

    /// How long was waited, each time.
    pub(crate) fn waits(&self) -> Vec<Duration> {
        self.waits.lock().unwrap().clone()
    }
}

#[cfg(test)]
impl Clock for Moved {
    fn now(&self) -> Instant {
        *self.now.lock().unwrap()
    }

    fn date(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_774_540_740)
    }

    fn sleep(&self, time: Duration) -> Option<BoxFuture<'static, ()>> {
        self.waits.lock().unwrap().push(time);
        self.on(time);
        Some(Box::pin(std::future::ready(())))
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
