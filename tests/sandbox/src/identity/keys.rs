//! The keys that the sandbox signs with as the vendor. They are public, being part of this crate, and so protect nothing: only the names
//! they go by are new in every sandbox.

use std::io;

use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, EncodingKey};
use serde_json::{Value, json};

use crate::server::Sandbox;
use crate::state::random_uuid;

/// The private and the public half of each.
const PAIRS: [(&str, &str); 2] = [
    (
        include_str!("keys/test_key_1.pem"),
        include_str!("keys/test_key_1.pub.pem"),
    ),
    (
        include_str!("keys/test_key_2.pem"),
        include_str!("keys/test_key_2.pub.pem"),
    ),
];

/// A key under the name it is published by.
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

    pub(crate) fn private(&self) -> io::Result<EncodingKey> {
        EncodingKey::from_rsa_pem(PAIRS[self.pair].0.as_bytes()).map_err(io::Error::other)
    }

    pub(crate) fn public_pem(&self) -> &'static str {
        PAIRS[self.pair].1
    }

    fn jwk(&self) -> io::Result<Value> {
        let jwk = Jwk::from_encoding_key(&self.private()?, Algorithm::RS256).map_err(io::Error::other)?;
        let mut jwk = serde_json::to_value(jwk)?;
        jwk["kid"] = self.kid.clone().into();
        jwk["use"] = "sig".into();
        Ok(jwk)
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

    /// As a JSON Web Key Set.
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
}
