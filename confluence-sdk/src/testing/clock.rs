//! A clock for tests: whoever waits continues at once, and the time has passed.

use crate::clock::Clock;
use futures_core::future::BoxFuture;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime};

/// A clock on which every wait is over at once. Of waits at the same time only the longest passes.
#[derive(Debug)]
pub(super) struct NoWaits {
    began: Instant,
    passed: Passed,
}

#[derive(Clone, Debug, Default)]
struct Passed(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    waits: Vec<Duration>,
    /// How far the clock is ahead of the time.
    ahead: Duration,
}

impl NoWaits {
    pub(super) fn new() -> Self {
        Self {
            began: Instant::now(),
            passed: Passed::default(),
        }
    }

    /// How long was waited, each time.
    pub(super) fn waits(&self) -> Vec<Duration> {
        self.passed.state().waits.clone()
    }
}

impl Passed {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Clock for NoWaits {
    fn now(&self) -> Instant {
        self.began + self.began.elapsed() + self.passed.state().ahead
    }

    fn date(&self) -> SystemTime {
        SystemTime::now() + self.passed.state().ahead
    }

    fn sleep(&self, time: Duration) -> Option<BoxFuture<'static, ()>> {
        let until = {
            let mut state = self.passed.state();
            state.waits.push(time);
            state.ahead + time
        };
        let passed = self.passed.clone();
        Some(Box::pin(async move {
            // So that others begin to wait before this wait is over.
            tokio::task::yield_now().await;
            let mut state = passed.state();
            state.ahead = state.ahead.max(until);
        }))
    }
}
