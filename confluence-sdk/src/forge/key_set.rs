//! The vendor's public keys. They are fetched once, kept, and fetched again when a token names a key that is not among
//! them.
//!
//! Requests of callers must not cause many requests to the vendor. So there is one fetch at a time, and a pause after
//! it in which an unknown key id is refused without asking again. A fetch that fails leaves the former keys in place.
//! It runs in a task of its own: see [`Document`].

use crate::http::Http;
use crate::jwt::TokenError;
use crate::keys::{self, Document, KeysError};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::DecodingKey;
use serde_json::Value;
use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use url::Url;

/// How long a caller whose key is known waits while the keys are fetched again.
const REFRESH_LIMIT: Duration = Duration::from_secs(2);

type Keys = HashMap<String, Arc<DecodingKey>>;

/// The keys of one address.
pub(super) struct KeySet {
    document: Document<Keys>,
    /// The keys are fetched again after this time, so that a withdrawn key is forgotten.
    pub(super) life: Duration,
    /// For this time after a fetch, an unknown key id causes no other. It is shorter after a fetch that failed.
    pub(super) pause: Duration,
}

impl KeySet {
    pub(super) fn new(http: Http, address: Url) -> Self {
        Self {
            document: Document::new(http, address, read),
            life: Duration::from_secs(60 * 60),
            pause: Duration::from_secs(10),
        }
    }

    /// The same with the keys of another address.
    pub(super) fn at(&self, http: Http, address: Url) -> Self {
        Self {
            document: Document::new(http, address, read),
            ..*self
        }
    }

    /// The key with this id.
    pub(super) async fn key(&self, id: &str) -> Result<Arc<DecodingKey>, TokenError> {
        match self.find(id) {
            Some((key, true)) => return Ok(key),
            // The first caller waits a little; the others do not.
            Some((key, false)) if self.document.is_under_way() => return Ok(key),
            Some(_) => self.document.refresh(self.pause, REFRESH_LIMIT).await,
            None => self.document.refresh(self.pause, keys::PATIENCE).await,
        }
        match self.find(id) {
            Some((key, _)) => Ok(key),
            None => Err(self.unknown(id)),
        }
    }

    /// The key, and whether it is fresh.
    fn find(&self, id: &str) -> Option<(Arc<DecodingKey>, bool)> {
        let (keys, fresh) = self.document.held(self.life)?;
        keys.get(id).map(|key| (key.clone(), fresh))
    }

    fn unknown(&self, id: &str) -> TokenError {
        match self.document.failure() {
            // Without an answer it is not known whether there is such a key.
            Some(failure) => TokenError::KeysUnavailable(failure.into()),
            None => TokenError::UnknownKey(id.to_owned()),
        }
    }
}

impl fmt::Debug for KeySet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let held = self.document.held(self.life).map_or(0, |(keys, _)| keys.len());
        f.debug_struct("KeySet")
            .field("document", &self.document)
            .field("keys", &held)
            .finish_non_exhaustive()
    }
}

/// The RSA keys for signatures in a JSON Web Key Set. Other keys in it are ignored.
fn read(document: &[u8]) -> Result<Keys, KeysError> {
    let unreadable = |problem: &str| KeysError::Unreadable(problem.to_owned());
    let document: Value = serde_json::from_slice(document).map_err(|_| unreadable("is not JSON"))?;
    let listed = document
        .get("keys")
        .and_then(Value::as_array)
        .ok_or_else(|| unreadable("has no list `keys`"))?;
    let mut keys = HashMap::new();
    for (id, key) in listed.iter().filter_map(signing_key) {
        keys.entry(id).or_insert_with(|| Arc::new(key));
    }
    match keys.is_empty() {
        true => Err(unreadable("has no RSA key for signatures")),
        false => Ok(keys),
    }
}

fn signing_key(key: &Value) -> Option<(String, DecodingKey)> {
    let text = |name: &str| key.get(name).and_then(Value::as_str);
    let absent_or = |name: &str, wanted: &str| match key.get(name) {
        None | Some(Value::Null) => true,
        Some(value) => value == wanted,
    };
    if text("kty") != Some("RSA") || !absent_or("use", "sig") || !absent_or("alg", "RS256") {
        return None;
    }
    let (modulus, exponent) = (bytes(text("n")?)?, bytes(text("e")?)?);
    let key = keys::strong(DecodingKey::from_rsa_raw_components(&modulus, &exponent)).ok()?;
    Some((text("kid")?.to_owned(), key))
}

fn bytes(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn key(changes: Value) -> Value {
        let mut key = json!({"kty": "RSA", "kid": "a", "n": URL_SAFE_NO_PAD.encode([181; 256]), "e": "AQAB"});
        for (name, value) in changes.as_object().into_iter().flatten() {
            key[name] = value.clone();
        }
        key
    }

    #[test]
    fn only_rsa_keys_for_rs256_signatures_are_taken() {
        for good in [
            json!({}),
            json!({"alg": "RS256", "use": "sig"}),
            json!({"alg": null, "x5t": 7}),
        ] {
            assert!(signing_key(&key(good.clone())).is_some(), "{good}");
        }
        for bad in [
            json!({"kty": "EC"}),
            json!({"kty": "oct", "k": "c2VjcmV0"}),
            json!({"alg": "HS256"}),
            json!({"alg": "RS512"}),
            json!({"use": "enc"}),
            json!({"kid": null}),
            json!({"kid": 7}),
            json!({"n": "AQAB"}),
            json!({"n": format!("{}AQAB", "A".repeat(400))}),
            json!({"n": "not base64!"}),
            json!({"e": ""}),
        ] {
            assert!(signing_key(&key(bad.clone())).is_none(), "{bad}");
        }
    }

    #[test]
    fn one_odd_key_does_not_spoil_the_others() {
        let set = json!({"keys": [7, {"kty": "EC"}, key(json!({})), key(json!({"kid": "b"}))]});
        let keys = read(set.to_string().as_bytes()).unwrap();
        assert_eq!(keys.len(), 2);
        for (bad, words) in [
            ("", "not JSON"),
            ("[]", "no list"),
            (r#"{"keys":{}}"#, "no list"),
            (r#"{"keys":[{}]}"#, "no RSA key"),
        ] {
            let error = read(bad.as_bytes()).unwrap_err().to_string();
            assert!(error.contains(words), "{bad}: {error}");
        }
    }

    proptest! {
        #[test]
        fn any_document_is_read_without_panic(document in proptest::collection::vec(any::<u8>(), 0..200), n in ".{0,40}", e in ".{0,9}") {
            let _ = read(&document);
            let _ = read(json!({"keys": [key(json!({"n": n, "e": e}))]}).to_string().as_bytes());
        }
    }
}
