//! The keys with which the sandbox signs in the vendor's place. They are part of this crate and so public, and protect
//! nothing. Only their names are new in each sandbox.

use super::jwt;
use crate::server::Sandbox;
use crate::state::random_uuid;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::EncodingKey;
use jsonwebtoken::crypto::rust_crypto::DEFAULT_PROVIDER;
use serde_json::{Value, json};
use std::io;

/// The private and the public half of each key.
const PAIRS: [(&str, &str); 2] = [
    (include_str!("test_key_1.pem"), include_str!("test_key_1.pub.pem")),
    (include_str!("test_key_2.pem"), include_str!("test_key_2.pub.pem")),
];

/// The prefix of the names of keys for invocations.
const INVOCATION: &str = "forge/invocation-token/";

/// A key and its name for installations.
#[derive(Clone, Debug)]
pub(crate) struct Key {
    pub(crate) kid: String,
    pair: usize,
}

/// The current key, and the key before it, which is still published.
#[derive(Clone, Debug)]
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

    /// The name of the key for invocations. It contains slashes, like the vendor's names.
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

    /// Both keys, the current one first.
    fn published(&self) -> impl Iterator<Item = &Key> {
        [&self.current].into_iter().chain(&self.former)
    }

    pub(crate) fn find(&self, kid: &str) -> Option<&Key> {
        self.published().find(|key| key.kid == kid)
    }

    /// The keys as a JSON Web Key Set, for invocations.
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
    /// Signs with a new key from now on. The key before it is still published. Older keys are not.
    pub fn rotate_keys(&self) {
        self.shared.state_mut().identity.keys.rotate();
    }

    /// Signs any claims as the vendor signs installations: RS256, with the current key. Use it to make tokens that an
    /// app must refuse although their signature is right.
    ///
    /// # Errors
    ///
    /// If it cannot be signed. This does not happen in practice.
    pub fn sign_installation(&self, claims: &Value) -> io::Result<String> {
        jwt::sign_installation(self.shared.state().identity.keys.current(), claims)
    }

    /// Signs any claims as the vendor signs invocations.
    ///
    /// # Errors
    ///
    /// If it cannot be signed. This does not happen in practice.
    pub fn sign_invocation(&self, claims: &Value) -> io::Result<String> {
        jwt::sign_invocation(self.shared.state().identity.keys.current(), claims)
    }
}
