//! A document of keys that is kept and fetched again, by tasks of their own.
//!
//! Whoever can send a token can make its verification ask for a key. So a fetch must not depend on the one who caused
//! it: it runs in a task, all who want it wait for the same one, and it continues when they hang up. And it must not be
//! caused too often: there is one at a time, and a pause after it. The pause is short after a fetch that failed, so
//! that good tokens are not refused for long, and grows with each failure.

use super::{KeysError, TIME_LIMIT, fetch};
use crate::clock::within;
use crate::http::Http;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::watch;
use url::Url;

/// The pause after the first fetch that failed. It doubles with each further one.
const FIRST_PAUSE: Duration = Duration::from_millis(250);
/// A fetch that has not ended after this time has stopped, perhaps with its runtime.
const PATIENCE: Duration = Duration::from_secs(10);

/// Reads what was fetched.
pub(crate) type Reader<T> = fn(&[u8]) -> Result<T, KeysError>;

/// The document at one address. Clones share it.
pub(crate) struct Document<T>(Arc<Shared<T>>);

struct Shared<T> {
    http: Http,
    address: Url,
    read: Reader<T>,
    state: Mutex<State<T>>,
}

struct State<T> {
    /// What was read last, and when.
    value: Option<(Arc<T>, Instant)>,
    /// How the last fetch failed, if it did.
    failure: Option<Arc<KeysError>>,
    /// How many have failed one after the other.
    failures: u32,
    /// When the last fetch ended.
    ended: Option<Instant>,
    /// The fetch under way, and when it was begun. Its channel closes at its end.
    flight: Option<(watch::Receiver<()>, Instant)>,
}

impl<T: Send + Sync + 'static> Document<T> {
    pub(crate) fn new(http: Http, address: Url, read: Reader<T>) -> Self {
        Self(Arc::new(Shared {
            http,
            address,
            read,
            state: Mutex::new(State {
                value: None,
                failure: None,
                failures: 0,
                ended: None,
                flight: None,
            }),
        }))
    }

    /// What was read last, and whether that is younger than `life`.
    pub(crate) fn held(&self, life: Duration) -> Option<(Arc<T>, bool)> {
        let state = self.state();
        let (value, fetched) = state.value.as_ref()?;
        Some((value.clone(), fetched.elapsed() < life))
    }

    /// How the last fetch failed, if it did.
    pub(crate) fn failure(&self) -> Option<Arc<KeysError>> {
        self.state().failure.clone()
    }

    #[cfg(feature = "forge")]
    pub(crate) fn is_under_way(&self) -> bool {
        self.state().flight().is_some()
    }

    /// Whether [`refresh`](Self::refresh) would begin a fetch now.
    pub(crate) fn is_due(&self, pause: Duration) -> bool {
        let state = self.state();
        state.flight().is_none() && state.is_rested(pause)
    }

    /// Waits for the fetch that is under way. If there is none, and `pause` has passed since the last one, begins one.
    /// Waits no longer than `patience`; the fetch continues.
    pub(crate) async fn refresh(&self, pause: Duration, patience: Duration) {
        match self.board(pause) {
            Some(mut flight) => {
                // It ends by an error, because the channel closes.
                let _ = within(patience, flight.changed()).await;
            }
            // Without a runtime there is no other task.
            None if tokio::runtime::Handle::try_current().is_err() && self.is_due(pause) => self.fetch().await,
            None => {}
        }
    }

    /// The fetch that is under way, or one that is begun now.
    fn board(&self, pause: Duration) -> Option<watch::Receiver<()>> {
        let mut state = self.state();
        if let Some(flight) = state.flight() {
            return Some(flight);
        }
        let runtime = tokio::runtime::Handle::try_current().ok()?;
        if !state.is_rested(pause) {
            return None;
        }
        let (sender, flight) = watch::channel(());
        let this = self.clone();
        runtime.spawn(async move {
            this.fetch().await;
            drop(sender);
        });
        state.flight = Some((flight.clone(), Instant::now()));
        Some(flight)
    }

    async fn fetch(&self) {
        let fetched = fetch(&self.0.http, &self.0.address, TIME_LIMIT.min(self.0.http.timeout)).await;
        let read = fetched.and_then(|document| (self.0.read)(&document));
        let mut state = self.state();
        state.ended = Some(Instant::now());
        match read {
            Ok(value) => {
                state.value = Some((Arc::new(value), Instant::now()));
                state.failure = None;
                state.failures = 0;
            }
            Err(failure) => {
                state.failure = Some(Arc::new(failure));
                state.failures += 1;
            }
        }
    }

    fn state(&self) -> MutexGuard<'_, State<T>> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> State<T> {
    fn flight(&self) -> Option<watch::Receiver<()>> {
        let (flight, begun) = self.flight.as_ref()?;
        let runs = flight.has_changed().is_ok() && begun.elapsed() < PATIENCE;
        runs.then(|| flight.clone())
    }

    fn is_rested(&self, pause: Duration) -> bool {
        let pause = match self.failures.checked_sub(1) {
            None => pause,
            Some(doublings) => pause.min(FIRST_PAUSE.saturating_mul(1 << doublings.min(16))),
        };
        self.ended.is_none_or(|ended| ended.elapsed() >= pause)
    }
}

impl<T> Clone for Document<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> fmt::Debug for Document<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Document({})", self.0.address)
    }
}
