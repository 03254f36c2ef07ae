//! Remembers recent lifecycle calls, so that a token is not accepted with a second body.
//!
//! Only tokens with a `jti` are remembered, because they differ from call to call. Without a `jti`, a tenant that
//! installs twice within a second sends the same token twice, and its second secret must not be refused for that.

use super::qsh::hash;
use crate::jwt::Claims;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// The most calls that are remembered. Only calls that the vendor has signed are, and only until they expire, so there
/// are never many.
const MOST: usize = 4096;

#[derive(Default)]
pub(super) struct Seen(Mutex<HashMap<String, Call>>);

struct Call {
    body: String,
    /// The time when the token expires, in seconds since 1970.
    until: u64,
}

impl Seen {
    /// Whether this token may come with this body. It may if it comes for the first time or if the body is the same, as
    /// the vendor may repeat a call.
    pub(super) fn allows(&self, token: &str, claims: &Claims, body: &str, now: u64, until: u64) -> bool {
        claims.get("jti").is_none() || self.is_same(token, body, now, until)
    }

    fn is_same(&self, token: &str, body: &str, now: u64, until: u64) -> bool {
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
        assert!(seen.is_same("t", "one", 100, 200) && seen.is_same("t", "one", 150, 200));
        assert!(!seen.is_same("t", "two", 199, 200));
        assert!(seen.is_same("u", "two", 199, 300));
        assert!(seen.is_same("t", "two", 200, 400));
        assert_eq!(seen.0.lock().unwrap().len(), 2);
    }
}
