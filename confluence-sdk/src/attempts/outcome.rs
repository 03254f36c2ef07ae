//! What follows from one attempt: whether the server can have done it, and whether another attempt may succeed.

use super::RetryPolicy;
use super::policy::jitter;
use crate::Result;
use crate::error::Error;
use crate::rate_limit;
use crate::response::Raw;
use crate::trace::Failure;
use http::{HeaderMap, StatusCode};
use std::time::{Duration, SystemTime};

/// One attempt.
pub(super) struct Attempt {
    /// The answer, or why there is none. With it the headers that were sent, if the credential can be renewed.
    pub(super) outcome: Result<(Option<HeaderMap>, Raw)>,
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
            Ok((_, answer)) => of_answer(answer.status, &answer.headers, now),
            Err(error) => Passing::of(error, now),
        }
    }

    /// What went wrong, for the log.
    pub(super) fn failure(&self) -> Failure<'_> {
        match &self.outcome {
            Ok((_, answer)) => Failure::Status(answer.status),
            Err(error) => Failure::Error(error),
        }
    }

    /// Whether the server may have done what it was asked, although this attempt is no success.
    pub(super) fn may_have_been_applied(&self, now: SystemTime) -> bool {
        match &self.outcome {
            _ if !self.sent => false,
            Ok((_, answer)) => {
                let failed = answer.status.is_server_error() && answer.status != StatusCode::NOT_IMPLEMENTED;
                failed && !matches!(self.passing(now), Some(Passing::Throttled(_)))
            }
            Err(error) => error.is_unanswered() && !error.is_connect(),
        }
    }
}

impl Passing {
    /// Why another attempt may succeed after this error; `None` if it is final.
    pub(super) fn of(error: &Error, now: SystemTime) -> Option<Self> {
        if let (Some(status), Some(headers)) = (error.status(), error.headers()) {
            of_answer(status, headers, now)
        } else if error.is_connect() {
            Some(Self::NoConnection)
        } else if error.is_too_large() {
            None
        } else {
            error.is_unanswered().then_some(Self::Failed)
        }
    }

    /// The wait before the next attempt, after so many that were sent again. `None` if `left` does not allow it.
    pub(super) fn wait(self, policy: &RetryPolicy, again: u32, left: Duration) -> Option<Duration> {
        let wait = match self {
            Self::Throttled(Some(time)) if time >= left => return None,
            Self::Throttled(Some(time)) => time + policy.spread().min((left - time) / 2),
            Self::Throttled(None) => jitter(policy.longest(again, true)),
            Self::NoConnection | Self::Failed => jitter(policy.longest(again, false)),
        };
        (wait < left).then_some(wait)
    }
}

fn of_answer(status: StatusCode, headers: &HeaderMap, now: SystemTime) -> Option<Passing> {
    let wait = || rate_limit::wait(status, headers, now);
    match status.as_u16() {
        429 => Some(Passing::Throttled(wait())),
        503 => Some(wait().map_or(Passing::Failed, |time| Passing::Throttled(Some(time)))),
        408 | 425 | 500 | 502 | 504 | 520..=530 => Some(Passing::Failed),
        _ => None,
    }
}
