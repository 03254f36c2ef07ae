//! How often a request is sent, and how long is waited in between.

use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

/// How often a request is sent if it fails in a way that may pass, and how long is waited in between.
///
/// This is on by default, with the values of [`standard`](RetryPolicy::standard). Set another for all calls with
/// [`HttpBuilder::retries`](crate::HttpBuilder::retries), or for one call with [`Call::retries`](crate::Call::retries).
///
/// ```no_run
/// # use confluence_sdk::{*, v2::*};
/// # async fn example(id: PageId) -> Result<()> {
/// use std::time::Duration;
///
/// let policy = RetryPolicy::standard().max_attempts(8).backoff(Duration::from_secs(1), Duration::from_secs(60));
/// let http = Http::builder().retries(policy).timeout(Duration::from_secs(600)).build()?;
/// # let client = http.client(Site::new("https://example.atlassian.net")?, Credential::basic("e", "t")?);
/// let page = client.pages().get_page_by_id(id).retries(RetryPolicy::none()).await?;
/// # Ok(())
/// # }
/// ```
///
/// # What is sent again
///
/// | what happened | which calls | wait |
/// |---|---|---|
/// | 429 | all: the server has not done it | what the server says, or the backoff |
/// | 503, and the server says when to come back | all | what the server says |
/// | no connection | all: nothing was sent | the backoff |
/// | 408, 425, 500, 502, 503, 504, 520 to 530 | those that may be repeated | the backoff |
/// | the exchange broke off, or [the attempt](RetryPolicy::attempt_timeout) took too long | those that may be repeated | the backoff |
///
/// A call may be repeated if doing it twice is the same as doing it once: it reads, or it is a PUT or DELETE, unless
/// the spec says otherwise. See [`Repeat`](crate::spec::Repeat). Other calls may be repeated if they say so:
/// [`Call::retry_writes`](crate::Call::retry_writes).
///
/// The server says when to come back by `Retry-After`, `X-RateLimit-Reset` or `RateLimit`. The backoff is a random time
/// between zero and a limit that doubles with each attempt ("full jitter").
///
/// # What ends it
///
/// * The time limit of the call ([`HttpBuilder::timeout`](crate::HttpBuilder::timeout)). If the wait is longer than the
///   time that is left, the last answer is returned at once and not after the wait.
/// * The number of attempts.
/// * The [budget](crate::HttpBuilder::retry_budget) of the site: while most requests to it fail, few are sent again.
/// * A body that can be read only once.
#[doc(alias("retry policy", "backoff"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    pub(super) max_attempts: u32,
    base: Duration,
    cap: Duration,
    pub(super) attempt_timeout: Option<Duration>,
}

impl RetryPolicy {
    /// At most 5 attempts. The backoff begins with 0.5 seconds and is never longer than 30 seconds; after a 429 without
    /// a time it begins with 2 seconds. The vendor
    /// [recommends](https://developer.atlassian.com/cloud/confluence/rate-limiting/) four retries, 2 seconds and 30
    /// seconds.
    pub const fn standard() -> Self {
        Self {
            max_attempts: 5,
            base: Duration::from_millis(500),
            cap: Duration::from_secs(30),
            attempt_timeout: None,
        }
    }

    /// Nothing is sent again. A credential that was refused is still replaced once.
    pub const fn none() -> Self {
        Self::standard().max_attempts(1)
    }

    /// The largest number of attempts, with the first one. 0 means the same as 1.
    pub const fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts;
        self
    }

    /// The limits of the backoff: of the first wait, and of any.
    ///
    /// After a 429 without a time, the first wait is up to four times `base`.
    pub const fn backoff(mut self, base: Duration, cap: Duration) -> Self {
        self.base = base;
        self.cap = cap;
        self
    }

    /// The time limit of one attempt. Without it, one attempt may take all the time of the call, so a server that never
    /// answers is asked once.
    pub const fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.attempt_timeout = Some(limit);
        self
    }

    /// The same policy with attempts that take at most this long.
    pub(crate) fn with_attempts_of(self, most: Duration) -> Self {
        self.attempt_timeout(self.attempt_timeout.map_or(most, |limit| limit.min(most)))
    }

    /// The longest wait after so many attempts that were sent again.
    pub(super) fn longest(&self, again: u32, throttled: bool) -> Duration {
        let first = if throttled {
            self.base.saturating_mul(4)
        } else {
            self.base
        };
        let factor = 2_u32.checked_pow(again).unwrap_or(u32::MAX);
        first.saturating_mul(factor).min(self.cap)
    }

    /// What is added to a time that the server named, so that not all callers come back at once.
    pub(super) fn spread(&self) -> Duration {
        jitter(self.base.min(self.cap))
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self::standard()
    }
}

/// A random time up to `most`.
pub(crate) fn jitter(most: Duration) -> Duration {
    // The standard library seeds these hashers with random numbers. That is random enough to spread requests.
    let random = RandomState::new().hash_one(0);
    most.mul_f64(random as f64 / u64::MAX as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_backoff_doubles_up_to_its_cap() {
        let policy = RetryPolicy::standard();
        let longest = |throttled| [0, 1, 2, 6, 7, 40, u32::MAX].map(|n| policy.longest(n, throttled).as_millis());
        assert_eq!(longest(false), [500, 1000, 2000, 30_000, 30_000, 30_000, 30_000]);
        assert_eq!(longest(true), [2000, 4000, 8000, 30_000, 30_000, 30_000, 30_000]);
    }

    #[test]
    fn the_jitter_covers_the_whole_span() {
        const MOST: Duration = Duration::from_secs(8);
        let drawn: Vec<_> = (0..2000).map(|_| jitter(MOST)).collect();
        for eighth in 0..8 {
            let here = drawn.iter().filter(|time| time.as_secs() == eighth).count();
            assert!(
                (100..500).contains(&here),
                "{here} of 2000 between {eighth} and {} s",
                eighth + 1
            );
        }
    }

    proptest! {
        #[test]
        fn any_policy_gives_a_wait_within_its_cap(base in any::<u64>(), cap in any::<u64>(), again in any::<u32>(), throttled in any::<bool>()) {
            let policy = RetryPolicy::standard().backoff(Duration::from_millis(base), Duration::from_millis(cap));
            let longest = policy.longest(again, throttled);
            prop_assert!(longest <= Duration::from_millis(cap));
            prop_assert!(jitter(longest) <= longest);
            prop_assert!(policy.spread() <= Duration::from_millis(cap));
        }
    }
}
