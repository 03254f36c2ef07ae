//! The keys that the sandbox signs with as the vendor. They are public, being part of this crate, and so protect nothing: only the names
//! they go by are new in every sandbox.

use super::jwt;
use crate::server::Sandbox;
use crate::state::random_uuid;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::EncodingKey;
use jsonwebtoken::crypto::rust_crypto::DEFAULT_PROVIDER;
use serde_json::{Value, json};
use std::io;

/// The private and the public half of each.
const PAIRS: [(&str, &str); 2] = [
    (include_str!("test_key_1.pem"), include_str!("test_key_1.pub.pem")),
    (include_str!("test_key_2.pem"), include_str!("test_key_2.pub.pem")),
];

/// What the names of keys for invocations begin with.
const INVOCATION: &str = "forge/invocation-token/";

/// A key under the name it is published by for installations.
#[derive(Clone, Debug)]
pub(crate) struct Key {
    pub(crate) kid: String,
    pair: usize,
}

/// The key in use, and the one before it, which stays published.
#[derive(Debug)]
pub(crate) struct Keys {
    current: Key,
    former: Option<Key>,
}

impl Default for Keys {
    fn default() -> Self {
        Self {
            current: Key::new(0),
            former: None,
        }
    }
}

impl Key {
    fn new(pair: usize) -> Self {
        Self {
            kid: random_uuid(),
            pair: pair % PAIRS.len(),
        }
    }

    /// The name that it is published by for invocations, which has slashes as the vendor's have.
    pub(crate) fn invocation_kid(&self) -> String {
        format!("{INVOCATION}{}", self.kid)
    }

    pub(crate) fn private(&self) -> io::Result<EncodingKey> {
        EncodingKey::from_rsa_pem(PAIRS[self.pair].0.as_bytes()).map_err(io::Error::other)
    }

    pub(crate) fn public_pem(&self) -> &'static str {
        PAIRS[self.pair].1
    }

    fn jwk(&self) -> io::Result<Value> {
        let components = DEFAULT_PROVIDER.key_utils.rsa_pub_components_from_private_key;
        let (modulus, exponent) = components(self.private()?.as_bytes()).map_err(io::Error::other)?;
        let encode = |number: Vec<u8>| URL_SAFE_NO_PAD.encode(number);
        Ok(json!({
            "kty": "RSA",
            "alg": "RS256",
            "use": "sig",
            "kid": self.invocation_kid(),
            "n": encode(modulus),
            "e": encode(exponent),
        }))
    }
}

impl Keys {
    pub(crate) fn current(&self) -> &Key {
        &self.current
    }

    /// Both, the one in use first.
    fn published(&self) -> impl Iterator<Item = &Key> {
        [&self.current].into_iter().chain(&self.former)
    }

    pub(crate) fn find(&self, kid: &str) -> Option<&Key> {
        self.published().find(|key| key.kid == kid)
    }

    /// As a JSON Web Key Set, for invocations.
    pub(crate) fn set(&self) -> io::Result<Value> {
        let keys: io::Result<Vec<_>> = self.published().map(Key::jwk).collect();
        Ok(json!({ "keys": keys? }))
    }

    fn rotate(&mut self) {
        let next = Key::new(self.current.pair + 1);
        self.former = Some(std::mem::replace(&mut self.current, next));
    }
}

impl Sandbox {
    /// Signs with another key from now on. The former one stays published beside it; the one before that does not.
    pub fn rotate_keys(&self) {
        self.shared.state().identity.keys.rotate();
    }

    /// Any claims, signed as the vendor signs installations: RS256, by the key in use. For tokens that an app must refuse although their
    /// signature is right.
    ///
    /// # Errors
    ///
    /// If it cannot be signed, which does not happen.
    pub fn sign_installation(&self, claims: &Value) -> io::Result<String> {
        jwt::sign_installation(self.shared.state().identity.keys.current(), claims)
    }

    /// The same as the vendor signs invocations.
    ///
    /// # Errors
    ///
    /// If it cannot be signed, which does not happen.
    pub fn sign_invocation(&self, claims: &Value) -> io::Result<String> {
        jwt::sign_invocation(self.shared.state().identity.keys.current(), claims)
    }
}
