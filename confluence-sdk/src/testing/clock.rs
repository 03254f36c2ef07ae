//! A clock for tests: whoever waits continues at once, and the time has passed.

use crate::clock::Clock;
use futures_core::future::BoxFuture;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

/// A clock on which every wait is over at once.
#[derive(Debug)]
pub(super) struct NoWaits {
    began: Instant,
    waits: Mutex<Vec<Duration>>,
}

impl NoWaits {
    pub(super) fn new() -> Self {
        Self {
            began: Instant::now(),
            waits: Mutex::default(),
        }
    }

    /// How long was waited, each time.
    pub(super) fn waits(&self) -> Vec<Duration> {
        self.waits.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn waited(&self) -> Duration {
        self.waits().iter().sum()
    }
}

impl Clock for NoWaits {
    fn now(&self) -> Instant {
        self.began + self.began.elapsed() + self.waited()
    }

    fn date(&self) -> SystemTime {
        SystemTime::now() + self.waited()
    }

    fn sleep(&self, time: Duration) -> Option<BoxFuture<'static, ()>> {
        self.waits.lock().unwrap_or_else(PoisonError::into_inner).push(time);
        Some(Box::pin(std::future::ready(())))
    }

    fn takes_time(&self) -> bool {
        false
    }
}
