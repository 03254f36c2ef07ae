//! How long things live, and which of the vendor's habits are played.

use crate::server::Sandbox;
use crate::state::{State, random_uuid};
use jiff::{SignedDuration, Timestamp};
use std::time::Duration;

/// What the builder sets. The values at the start are the vendor's.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) access_token_life: Duration,
    /// How long a code waits for its exchange, and a consent page for its answer.
    pub(crate) code_life: Duration,
    /// How long a refresh token that was exchanged can be exchanged again.
    pub(crate) reuse_window: Duration,
    /// How long a refresh token lives if nobody uses it.
    pub(crate) refresh_token_life: Duration,
    pub(crate) tells_token_type: bool,
    /// Whether an expired token is answered as if the thing were missing (v2) or forbidden (v1).
    pub(crate) hides_expiry: bool,
    /// Sites that exist in the list of a grant's sites only.
    pub(crate) other_sites: Vec<OtherSite>,
}

/// A site that can be consented to, but not called.
#[derive(Clone, Debug)]
pub(crate) struct OtherSite {
    pub(crate) cloud_id: String,
    pub(crate) name: String,
}

impl OtherSite {
    pub(crate) fn new(name: &str) -> Self {
        Self {
            cloud_id: random_uuid(),
            name: name.to_owned(),
        }
    }

    pub(crate) fn url(&self) -> String {
        format!("https://{}.sandbox.test", self.name)
    }
}

impl Default for Settings {
    fn default() -> Self {
        const DAY: u64 = 24 * 60 * 60;
        Self {
            access_token_life: Duration::from_secs(60 * 60),
            code_life: Duration::from_secs(10 * 60),
            reuse_window: Duration::from_secs(10 * 60),
            refresh_token_life: Duration::from_secs(90 * DAY),
            tells_token_type: true,
            hides_expiry: false,
            other_sites: Vec::new(),
        }
    }
}

impl State {
    /// The time by which everything that was handed out grows old: the real one, and what tests added.
    pub(crate) fn now(&self) -> Timestamp {
        after(Timestamp::now(), self.advanced)
    }

    pub(crate) fn in_future(&self, life: Duration) -> Timestamp {
        after(self.now(), life)
    }
}

/// A time later than another, or the last there is.
pub(crate) fn after(time: Timestamp, by: Duration) -> Timestamp {
    let by = SignedDuration::try_from(by).unwrap_or(SignedDuration::MAX);
    time.checked_add(by).unwrap_or(Timestamp::MAX)
}

impl Sandbox {
    /// Lets everything that the sandbox handed out grow older at once: access and refresh tokens, codes, open consent pages, administrators'
    /// keys. The times written into signed tokens stay real, because their receivers compare them with clocks of their own.
    pub fn advance(&self, by: Duration) {
        let mut state = self.shared.state();
        state.advanced = state.advanced.saturating_add(by);
    }
}
