//! JSON Web Tokens: signing, parsing, verifying. The callers decide what the claims must say.
//!
//! Signatures are made and checked by `jsonwebtoken`, through its RustCrypto backend by name. Its own `encode` and
//! `decode` use the backend that the whole process has chosen, and panic if two crates of a build switched on one each.
//! Here no backend has to be installed, and an installed one is not touched. The caller always names the algorithm: the
//! one that a token names is compared with it, and never followed.

mod refusal;
#[cfg(feature = "axum")]
mod response;

pub use refusal::TokenError;

use crate::timestamp::unix_seconds;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::DecodingKey;
use jsonwebtoken::crypto::rust_crypto::DEFAULT_PROVIDER;
use serde_json::{Map, Value};
use std::time::{Duration, SystemTime};
#[cfg(feature = "connect")]
use {jsonwebtoken::EncodingKey, serde::Serialize};

/// How much clocks may differ.
pub(crate) const LEEWAY: Duration = Duration::from_secs(30);

/// The longest token that is read. The vendor's tokens are much shorter.
const MOST_BYTES: usize = 64 << 10;

/// The algorithms that the vendor uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Algorithm {
    /// With a secret that both sides know.
    #[cfg(feature = "connect")]
    HS256,
    /// With a private key; verified with the public one.
    RS256,
}

impl Algorithm {
    fn name(self) -> &'static str {
        match self {
            #[cfg(feature = "connect")]
            Self::HS256 => "HS256",
            Self::RS256 => "RS256",
        }
    }
}

impl From<Algorithm> for jsonwebtoken::Algorithm {
    fn from(algorithm: Algorithm) -> Self {
        match algorithm {
            #[cfg(feature = "connect")]
            Algorithm::HS256 => Self::HS256,
            Algorithm::RS256 => Self::RS256,
        }
    }
}

/// A parsed token. Nothing in it can be believed yet.
pub(crate) struct Unverified<'t> {
    message: &'t str,
    signature: Vec<u8>,
    header: Map<String, Value>,
    claims: Map<String, Value>,
}

/// The claims of a token whose signature was verified.
#[derive(Clone)]
pub(crate) struct Claims(Map<String, Value>);

impl<'t> Unverified<'t> {
    pub(crate) fn parse(token: &'t str) -> Result<Self, TokenError> {
        if token.len() > MOST_BYTES {
            return Err(TokenError::Malformed("is too long"));
        }
        let (message, signature) = token
            .rsplit_once('.')
            .ok_or(TokenError::Malformed("does not have three parts"))?;
        let (header, claims) = message
            .split_once('.')
            .filter(|(_, claims)| !claims.contains('.'))
            .ok_or(TokenError::Malformed("does not have three parts"))?;
        let header = object(header)?;
        if header.contains_key("crit") {
            // RFC 7515, 4.1.11: a token with an extension that is not understood is refused.
            return Err(TokenError::Malformed(
                "demands an extension that is not known here (`crit`)",
            ));
        }
        Ok(Self {
            message,
            signature: URL_SAFE_NO_PAD
                .decode(signature)
                .map_err(|_| TokenError::Malformed("has a part that is not base64url"))?,
            header,
            claims: object(claims)?,
        })
    }

    /// Refuses a token that does not name this algorithm.
    pub(crate) fn pinned(&self, algorithm: Algorithm) -> Result<(), TokenError> {
        let found = self.header.get("alg").and_then(Value::as_str).unwrap_or_default();
        if found == algorithm.name() {
            return Ok(());
        }
        Err(TokenError::Algorithm {
            found: found.chars().take(16).collect(),
            expected: algorithm.name(),
        })
    }

    /// The id of the key, if it has the form of one that is looked up by address.
    #[cfg(feature = "connect")]
    pub(crate) fn key_id(&self) -> Result<&str, TokenError> {
        let kid = self.key_name()?;
        if kid.starts_with('.') || kid.contains("..") || kid.contains('/') {
            return Err(TokenError::KeyId);
        }
        Ok(kid)
    }

    /// The id of the key, if it has the form of one that is looked up in a list: such as `forge/invocation-token/…`.
    pub(crate) fn key_name(&self) -> Result<&str, TokenError> {
        let kid = self.header.get("kid").and_then(Value::as_str).unwrap_or_default();
        let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ':' | '=' | '/');
        if kid.is_empty() || kid.len() > 200 || !kid.chars().all(fits) {
            return Err(TokenError::KeyId);
        }
        Ok(kid)
    }

    /// A claim before the signature is verified. Use it only to find the key to verify with.
    pub(crate) fn unverified(&self, claim: &str) -> Option<&Value> {
        self.claims.get(claim)
    }

    /// Checks the signature.
    pub(crate) fn verify(self, algorithm: Algorithm, key: &DecodingKey) -> Result<Claims, TokenError> {
        self.pinned(algorithm)?;
        let verifier =
            (DEFAULT_PROVIDER.verifier_factory)(&algorithm.into(), key).map_err(|_| TokenError::Signature)?;
        verifier
            .verify(self.message.as_bytes(), &self.signature)
            .map_err(|_| TokenError::Signature)?;
        Ok(Claims(self.claims))
    }
}

impl Claims {
    /// Refuses a token that has expired or is not valid yet. `exp` must be there; `nbf` and `iat` are checked if they
    /// are. `now` is in seconds since 1970.
    pub(crate) fn check_times(&self, now: u64, leeway: Duration) -> Result<(), TokenError> {
        let leeway = leeway.as_secs();
        let expiry = self.expiry()?;
        if now >= expiry.saturating_add(leeway) {
            return Err(TokenError::Expired(now - expiry));
        }
        for start in [self.seconds("nbf")?, self.seconds("iat")?].into_iter().flatten() {
            if start > now.saturating_add(leeway) {
                return Err(TokenError::NotYetValid(start - now));
            }
        }
        Ok(())
    }

    /// The time when it expires, in seconds since 1970.
    pub(crate) fn expiry(&self) -> Result<u64, TokenError> {
        self.seconds("exp")?.ok_or(TokenError::MissingClaim("exp"))
    }

    pub(crate) fn get(&self, claim: &str) -> Option<&Value> {
        self.0.get(claim)
    }

    /// A claim that must be a text.
    pub(crate) fn text(&self, claim: &'static str) -> Result<&str, TokenError> {
        self.get(claim)
            .and_then(Value::as_str)
            .ok_or(TokenError::MissingClaim(claim))
    }

    /// `aud`, which is a text or a list of them.
    pub(crate) fn audience(&self) -> Vec<&str> {
        audience(self.get("aud"))
    }

    pub(crate) fn into_map(self) -> Map<String, Value> {
        self.0
    }

    fn seconds(&self, claim: &'static str) -> Result<Option<u64>, TokenError> {
        match self.get(claim) {
            None | Some(Value::Null) => Ok(None),
            Some(value) => seconds(value).map(Some).ok_or(TokenError::MissingClaim(claim)),
        }
    }
}

/// A date in whole seconds since 1970. Fractions are legal, and are cut off.
pub(crate) fn seconds(value: &Value) -> Option<u64> {
    // The cast saturates: a date beyond the range of `u64` stays far away.
    let part = || value.as_f64().filter(|part| *part >= 0.0).map(|part| part as u64);
    value.as_u64().or_else(part)
}

/// `aud`, which is a text or a list of them.
pub(crate) fn audience(value: Option<&Value>) -> Vec<&str> {
    match value {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

/// A signed token with the header `{"typ":"JWT","alg":…}`, claims in the order of the struct.
#[cfg(feature = "connect")]
pub(crate) fn sign(algorithm: Algorithm, key: &EncodingKey, claims: &impl Serialize) -> crate::Result<String> {
    let failed = |problem: &str| crate::Error::new(crate::error::ErrorKind::Credential(problem.to_owned()));
    let unsigned = || failed("a token cannot be signed with this secret");
    let claims = serde_json::to_vec(claims).map_err(|_| failed("the claims cannot be written as JSON"))?;
    let header = format!(r#"{{"typ":"JWT","alg":"{}"}}"#, algorithm.name());
    let message = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(claims));
    let signer = (DEFAULT_PROVIDER.signer_factory)(&algorithm.into(), key).map_err(|_| unsigned())?;
    let signature = signer.try_sign(message.as_bytes()).map_err(|_| unsigned())?;
    Ok(format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature)))
}

/// Seconds since 1970, by the clock of this machine.
pub(crate) fn now() -> u64 {
    unix_seconds(SystemTime::now())
}

fn object(part: &str) -> Result<Map<String, Value>, TokenError> {
    let bytes = URL_SAFE_NO_PAD
        .decode(part)
        .map_err(|_| TokenError::Malformed("has a part that is not base64url"))?;
    serde_json::from_slice(&bytes).map_err(|_| TokenError::Malformed("has a part that is not a JSON object"))
}

#[cfg(all(test, feature = "connect"))]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn token(claims: &Value) -> String {
        sign(
            Algorithm::HS256,
            &EncodingKey::from_secret(b"not-a-real-secret"),
            claims,
        )
        .unwrap()
    }

    fn verified(token: &str) -> Result<Claims, TokenError> {
        Unverified::parse(token)?.verify(Algorithm::HS256, &DecodingKey::from_secret(b"not-a-real-secret"))
    }

    #[test]
    fn times_are_checked_with_leeway() {
        let claims = verified(&token(&json!({"exp": 1000, "nbf": 500.5, "iat": 400}))).unwrap();
        let leeway = Duration::from_secs(30);
        assert!(claims.check_times(1029, leeway).is_ok());
        assert!(matches!(claims.check_times(1030, leeway), Err(TokenError::Expired(30))));
        assert!(claims.check_times(470, leeway).is_ok());
        assert!(matches!(
            claims.check_times(469, leeway),
            Err(TokenError::NotYetValid(31))
        ));
        for bad in [
            json!({}),
            json!({"exp": "1000"}),
            json!({"exp": -1}),
            json!({"exp": null}),
        ] {
            let claims = verified(&token(&bad)).unwrap();
            assert!(
                matches!(claims.check_times(0, leeway), Err(TokenError::MissingClaim("exp"))),
                "{bad}"
            );
        }
        let endless = verified(&token(&json!({"exp": 1e300}))).unwrap();
        assert!(endless.check_times(u64::MAX - 1, leeway).is_ok());
    }

    #[test]
    fn an_algorithm_is_compared_and_never_followed() {
        let claims = URL_SAFE_NO_PAD.encode(r#"{"exp":1}"#);
        for alg in ["none", "None", "HS512", "RS256", "hs256", ""] {
            let header = URL_SAFE_NO_PAD.encode(json!({"typ": "JWT", "alg": alg}).to_string());
            let refused = verified(&format!("{header}.{claims}.")).err().unwrap();
            assert!(
                matches!(&refused, TokenError::Algorithm { found, expected: "HS256" } if found == alg),
                "{refused}"
            );
        }
        let critical = URL_SAFE_NO_PAD.encode(r#"{"alg":"HS256","crit":["b64"],"b64":false}"#);
        assert!(matches!(
            verified(&format!("{critical}.{claims}.")),
            Err(TokenError::Malformed(_))
        ));
    }

    #[test]
    fn key_ids_cannot_lead_elsewhere() {
        let kid = |kid: Value| {
            let header = URL_SAFE_NO_PAD.encode(json!({"alg": "RS256", "kid": kid}).to_string());
            let token = format!("{header}.e30.");
            Unverified::parse(&token).is_ok_and(|token| token.key_id().is_ok())
        };
        assert!(kid(json!("27bf1c5a-8d5f-4c1f-9f5f-0a3c1f9d2b7e")) && kid(json!("a.b_c=")));
        for bad in [
            "", "..", "a/../b", "a/b", "a?b", "a#b", "a%2fb", "a b", ".a", "a..b", "ä", "a\n",
        ] {
            assert!(!kid(json!(bad)), "{bad:?}");
        }
        assert!(!kid(json!(7)) && !kid(json!("a".repeat(201))));
    }

    proptest! {
        #[test]
        fn any_text_is_taken_apart_without_panic(text in "[A-Za-z0-9_.=-]{0,80}|.*") {
            let _ = verified(&text);
        }

        #[test]
        fn one_changed_character_is_found(at in any::<proptest::sample::Index>(), put in "[A-Za-z0-9_-]") {
            let token = token(&json!({"iss": "me", "exp": 1000}));
            let place = at.index(token.len());
            let changed = format!("{}{put}{}", &token[..place], &token[place + 1..]);
            if changed != token {
                prop_assert!(verified(&changed).is_err());
            }
        }
    }
}
