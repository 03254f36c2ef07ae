//! Questions about the attempts of a call: how many there were, what they may have done, and whether another one helps.

use super::{Error, ErrorKind};
use crate::attempts::Effort;
use crate::rate_limit::{self, RateLimit};
use crate::spec::Declaration;
use http::StatusCode;
use std::time::{Duration, SystemTime};

impl Error {
    /// Keeps what was done for the call.
    pub(crate) fn after(mut self, effort: Effort) -> Self {
        if effort.attempts > 0 {
            self.0.effort = effort;
        }
        self
    }

    /// The same error, of a helper that has written something before.
    #[cfg(all(feature = "attachments", feature = "v1-content", feature = "workflows"))]
    pub(crate) fn after_a_write(mut self) -> Self {
        self.0.effort.may_have_been_applied = true;
        self
    }

    /// How many requests were sent for the call. 0 if nothing was sent.
    ///
    /// It counts the requests of the call itself, and not those for a token.
    pub fn attempts(&self) -> u32 {
        self.0.effort.attempts
    }

    /// The time from the start of the call to its last answer, with all waits. Zero if nothing was sent.
    pub fn elapsed(&self) -> Duration {
        self.0.effort.elapsed
    }

    /// Whether the call changes something and the server may have done it, although the call failed.
    ///
    /// It is so if a request was sent and there is no answer that says what became of it: the connection broke off, no
    /// answer came in time, the server failed (5xx), or it said yes with an answer that cannot be read. It is also so
    /// if that happened at an earlier attempt. Then a conflict (409) can mean that the earlier attempt has changed the
    /// page, and 404 that it has deleted it.
    ///
    /// Look at the site before you make such a call again. It is never so for calls that only read.
    pub fn may_have_been_applied(&self) -> bool {
        self.0.effort.may_have_been_applied
    }

    /// How long to wait before the next request, if the server says so: by `Retry-After`, or, where it is busy (429,
    /// 503), by the reset of its rate limit. It is the time from now if the server names a date. Zero if that is past.
    ///
    /// A call waits by itself if its time limit allows it. So an error with a time here is mostly one for which the
    /// limit was too short. It may also be the token endpoint that says so.
    pub fn retry_after(&self) -> Option<Duration> {
        if let ErrorKind::Paused { wait, .. } = &self.0.kind {
            return Some(*wait);
        }
        #[cfg(feature = "oauth")]
        if let ErrorKind::OAuth(failure) = &self.0.kind {
            return failure.retry_after();
        }
        let answer = self.answer()?;
        rate_limit::wait(answer.status, &answer.headers, SystemTime::now())
    }

    /// What the server says about its limits, if it says anything. Times are from now.
    pub fn rate_limit(&self) -> Option<RateLimit> {
        RateLimit::of(self.headers()?, SystemTime::now())
    }

    /// Whether a rate limit was reached: the server refused the call (429), or it has refused others until a time that
    /// is after the end of this call, so that it was not sent.
    pub fn is_rate_limited(&self) -> bool {
        self.status() == Some(StatusCode::TOO_MANY_REQUESTS) || matches!(self.0.kind, ErrorKind::Paused { .. })
    }

    /// Whether the answer was larger than what is read.
    pub(crate) fn is_too_large(&self) -> bool {
        self.transport().is_some_and(|error| error.is_too_large())
    }

    /// Whether the vendor has switched off the endpoint (410). [`replacement`](Error::replacement) may name another
    /// one.
    pub fn is_gone(&self) -> bool {
        self.own_status() == Some(StatusCode::GONE)
    }

    /// The operation to use instead of the one that was called, if the vendor has deprecated that one and names
    /// another.
    pub fn replacement(&self) -> Option<&'static Declaration> {
        self.operation()?.replacement()
    }

    /// Whether the credential has ended, and the program can do nothing about it: a person must sign in again, or
    /// put another credential in its place. The call itself may be right.
    ///
    /// | what happened | also found by |
    /// |---|---|
    /// | the server does not accept the credential | [`is_unauthorized`](Error::is_unauthorized) |
    /// | the grant is over: it was withdrawn, or its refresh token has expired | `Failure::ConsentNeeded` of [`oauth`] |
    /// | the access token has expired, and there is no refresh token | `Failure::NoRefreshToken` of [`oauth`] |
    /// | no tokens are stored for this user | `Failure::NothingStored` of [`oauth`] |
    /// | the stored tokens are for fewer scopes than the program needs now | `Failure::StoredForFewer` of [`oauth`] |
    /// | the token that Forge sent with an invocation has expired | [`is_expired`] |
    ///
    /// A token that lacks a scope is another matter: see [`is_scope`](Error::is_scope).
    ///
    #[cfg_attr(feature = "oauth", doc = "[`oauth`]: Error::oauth")]
    #[cfg_attr(not(feature = "oauth"), doc = "[`oauth`]: crate#features")]
    #[cfg_attr(feature = "forge", doc = "[`is_expired`]: Error::is_expired")]
    #[cfg_attr(not(feature = "forge"), doc = "[`is_expired`]: crate#features")]
    #[doc(alias("sign in again", "invalid_grant"))]
    pub fn needs_sign_in(&self) -> bool {
        match &self.0.kind {
            #[cfg(feature = "forge")]
            ErrorKind::Expired(_) => true,
            #[cfg(feature = "oauth")]
            ErrorKind::OAuth(failure) => {
                use crate::oauth::Failure;
                matches!(
                    failure,
                    Failure::ConsentNeeded(_)
                        | Failure::NoRefreshToken
                        | Failure::NothingStored(_)
                        | Failure::StoredForFewer { .. }
                )
            }
            _ => self.is_unauthorized(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(feature = "oauth")]
    #[test]
    fn every_face_of_sign_in_again_has_one_question() {
        use crate::oauth::{Failure, Rejection};
        let rejection = || Rejection::new(Some(StatusCode::FORBIDDEN), "unauthorized_client".to_owned(), None);
        let failures = [
            (Failure::ConsentNeeded(rejection()), true),
            (Failure::NoRefreshToken, true),
            (Failure::NothingStored("k".to_owned()), true),
            (Failure::Rejected(rejection()), false),
            (Failure::Declined, false),
            (Failure::ScopesMissing(vec!["s".to_owned()]), false),
            (Failure::Interrupted, false),
        ];
        for (failure, signed_out) in failures {
            let error = Error::from(failure);
            assert_eq!(error.needs_sign_in(), signed_out, "{error}");
        }
    }

    #[cfg(feature = "forge")]
    #[test]
    fn a_token_of_forge_that_has_expired_is_one_of_them() {
        assert!(Error::new(ErrorKind::Expired("p".to_owned())).needs_sign_in());
        assert!(!Error::new(ErrorKind::Credential("p".to_owned())).needs_sign_in());
    }

    #[test]
    fn a_pause_says_for_how_long_and_that_nothing_was_sent() {
        let error = Error::new(ErrorKind::Paused {
            wait: Duration::from_secs(90),
            reason: "confluence-quota-tenant-based".to_owned(),
        });
        assert_eq!(error.retry_after(), Some(Duration::from_secs(90)));
        assert_eq!((error.attempts(), error.elapsed()), (0, Duration::ZERO));
        assert!(error.is_rate_limited() && !error.may_have_been_applied());
        assert_eq!(
            error.to_string(),
            "the server takes no requests for 90 s: a rate limit was reached (confluence-quota-tenant-based); nothing was sent"
        );
    }
}
