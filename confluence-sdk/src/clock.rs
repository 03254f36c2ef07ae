//! Time, as the SDK sees it when it waits or counts; tests bring a clock of their own.

use std::time::Instant;

/// What tells the time. Whatever comes to wait between attempts waits by this, too.
pub(crate) trait Clock: Send + Sync + 'static {
    fn now(&self) -> Instant;
}

/// The clock of this machine.
pub(crate) struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Instant {
        Instant::now()
    }
}
