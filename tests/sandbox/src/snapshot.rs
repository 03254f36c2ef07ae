//! Snapshots of the site, and the way back to them.

use crate::server::Sandbox;
use crate::state::State;
use std::fmt;
use std::sync::Arc;

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
        Snapshot {
            state: Arc::new(self.shared.state().clone()),
            cloud_id: self.cloud_id().to_owned(),
        }
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
        *self.shared.state_mut() = State::clone(&snapshot.state);
    }

    /// Makes the site what it was at the start, with the same ids and tokens. The clock shows the time at which it was
    /// started.
    pub fn reset(&self) {
        self.shared.reset();
    }
}

impl crate::server::Shared {
    pub(crate) fn reset(&self) {
        let state = self.start.state().expect("the builder has made this state before");
        *self.state_mut() = state;
    }
}
