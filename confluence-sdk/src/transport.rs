//! Sends HTTP requests: a small trait, and its implementation with reqwest. Every HTTP request of this crate goes
//! through here.

use bytes::Bytes;
use futures_core::Stream;
use futures_core::future::BoxFuture;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

type BoxError = Box<dyn std::error::Error + Send + Sync>;
type BoxStream = Pin<Box<dyn Stream<Item = Result<Bytes, BoxError>> + Send>>;

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

/// The body of a request or a response: bytes in memory, or a stream of bytes.
pub struct Body(Content);

enum Content {
    Chunks(std::vec::IntoIter<Bytes>),
    Stream(BoxStream),
}

impl Body {
    /// A body without bytes.
    pub fn empty() -> Self {
        Self::from_chunks(Vec::new())
    }

    /// A body of bytes in memory, in several chunks.
    pub fn from_chunks(chunks: Vec<Bytes>) -> Self {
        Self(Content::Chunks(chunks.into_iter()))
    }

    /// A body of bytes that arrive over time.
    pub fn from_stream(stream: impl Stream<Item = Result<Bytes, BoxError>> + Send + 'static) -> Self {
        Self(Content::Stream(Box::pin(stream)))
    }

    /// The number of bytes, if it is known. It is not known for a stream.
    pub fn len(&self) -> Option<u64> {
        match &self.0 {
            Content::Chunks(chunks) => Some(chunks.as_slice().iter().map(|chunk| chunk.len() as u64).sum()),
            Content::Stream(_) => None,
        }
    }

    /// Whether the body is known to be empty.
    pub fn is_empty(&self) -> bool {
        self.len() == Some(0)
    }

    /// Reads all bytes. It is an error if there are more than `limit`.
    pub async fn collect(mut self, limit: u64) -> Result<Bytes, TransportError> {
        let mut all: Vec<u8> = Vec::new();
        let mut first = None;
        while let Some(chunk) = std::future::poll_fn(|cx| Pin::new(&mut self).poll_next(cx)).await {
            let chunk = chunk.map_err(TransportError::of_body)?;
            if all.len() as u64 + first.as_ref().map_or(0, Bytes::len) as u64 + chunk.len() as u64 > limit {
                return Err(TransportError::new(TransportErrorKind::TooLarge(limit), None));
            }
            match (first.take(), all.is_empty()) {
                (None, true) => first = Some(chunk),
                (Some(before), _) => {
                    all.extend_from_slice(&before);
                    all.extend_from_slice(&chunk);
                }
                (None, false) => all.extend_from_slice(&chunk),
            }
        }
        Ok(first.unwrap_or_else(|| all.into()))
    }
}

impl Stream for Body {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match &mut self.0 {
            Content::Chunks(chunks) => Poll::Ready(chunks.next().map(Ok)),
            Content::Stream(stream) => stream.as_mut().poll_next(cx),
        }
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.len() {
            Some(bytes) => write!(f, "Body({bytes} bytes)"),
            None => f.write_str("Body(stream)"),
        }
    }
}

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

    /// If the transport has said why the body broke off, such as a timeout, that error is kept.
    fn of_body(source: BoxError) -> Self {
        source.downcast::<Self>().map_or_else(Self::broken, |error| *error)
    }

    /// Whether no connection could be made.
    pub fn is_connect(&self) -> bool {
        matches!(self.kind, TransportErrorKind::Connect)
    }

    /// Whether no answer came in time.
    pub fn is_timeout(&self) -> bool {
        matches!(self.kind, TransportErrorKind::Timeout)
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            TransportErrorKind::Connect => f.write_str("no connection could be made"),
            TransportErrorKind::Timeout => f.write_str("no answer came in time"),
            TransportErrorKind::Broken => f.write_str("the exchange with the server broke off"),
            TransportErrorKind::TooLarge(limit) => write!(f, "the answer is larger than {limit} bytes"),
        }
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

/// The transport that uses reqwest.
pub(crate) struct Reqwest(pub(crate) reqwest::Client);

impl Transport for Reqwest {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'static, Result<http::Response<Body>, TransportError>> {
        let client = self.0.clone();
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            let url = parts.uri.to_string();
            let mut builder = client.request(parts.method, url).headers(parts.headers);
            if let Some(Deadline(limit)) = parts.extensions.get() {
                builder = builder.timeout(*limit);
            }
            builder = match body.0 {
                Content::Chunks(chunks) => match chunks.as_slice() {
                    [] => builder,
                    [one] => builder.body(one.clone()),
                    _ => {
                        let length: usize = chunks.as_slice().iter().map(Bytes::len).sum();
                        builder
                            .header(http::header::CONTENT_LENGTH, length)
                            .body(reqwest::Body::wrap_stream(Body(Content::Chunks(chunks))))
                    }
                },
                Content::Stream(stream) => builder.body(reqwest::Body::wrap_stream(stream)),
            };
            let response: http::Response<reqwest::Body> = builder.send().await.map_err(explain)?.into();
            let (parts, body) = response.into_parts();
            Ok(http::Response::from_parts(parts, Body::from_stream(Incoming(body))))
        })
    }
}

/// Converts reqwest's error, without the address: an address may contain a signature.
fn explain(error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    if error.is_timeout() {
        TransportError::timeout(error)
    } else if error.is_connect() {
        TransportError::connect(error)
    } else {
        TransportError::broken(error)
    }
}

/// The body of a reqwest response, as a stream of bytes.
struct Incoming(reqwest::Body);

impl Stream for Incoming {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        use http_body::Body as _;
        loop {
            return Poll::Ready(match std::task::ready!(Pin::new(&mut self.0).poll_frame(cx)) {
                None => None,
                Some(Err(error)) => Some(Err(explain(error).into())),
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(data) => Some(Ok(data)),
                    // Trailers are not used.
                    Err(_) => continue,
                },
            });
        }
    }
}

/// A reqwest client with the TLS library that the cargo features select.
pub(crate) fn reqwest_client(connect_timeout: Duration) -> Result<reqwest::Client, BoxError> {
    let builder = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .connect_timeout(connect_timeout)
        .referer(false);
    tls(builder)?.build().map_err(|error| error.without_url().into())
}

// The crypto provider is passed explicitly and not taken from the process. So nobody has to install one, and no other
// crate's choice is overridden.
#[cfg(feature = "__rustls")]
fn tls(builder: reqwest::ClientBuilder) -> Result<reqwest::ClientBuilder, BoxError> {
    use rustls_platform_verifier::BuilderVerifierExt as _;
    #[cfg(feature = "rustls-ring")]
    let provider = rustls::crypto::ring::default_provider();
    #[cfg(all(feature = "rustls-aws-lc", not(feature = "rustls-ring")))]
    let provider = rustls::crypto::aws_lc_rs::default_provider();
    let config = rustls::ClientConfig::builder_with_provider(provider.into())
        .with_safe_default_protocol_versions()?
        .with_platform_verifier()?
        .with_no_client_auth();
    Ok(builder.tls_backend_preconfigured(config))
}

#[cfg(all(feature = "native-tls", not(feature = "__rustls")))]
fn tls(builder: reqwest::ClientBuilder) -> Result<reqwest::ClientBuilder, BoxError> {
    Ok(builder.tls_backend_native())
}

#[cfg(not(any(feature = "native-tls", feature = "__rustls")))]
fn tls(builder: reqwest::ClientBuilder) -> Result<reqwest::ClientBuilder, BoxError> {
    Ok(builder)
}
