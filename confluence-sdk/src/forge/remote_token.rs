//! The tokens that come with an invocation. Only their expiry is read.

use crate::Result;
use crate::auth::{Authorize, insert_authorization};
use crate::error::{Error, ErrorKind};
use crate::jwt::{Unverified, now, seconds};
use crate::secret::Secret;
use crate::timestamp::Timestamp;
use futures_core::future::BoxFuture;
use http::request::Parts;
use secrecy::{ExposeSecret, SecretString};
use std::fmt;
use std::sync::Arc;

/// A token to call with. Clones share it.
#[derive(Clone)]
pub(super) struct RemoteToken(Arc<Inner>);

struct Inner {
    header: SecretString,
    secret: Secret,
    /// Seconds since 1970, if known.
    expires: Option<u64>,
    kind: TokenKind,
}

/// The source of a token, which is also where the next one comes from.
#[derive(Clone, Copy)]
pub(super) enum TokenKind {
    System,
    User,
    Offline,
}

impl TokenKind {
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::System => ("system token", "a fresh one comes with the next invocation"),
            Self::User => ("user token", "a fresh one comes with the next invocation of a user"),
            Self::Offline => (
                "offline user token",
                "ask for another with a system token that is still good",
            ),
        }
    }
}

impl RemoteToken {
    /// `expires` is in seconds since 1970. If the token names an earlier time, that one counts.
    pub(super) fn new(token: &str, kind: TokenKind, expires: Option<u64>) -> Self {
        let own = expiry(token);
        let header = format!("Bearer {token}");
        Self(Arc::new(Inner {
            secret: Secret::of_value(&header),
            header: header.into(),
            expires: own.into_iter().chain(expires).min(),
            kind,
        }))
    }

    pub(super) fn expires(&self) -> Option<Timestamp> {
        let millis = i64::try_from(self.0.expires?).ok()?.checked_mul(1000)?;
        Timestamp::from_millis(millis).ok()
    }

    fn unexpired(&self) -> Result<()> {
        match self.0.expires.and_then(|expires| now().checked_sub(expires)) {
            None => Ok(()),
            Some(since) => {
                let (name, instead) = self.0.kind.words();
                let problem = format!("the {name} expired {since} s ago; {instead}; nothing was sent");
                Err(Error::new(ErrorKind::Expired(problem)))
            }
        }
    }
}

impl Authorize for RemoteToken {
    fn authorize<'a>(&'a self, request: &'a mut Parts) -> BoxFuture<'a, Result<()>> {
        self.0.secret.go_with(request);
        let result = self
            .unexpired()
            .and_then(|()| insert_authorization(&mut request.headers, self.0.header.expose_secret()));
        Box::pin(std::future::ready(result))
    }

    fn renews(&self) -> bool {
        false
    }
}

impl fmt::Debug for RemoteToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.expires() {
            Some(expires) => write!(f, "RemoteToken(until {expires})"),
            None => f.write_str("RemoteToken(opaque)"),
        }
    }
}

/// The `exp` of a token that has one. It is not verified here; the server verifies the token.
fn expiry(token: &str) -> Option<u64> {
    let parsed = Unverified::parse(token).ok()?;
    seconds(parsed.unverified("exp")?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use proptest::prelude::*;

    fn with_claims(claims: &str) -> String {
        format!(
            "{}.{}.c2ln",
            URL_SAFE_NO_PAD.encode(r#"{"alg":"RS256"}"#),
            URL_SAFE_NO_PAD.encode(claims)
        )
    }

    #[test]
    fn the_sooner_of_two_expiries_counts() {
        let until = |token: &str, expires| RemoteToken::new(token, TokenKind::System, expires).0.expires;
        assert_eq!(until(&with_claims(r#"{"exp":1000}"#), None), Some(1000));
        assert_eq!(until(&with_claims(r#"{"exp":1000.5}"#), Some(900)), Some(900));
        assert_eq!(until(&with_claims(r#"{"exp":1000}"#), Some(2000)), Some(1000));
        for opaque in [
            "abc",
            "a.b.c",
            "a.b.c.d.e",
            &with_claims("{}"),
            &with_claims(r#"{"exp":"soon"}"#),
        ] {
            assert_eq!(until(opaque, None), None, "{opaque}");
        }
    }

    #[test]
    fn an_expired_token_makes_no_header() {
        let expired = RemoteToken::new(&with_claims(r#"{"exp":1000}"#), TokenKind::User, None);
        let error = expired.unexpired().unwrap_err();
        assert!(error.is_expired(), "{error}");
        assert!(
            error.to_string().contains("user token expired") && error.to_string().contains("next invocation"),
            "{error}"
        );
    }

    proptest! {
        #[test]
        fn any_token_is_held_without_panic_and_not_shown(token in "[ -~]{12,60}", expires in any::<Option<u64>>()) {
            let held = RemoteToken::new(&token, TokenKind::Offline, expires);
            let shown = format!("{held:?}");
            prop_assert!(!shown.contains(&token));
            let _ = held.unexpired();
        }
    }
}
