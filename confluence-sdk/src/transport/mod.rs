//! Sends HTTP requests: a small trait, and its implementation with reqwest. Every HTTP request of this crate goes
//! through here.

mod body;
mod http_body;
#[cfg(feature = "tower")]
mod layer;
mod reqwest;
mod settings;
mod tls;

pub use body::Body;
#[cfg(feature = "tower")]
pub use layer::TransportService;
#[cfg(feature = "tower")]
pub(crate) use layer::layered;
pub(crate) use reqwest::Reqwest;
pub(crate) use settings::{Proxies, Settings, Versions};
pub(crate) use tls::lacks_tls;

/// A future in a box, as [`Transport::send`] gives it.
pub use futures_core::future::BoxFuture;
use std::sync::Arc;
use std::time::Duration;
use std::{fmt, io};

/// An error of another library.
pub(crate) type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Sends HTTP requests for a client.
///
/// Implement it to use another HTTP library, or to put something around the default transport: see
/// [`HttpBuilder::wrap_transport`](crate::HttpBuilder::wrap_transport).
///
/// What a transport must do:
///
/// * Follow no redirects. The client follows them itself, so that its credential stays with the host that it is for.
/// * Stop when its future or the body of its response is dropped. This is how a time limit ends a request, and how a
///   call is cancelled.
/// * Never send a request twice. The client decides about that.
/// * Say by [`TransportError::connect`] only that nothing was sent, since the client may then send the request again.
///
/// It need not keep time: the client ends a request at its [`Deadline`].
#[doc(alias("mock"))]
pub trait Transport: Send + Sync + 'static {
    /// Sends one request and returns the response. The body of the response may still be arriving.
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'static, Result<http::Response<Body>, TransportError>>;
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'static, Result<http::Response<Body>, TransportError>> {
        (**self).send(request)
    }
}

/// The time limit of one request, from sending to the last byte of the answer. It is an extension of the
/// [`http::Request`].
///
/// The client ends the request then, above any transport. A transport can read it here, to hand it on to a proxy or to
/// a worker. Outside of a tokio runtime the client has no timer, and it is the transport that must end the request.
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
    #[cfg(feature = "gzip")]
    Coding,
    TooLarge(u64),
}

impl TransportErrorKind {
    /// The kind of an error that has one of this kind below it.
    fn above(&self) -> Self {
        match self {
            Self::Connect => Self::Connect,
            Self::Timeout => Self::Timeout,
            Self::TooLarge(limit) => Self::TooLarge(*limit),
            #[cfg(feature = "gzip")]
            Self::Coding => Self::Coding,
            Self::Broken => Self::Broken,
        }
    }
}

impl TransportError {
    fn new(kind: TransportErrorKind, source: Option<BoxError>) -> Self {
        Self { kind, source }
    }

    /// No connection could be made, so nothing was sent.
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
    pub(crate) fn coding(error: io::Error) -> Self {
        Self::new(TransportErrorKind::Coding, Some(error.into()))
    }

    /// There are more bytes than the limit.
    pub(crate) fn too_large(limit: u64) -> Self {
        Self::new(TransportErrorKind::TooLarge(limit), None)
    }

    /// What a layer, a body or another library says of a request that failed. What a transport has said below it is
    /// kept.
    pub(crate) fn of(source: BoxError) -> Self {
        let source = match source.downcast::<Self>() {
            Ok(error) => return *error,
            Err(source) => source,
        };
        let mut reason: Option<&(dyn std::error::Error + 'static)> = Some(&*source);
        while let Some(error) = reason {
            let kind = match error.downcast_ref::<Self>() {
                Some(error) => Some(error.kind.above()),
                None if is_timeout(error) => Some(TransportErrorKind::Timeout),
                None => None,
            };
            if let Some(kind) = kind {
                return Self::new(kind, Some(source));
            }
            reason = error.source();
        }
        Self::broken(source)
    }

    /// Whether no connection could be made.
    pub fn is_connect(&self) -> bool {
        matches!(self.kind, TransportErrorKind::Connect)
    }

    /// Whether there was more than could be taken.
    pub(crate) fn is_too_large(&self) -> bool {
        matches!(self.kind, TransportErrorKind::TooLarge(_))
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

/// Whether an error of another library says that time is over.
fn is_timeout(error: &(dyn std::error::Error + 'static)) -> bool {
    #[cfg(feature = "tower")]
    if error.is::<tower::timeout::error::Elapsed>() {
        return true;
    }
    error
        .downcast_ref::<io::Error>()
        .is_some_and(|error| error.kind() == io::ErrorKind::TimedOut)
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            TransportErrorKind::Connect => f.write_str("no connection could be made"),
            TransportErrorKind::Timeout => f.write_str("no answer came in time"),
            TransportErrorKind::Broken => f.write_str("the exchange with the server broke off"),
            #[cfg(feature = "gzip")]
            TransportErrorKind::Coding => {
                f.write_str("the answer in the content coding `gzip` is broken or cut short")?;
                self.source.iter().try_for_each(|source| write!(f, ": {source}"))
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
