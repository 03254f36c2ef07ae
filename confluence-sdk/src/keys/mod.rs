//! Public keys by address: small documents that are fetched over the transport of an [`Http`].
//!
//! The answer is not trusted: it has a time limit and a size limit, a redirect is not followed, and no credential is
//! sent. The caller reads the document, or keeps it as a [`Document`].

mod document;
mod rsa;

pub(crate) use document::Document;
pub(crate) use rsa::strong;

use crate::clock::within;
use crate::http::Http;
use crate::transport::{Body, Deadline, TransportError};
use bytes::Bytes;
use std::fmt;
use std::time::Duration;
use url::Url;

/// From the start of the request to the last byte of the answer.
pub(crate) const TIME_LIMIT: Duration = Duration::from_secs(5);
/// How long a caller waits for a fetch.
pub(crate) const PATIENCE: Duration = Duration::from_secs(6);
/// The vendor's documents have some hundred bytes a key.
const SIZE_LIMIT: u64 = 64 << 10;

/// The reason why the keys that verify tokens could not be fetched. It says nothing about the token.
#[derive(Debug)]
pub(crate) enum KeysError {
    /// There was no answer, or it was too late or too large.
    Transport(TransportError),
    /// The server answered with another status than 200; a redirect is not followed.
    Status(u16),
    /// The answer is not a document of keys.
    Unreadable(String),
    /// Too many keys are asked for at a time.
    #[cfg(feature = "connect")]
    Crowded,
}

/// Fetches a small document. At most [`TIME_LIMIT`] is spent on it, or `limit` if that is less.
pub(crate) async fn fetch(http: &Http, address: &Url, limit: Duration) -> Result<Bytes, KeysError> {
    let mut request = http::Request::get(address.as_str())
        .body(Body::empty())
        .map_err(|error| KeysError::Transport(TransportError::connect(error)))?;
    request.extensions_mut().insert(Deadline(limit.min(TIME_LIMIT)));
    let exchange = async {
        let (head, body) = http.send(request).await.map_err(KeysError::Transport)?.into_parts();
        match head.status {
            http::StatusCode::OK => body.collect(SIZE_LIMIT).await.map_err(KeysError::Transport),
            status => Err(KeysError::Status(status.as_u16())),
        }
    };
    // Transports are asked to keep the limit. One that does not keep it must not hold up all callers.
    let late = || KeysError::Transport(TransportError::timeout("the transport did not keep its time limit"));
    within(limit.saturating_add(Duration::from_secs(1)), exchange)
        .await
        .unwrap_or_else(|| Err(late()))
}

impl fmt::Display for KeysError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the keys cannot be fetched: ")?;
        match self {
            Self::Transport(error) => write!(f, "{error}"),
            Self::Status(status @ 300..400) => write!(f, "the server redirects ({status}), which is not followed"),
            Self::Status(status) => write!(f, "the server answered {status}"),
            Self::Unreadable(problem) => write!(f, "the answer {problem}"),
            #[cfg(feature = "connect")]
            Self::Crowded => f.write_str("too many keys are asked for at a time"),
        }
    }
}

impl std::error::Error for KeysError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            // `Display` shows the error itself; here is its cause.
            Self::Transport(error) => std::error::Error::source(error),
            _ => None,
        }
    }
}
