//! Signs and reads JSON Web Tokens. `jsonwebtoken` makes the signatures, with a backend that is named here. The crate's
//! own functions use the backend that the process has chosen, and panic if none is chosen.

use super::keys::Key;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use jsonwebtoken::crypto::rust_crypto::DEFAULT_PROVIDER;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Value, json};
use std::io;

/// Signs claims with the vendor's key, as for installations: RS256, with the name of the key in the header.
pub(crate) fn sign_installation(key: &Key, claims: &Value) -> io::Result<String> {
    sign_as_vendor(key, &key.kid, claims)
}

/// Signs claims with the vendor's key, as for invocations.
pub(crate) fn sign_invocation(key: &Key, claims: &Value) -> io::Result<String> {
    sign_as_vendor(key, &key.invocation_kid(), claims)
}

fn sign_as_vendor(key: &Key, kid: &str, claims: &Value) -> io::Result<String> {
    let header = json!({ "typ": "JWT", "alg": "RS256", "kid": kid });
    signed(Algorithm::RS256, &key.private()?, &header, claims)
}

/// Signs claims with a shared secret (HS256).
pub(crate) fn sign(secret: &SecretString, claims: &Value) -> io::Result<String> {
    let key = EncodingKey::from_secret(secret.expose_secret().as_bytes());
    let header = json!({ "typ": "JWT", "alg": "HS256" });
    signed(Algorithm::HS256, &key, &header, claims)
}

fn signed(algorithm: Algorithm, key: &EncodingKey, header: &Value, claims: &Value) -> io::Result<String> {
    let encode = |part: &Value| URL_SAFE_NO_PAD.encode(part.to_string());
    let message = format!("{}.{}", encode(header), encode(claims));
    let signer = (DEFAULT_PROVIDER.signer_factory)(&algorithm, key).map_err(io::Error::other)?;
    let signature = signer.try_sign(message.as_bytes()).map_err(io::Error::other)?;
    Ok(format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature)))
}

/// The claims of a token that is not verified yet. They tell whose token it is.
pub(crate) fn unverified(token: &str) -> Option<Value> {
    Parts::of(token).map(|parts| parts.claims)
}

/// What is wrong with a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flaw {
    Algorithm,
    Expired,
    NoExpiry,
    Signature,
    Unreadable,
}

impl Flaw {
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Algorithm => "The token must be signed by HS256",
            Self::Expired => "The token has expired",
            Self::NoExpiry => "The token has no `exp`",
            Self::Signature => "The signature of the token does not fit",
            Self::Unreadable => "The token cannot be read",
        }
    }
}

/// The claims of a token, if this secret has signed it (HS256) and it has not expired at this time.
pub(crate) fn verified(secret: &SecretString, token: &str, now: Timestamp) -> Result<Value, Flaw> {
    let parts = Parts::of(token).ok_or(Flaw::Unreadable)?;
    if parts.header["alg"] != "HS256" {
        return Err(Flaw::Algorithm);
    }
    let key = DecodingKey::from_secret(secret.expose_secret().as_bytes());
    let verifier = (DEFAULT_PROVIDER.verifier_factory)(&Algorithm::HS256, &key).map_err(|_| Flaw::Signature)?;
    verifier
        .verify(parts.message.as_bytes(), &parts.signature)
        .map_err(|_| Flaw::Signature)?;
    match parts.claims["exp"].as_i64() {
        None => Err(Flaw::NoExpiry),
        Some(expires) if expires <= now.as_second() => Err(Flaw::Expired),
        Some(_) => Ok(parts.claims),
    }
}

struct Parts<'t> {
    message: &'t str,
    header: Value,
    claims: Value,
    signature: Vec<u8>,
}

impl<'t> Parts<'t> {
    fn of(token: &'t str) -> Option<Self> {
        let (message, signature) = token.rsplit_once('.')?;
        let (header, claims) = message.split_once('.')?;
        let decode = |part: &str| URL_SAFE_NO_PAD.decode(part).ok();
        Some(Self {
            message,
            header: serde_json::from_slice(&decode(header)?).ok()?,
            claims: serde_json::from_slice(&decode(claims)?).ok()?,
            signature: decode(signature)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Flaw, sign, unverified, verified};
    use jiff::Timestamp;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn what_is_signed_can_be_read_and_expires() {
        let secret = "not-a-real-secret".to_owned().into();
        let claims = json!({ "iss": "a", "exp": 1_700_000_180 });
        let at = |second| Timestamp::from_second(second).unwrap();
        let token = sign(&secret, &claims).unwrap();
        assert_eq!(unverified(&token), Some(claims.clone()));
        assert_eq!(verified(&secret, &token, at(1_700_000_179)), Ok(claims));
        assert_eq!(verified(&secret, &token, at(1_700_000_180)), Err(Flaw::Expired));
        let another = "another".to_owned().into();
        assert_eq!(verified(&another, &token, at(0)), Err(Flaw::Signature));
    }

    proptest! {
        #[test]
        fn nothing_else_passes(token in "[A-Za-z0-9_.=-]{0,80}") {
            let secret = "not-a-real-secret".to_owned().into();
            prop_assert!(verified(&secret, &token, Timestamp::UNIX_EPOCH).is_err());
        }
    }
}
