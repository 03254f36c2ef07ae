//! Snapshots of the site, and the way back to them.

use crate::server::{Sandbox, Shared};
use crate::state::State;
use std::fmt;
use std::sync::{Arc, PoisonError};

/// How many snapshots are kept for programs that can only name them. Older ones are dropped.
const MOST_KEPT: usize = 20;

/// The site as it was at some time: its content, accounts and tokens, and its clock. [`Sandbox::snapshot`] makes one.
#[derive(Clone)]
pub struct Snapshot {
    state: Arc<State>,
    cloud_id: String,
}

impl fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Snapshot")
            .field("contents", &self.state.contents.values().len())
            .finish_non_exhaustive()
    }
}

impl Sandbox {
    /// Keeps the site as it is now, to [go back](Self::reset_to) to it.
    ///
    /// ```no_run
    /// # async fn demo() -> std::io::Result<()> {
    /// # use confluence_sandbox::{Sandbox, World};
    /// let sandbox = Sandbox::builder().world(World::Team).start().await?;
    /// let before = sandbox.snapshot();
    /// // … a test changes the site …
    /// sandbox.reset_to(&before);
    /// # Ok(())
    /// # }
    /// ```
    pub fn snapshot(&self) -> Snapshot {
        self.shared.snapshot()
    }

    /// Makes the site what it was when the snapshot was made. What was created since then is gone, also tokens, and the
    /// clock shows the time of the snapshot. The log of requests, the calls that were counted, troubles and limits stay
    /// as they are.
    ///
    /// # Panics
    ///
    /// If another sandbox made the snapshot.
    #[track_caller]
    pub fn reset_to(&self, snapshot: &Snapshot) {
        assert_eq!(snapshot.cloud_id, self.cloud_id(), "the snapshot is of another sandbox");
        self.shared.reset_to(snapshot);
    }

    /// Makes the site what it was at the start, with the same ids and tokens. The clock shows the time at which it was
    /// started.
    pub fn reset(&self) {
        self.shared.reset();
    }
}

impl Shared {
    fn snapshot(&self) -> Snapshot {
        Snapshot {
            state: Arc::new(self.state().clone()),
            cloud_id: self.site.cloud_id.clone(),
        }
    }

    pub(crate) fn reset_to(&self, snapshot: &Snapshot) {
        *self.state_mut() = State::clone(&snapshot.state);
    }

    /// Makes a snapshot and keeps it under a number, for programs that can only name it.
    pub(crate) fn keep(&self) -> u64 {
        let snapshot = self.snapshot();
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let number = kept.last_key_value().map_or(1, |(last, _)| last + 1);
        kept.insert(number, snapshot);
        if kept.len() > MOST_KEPT {
            kept.pop_first();
        }
        number
    }

    pub(crate) fn kept(&self, number: u64) -> Option<Snapshot> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(&number).cloned()
    }

    pub(crate) fn reset(&self) {
        let state = self.start.state().expect("the builder has made this state before");
        *self.state_mut() = state;
    }
}
