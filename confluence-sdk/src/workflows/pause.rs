//! The waits between attempts of a workflow.

use super::Handle;
use crate::attempts::jitter;
use std::time::Duration;

/// How long is waited the first time, at most. A conflict passes as soon as the other one has written.
const FIRST: Duration = Duration::from_millis(40);
const LONGEST: Duration = Duration::from_secs(2);

/// A wait that doubles each time, and is random, so that those who met once do not meet again.
pub(super) struct Pause(Duration);

impl Pause {
    pub(super) fn new() -> Self {
        Self(FIRST)
    }

    pub(super) async fn wait(&mut self, site: &Handle) {
        let time = jitter(self.0);
        self.0 = (self.0 * 2).min(LONGEST);
        if let Some(sleep) = site.0.http.clock.sleep(time) {
            sleep.await;
        }
    }
}
