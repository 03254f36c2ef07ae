//! Sends HTTP requests: a small trait, and its implementation with reqwest. Every HTTP request of this crate goes
//! through here.

mod body;
mod reqwest;
mod tls;

pub use body::Body;
pub(crate) use reqwest::{Reqwest, reqwest_client};

use futures_core::future::BoxFuture;
use std::fmt;
use std::time::Duration;

/// An error of another library.
pub(crate) type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Sends HTTP requests for a client.
///
/// Implement it to use another HTTP library, or to look at every request. A transport must not follow redirects: the
/// client follows them itself, so that its credential stays with the host that it is for. A request may have a
/// [`Deadline`] among its extensions, which is its time limit.
pub trait Transport: Send + Sync + 'static {
    /// Sends one request and returns the response. The body of the response may still be arriving.
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'static, Result<http::Response<Body>, TransportError>>;
}

/// The time limit of one request, from sending to the last byte of the answer. It is an extension of the
/// [`http::Request`].
#[derive(Clone, Copy, Debug)]
pub struct Deadline(pub Duration);

/// Why a request got no complete answer.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    source: Option<BoxError>,
}

#[derive(Debug)]
enum TransportErrorKind {
    Connect,
    Timeout,
    Broken,
    Coding(std::io::Error),
    TooLarge(u64),
}

impl TransportError {
    fn new(kind: TransportErrorKind, source: Option<BoxError>) -> Self {
        Self { kind, source }
    }

    /// No connection could be made.
    pub fn connect(source: impl Into<BoxError>) -> Self {
        Self::new(TransportErrorKind::Connect, Some(source.into()))
    }

    /// No answer came in time.
    pub fn timeout(source: impl Into<BoxError>) -> Self {
        Self::new(TransportErrorKind::Timeout, Some(source.into()))
    }

    /// The exchange broke off.
    pub fn broken(source: impl Into<BoxError>) -> Self {
        Self::new(TransportErrorKind::Broken, Some(source.into()))
    }

    /// The content coding of the answer cannot be undone.
    #[cfg(feature = "gzip")]
    pub(crate) fn coding(error: std::io::Error) -> Self {
        Self::new(TransportErrorKind::Coding(error), None)
    }

    /// If the transport has said why the body broke off, such as a timeout, that error is kept.
    fn of_body(source: BoxError) -> Self {
        source.downcast::<Self>().map_or_else(Self::broken, |error| *error)
    }

    /// Whether no connection could be made.
    pub fn is_connect(&self) -> bool {
        matches!(self.kind, TransportErrorKind::Connect)
    }

    /// Whether the exchange broke off.
    pub fn is_broken(&self) -> bool {
        matches!(self.kind, TransportErrorKind::Broken)
    }

    /// Whether no answer came in time.
    pub fn is_timeout(&self) -> bool {
        matches!(self.kind, TransportErrorKind::Timeout)
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            TransportErrorKind::Connect => f.write_str("no connection could be made"),
            TransportErrorKind::Timeout => f.write_str("no answer came in time"),
            TransportErrorKind::Broken => f.write_str("the exchange with the server broke off"),
            TransportErrorKind::Coding(error) => {
                write!(
                    f,
                    "the answer in the content coding `gzip` is broken or cut short: {error}"
                )
            }
            TransportErrorKind::TooLarge(limit) => write!(f, "the answer is larger than {limit} bytes"),
        }
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
