//! What was done for a call: kept in its answer and its error.

use std::time::Duration;

/// What was done for a call.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Effort {
    /// How many requests were sent.
    pub(crate) attempts: u32,
    /// The time from the first poll to the last answer.
    pub(crate) elapsed: Duration,
    /// Whether the call changes something, and the server may have done it.
    pub(crate) may_have_been_applied: bool,
}
