//! Signing and reading of JSON Web Tokens.

use std::collections::HashSet;
use std::io;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::Value;

use super::keys::Key;

/// Signed by the vendor's key: RS256, with the key's name in the header.
pub(crate) fn sign_as_vendor(key: &Key, claims: &Value) -> io::Result<String> {
    let header = Header {
        kid: Some(key.kid.clone()),
        ..Header::new(Algorithm::RS256)
    };
    encode(&header, claims, &key.private()?).map_err(io::Error::other)
}

/// Signed by a shared secret: HS256.
pub(crate) fn sign(secret: &SecretString, claims: &Value) -> io::Result<String> {
    let key = EncodingKey::from_secret(secret.expose_secret().as_bytes());
    encode(&Header::new(Algorithm::HS256), claims, &key).map_err(io::Error::other)
}

/// The claims of a token that nobody has verified yet, to find out whose it is.
pub(crate) fn unverified(token: &str) -> Option<Value> {
    let mut parts = token.split('.');
    let (_, claims, _) = (parts.next()?, parts.next()?, parts.next()?);
    let claims = URL_SAFE_NO_PAD.decode(claims).ok()?;
    parts.next().is_none().then_some(())?;
    serde_json::from_slice(&claims).ok()
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

/// The claims of a token that this secret signed by HS256 and that has not expired.
pub(crate) fn verified(secret: &SecretString, token: &str) -> Result<Value, Flaw> {
    let mut rules = Validation::new(Algorithm::HS256);
    rules.leeway = 0;
    rules.validate_aud = false;
    rules.required_spec_claims = HashSet::from(["exp".to_owned()]);
    let key = DecodingKey::from_secret(secret.expose_secret().as_bytes());
    let token = decode::<Value>(token, &key, &rules).map_err(|error| match error.kind() {
        ErrorKind::InvalidAlgorithm => Flaw::Algorithm,
        ErrorKind::InvalidSignature => Flaw::Signature,
        ErrorKind::ExpiredSignature => Flaw::Expired,
        ErrorKind::MissingRequiredClaim(_) => Flaw::NoExpiry,
        _ => Flaw::Unreadable,
    })?;
    Ok(token.claims)
}
