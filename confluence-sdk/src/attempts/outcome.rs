//! What follows from one attempt: whether the server can have done it, and whether another attempt may succeed.

use crate::Result;
use crate::error::Error;
use crate::rate_limit;
use crate::response::Raw;
use http::{HeaderMap, StatusCode};
use std::time::{Duration, SystemTime};

/// One attempt.
pub(super) struct Attempt {
    /// The headers that were sent and the answer, or why there is none.
    pub(super) outcome: Result<(HeaderMap, Raw)>,
    /// Whether the transport was asked to send it. If not, the outcome is an error of this crate.
    pub(super) sent: bool,
}

/// Why another attempt may succeed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Passing {
    /// The server has too much to do. It has not done the call.
    Throttled(Option<Duration>),
    /// There was no connection, so nothing was sent.
    NoConnection,
    /// The server or the exchange failed. The server may have done the call.
    Failed,
}

impl Attempt {
    /// Why another attempt may succeed; `None` if this one is final.
    pub(super) fn passing(&self, now: SystemTime) -> Option<Passing> {
        match &self.outcome {
            _ if !self.sent => None,
            Ok((_, answer)) => of_answer(answer, now),
            Err(error) => of_error(error),
        }
    }

    /// Whether the server may have done what it was asked, although this attempt is no success.
    pub(super) fn may_have_been_applied(&self, now: SystemTime) -> bool {
        match &self.outcome {
            _ if !self.sent => false,
            Ok((_, answer)) => {
                let failed = answer.status.is_server_error() && answer.status != StatusCode::NOT_IMPLEMENTED;
                failed && !matches!(of_answer(answer, now), Some(Passing::Throttled(_)))
            }
            Err(error) => error.is_unanswered() && !error.is_connect(),
        }
    }
}

fn of_answer(answer: &Raw, now: SystemTime) -> Option<Passing> {
    let wait = || rate_limit::wait(answer.status, &answer.headers, now);
    match answer.status() {
        429 => Some(Passing::Throttled(wait())),
        503 => Some(wait().map_or(Passing::Failed, |time| Passing::Throttled(Some(time)))),
        408 | 425 | 500 | 502 | 504 | 520..=530 => Some(Passing::Failed),
        _ => None,
    }
}

fn of_error(error: &Error) -> Option<Passing> {
    if error.is_connect() {
        Some(Passing::NoConnection)
    } else if error.is_too_large() {
        None
    } else {
        error.is_unanswered().then_some(Passing::Failed)
    }
}
