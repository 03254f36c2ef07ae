//! Public keys by address: small documents that are fetched over the transport of an [`Http`].
//!
//! What comes is not trusted: it has a time limit and a size limit, a redirect is not followed, and no credential goes out. What the document
//! means is for whoever asked for it.

use crate::error::Error;
use crate::http::Http;
use crate::transport::{Body, Deadline, TransportError};
use bytes::Bytes;
use std::fmt;
use std::time::Duration;
use url::Url;

/// From sending to the last byte.
pub(crate) const TIME_LIMIT: Duration = Duration::from_secs(5);
/// The vendor's documents have some hundred bytes a key.
const SIZE_LIMIT: u64 = 64 << 10;

/// Why the keys that verify tokens could not be had. It says nothing about the token.
#[derive(Debug)]
pub(crate) enum KeysError {
    /// No answer, not in time, or one that is too large.
    Transport(TransportError),
    /// The server answered with another status than 200; a redirect is not followed.
    Status(u16),
    /// What came is no document of keys.
    Unreadable(String),
}

/// Whence keys are fetched: https, or plain http on the loopback interface. `field` is what a refusal names.
pub(crate) fn address(field: &str, text: &str) -> crate::Result<Url> {
    let refuse = |problem: &str| Error::input(field, problem);
    let url = Url::parse(text).map_err(|_| refuse("is not an address; write it with `https://`"))?;
    crate::site::confidential(&url).map_err(refuse)?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(refuse("carries a user name or password, and keys are fetched without"));
    }
    Ok(url)
}

/// Fetches a small document. At most [`TIME_LIMIT`] is spent on it, or `limit` if that is less.
pub(crate) async fn fetch(http: &Http, address: &Url, limit: Duration) -> Result<Bytes, KeysError> {
    let mut request = http::Request::get(address.as_str())
        .body(Body::empty())
        .map_err(|error| KeysError::Transport(TransportError::connect(error)))?;
    request.extensions_mut().insert(Deadline(limit.min(TIME_LIMIT)));
    let (head, body) = http.send(request).await.map_err(KeysError::Transport)?.into_parts();
    match head.status {
        http::StatusCode::OK => body.collect(SIZE_LIMIT).await.map_err(KeysError::Transport),
        status => Err(KeysError::Status(status.as_u16())),
    }
}

impl fmt::Display for KeysError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the keys cannot be fetched: ")?;
        match self {
            Self::Transport(error) => write!(f, "{error}"),
            Self::Status(status @ 300..400) => write!(f, "the server redirects ({status}), which is not followed"),
            Self::Status(status) => write!(f, "the server answered {status}"),
            Self::Unreadable(problem) => write!(f, "the answer {problem}"),
        }
    }
}

impl std::error::Error for KeysError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            // What `Display` shows of it is left out here.
            Self::Transport(error) => std::error::Error::source(error),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_come_over_https_or_from_loopback() {
        for good in [
            "https://example.net/keys.json",
            "http://127.0.0.1:8080/keys",
            "http://localhost/k",
        ] {
            assert!(address("keys", good).is_ok(), "{good}");
        }
        for (bad, words) in [
            ("http://example.net/keys.json", "in the clear"),
            ("keys.json", "not an address"),
            ("file:///etc/passwd", "no host"),
            ("https://me:secret@example.net/", "user name"),
        ] {
            let error = address("keys", bad).unwrap_err();
            assert_eq!(error.field(), Some("keys"));
            assert!(error.to_string().contains(words), "{bad}: {error}");
            assert!(!error.to_string().contains("secret"));
        }
    }
}
