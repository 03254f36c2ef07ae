//! Lifecycle calls that have come lately, so that a token does not serve for a second body.

use super::qsh::hash;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Only what the vendor has signed is remembered, and only until it expires: there are never many.
const MOST: usize = 4096;

#[derive(Default)]
pub(super) struct Seen(Mutex<HashMap<String, Call>>);

struct Call {
    body: String,
    /// In seconds since 1970.
    until: u64,
}

impl Seen {
    /// Whether this token came for the first time, or with the same body as then: the vendor may send a call again.
    pub(super) fn is_same(&self, token: &str, body: &[u8], now: u64, until: u64) -> bool {
        let mut calls = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        calls.retain(|_, call| call.until > now);
        let (token, body) = (hash(token), hash(body));
        if let Some(before) = calls.get(&token) {
            return before.body == body;
        }
        if calls.len() < MOST {
            calls.insert(token, Call { body, until });
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_belongs_to_one_body_until_it_expires() {
        let seen = Seen::default();
        assert!(seen.is_same("t", b"one", 100, 200) && seen.is_same("t", b"one", 150, 200));
        assert!(!seen.is_same("t", b"two", 199, 200));
        assert!(seen.is_same("u", b"two", 199, 300));
        assert!(seen.is_same("t", b"two", 200, 400));
        assert_eq!(seen.0.lock().unwrap().len(), 2);
    }
}
