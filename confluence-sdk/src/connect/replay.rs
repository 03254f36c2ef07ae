//! Lifecycle calls that have come lately, so that a token does not serve for a second body.
//!
//! Only tokens that differ from call to call are looked at, which are those with a `jti`. Without one, the same tenant makes the same token
//! again if it installs twice within a second, and the second secret must not be refused for that.

use super::qsh::hash;
use crate::jwt::Claims;
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
    /// Whether this token may come with this body: for the first time, or with the same one as then, since the vendor may send a call again.
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
