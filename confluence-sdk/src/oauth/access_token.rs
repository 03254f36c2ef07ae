//! An access token and its life: whether it has expired, and whether it is to be renewed.

use crate::secret::Secret;
use secrecy::{ExposeSecret, SecretString};
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

/// A token is renewed this long before it expires. One that lives less than twice as long is renewed at half of its
/// life.
const AHEAD: Duration = Duration::from_secs(60);
/// A token that was issued so much later than now shows that the clock was set back: its expiry says nothing.
const CLOCK_SET_BACK: Duration = Duration::from_secs(300);

/// An access token and the time when it expires. Clones share it.
#[derive(Clone)]
pub(crate) struct AccessToken(Arc<Held>);

struct Held {
    value: SecretString,
    secret: Secret,
    life: Life,
    /// When it came into this process, and how much of its life was left then. This clock is not set by anyone.
    since: Instant,
    left: Option<Duration>,
}

/// The time of a token by the clock of the machine, which may jump.
struct Life {
    issued: SystemTime,
    /// Unknown if the server does not say it. Such a token is renewed after a refusal only.
    expires: Option<SystemTime>,
}

impl AccessToken {
    pub(crate) fn new(value: SecretString, issued: SystemTime, expires: Option<SystemTime>) -> Self {
        let left = expires.map(|expires| expires.duration_since(SystemTime::now()).unwrap_or_default());
        Self(Arc::new(Held {
            secret: Secret::texts([value.expose_secret()].into_iter()),
            value,
            life: Life { issued, expires },
            since: Instant::now(),
            left,
        }))
    }

    /// What is known of it, so that it is recognised in what a server says.
    pub(super) fn secret(&self) -> &Secret {
        &self.0.secret
    }

    pub(crate) fn is(&self, other: &Self) -> bool {
        self.carries(other.text())
    }

    pub(super) fn text(&self) -> &str {
        self.0.value.expose_secret()
    }

    pub(super) fn carries(&self, text: &str) -> bool {
        self.text() == text
    }

    /// Whether it has expired, by the clock of the machine or by the time that has passed in this process.
    pub(crate) fn has_expired(&self, now: SystemTime) -> bool {
        let passed = self.0.left.is_some_and(|left| left <= self.0.since.elapsed());
        passed || self.0.life.expires.is_some_and(|expires| expires <= now)
    }

    /// Whether it need not be renewed yet.
    pub(crate) fn is_fresh(&self, now: SystemTime) -> bool {
        let life = &self.0.life;
        let passed = self
            .0
            .left
            .is_some_and(|left| left <= self.0.since.elapsed() + life.ahead());
        !passed && life.is_fresh(now)
    }
}

impl Life {
    fn ahead(&self) -> Duration {
        let whole = self
            .expires
            .and_then(|expires| expires.duration_since(self.issued).ok());
        whole.map_or(Duration::ZERO, |whole| AHEAD.min(whole / 2))
    }

    fn is_fresh(&self, now: SystemTime) -> bool {
        let Some(expires) = self.expires else { return true };
        let set_back = self
            .issued
            .duration_since(now)
            .is_ok_and(|ahead| ahead > CLOCK_SET_BACK);
        !set_back && now + self.ahead() < expires
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccessToken")
            .field("expires", &self.0.life.expires)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_renewed_a_minute_ahead_or_at_half_of_its_life() {
        let issued = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000);
        let after = |life: u64, seconds: u64| {
            let expires = Some(issued + Duration::from_secs(life));
            Life { issued, expires }.is_fresh(issued + Duration::from_secs(seconds))
        };
        assert!(after(3600, 3539) && !after(3600, 3540));
        assert!(after(10, 4) && !after(10, 5) && !after(0, 0));
        let endless = Life { issued, expires: None };
        assert!(endless.is_fresh(issued + Duration::from_secs(1 << 30)));
    }

    #[test]
    fn a_clock_that_is_set_back_does_not_keep_a_token() {
        let issued = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000);
        let life = Life {
            issued,
            expires: Some(issued + Duration::from_secs(3600)),
        };
        assert!(
            life.is_fresh(issued - Duration::from_secs(60)),
            "clocks differ a little"
        );
        assert!(!life.is_fresh(issued - Duration::from_secs(24 * 3600)));

        let now = SystemTime::now();
        let token = AccessToken::new("t".into(), now, Some(now + Duration::from_millis(20)));
        assert!(!token.has_expired(now));
        std::thread::sleep(Duration::from_millis(30));
        assert!(token.has_expired(now - Duration::from_secs(24 * 3600)));
        assert!(!token.is_fresh(now - Duration::from_secs(1)));
    }
}
