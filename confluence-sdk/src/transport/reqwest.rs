//! The transport that uses reqwest.

use super::body::{Body, Content};
use super::{BoxError, Transport, TransportError};
use bytes::Bytes;
use futures_core::Stream;
use futures_core::future::BoxFuture;
use http_body::{Frame, SizeHint};
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};

/// The transport that uses reqwest.
pub(crate) struct Reqwest(pub(crate) reqwest::Client);

impl Transport for Reqwest {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'static, Result<http::Response<Body>, TransportError>> {
        let client = self.0.clone();
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            let url = parts.uri.to_string();
            let mut builder = client.request(parts.method, url).headers(parts.headers);
            let body = match body.0 {
                Content::Chunks(chunks) => match chunks.as_slice() {
                    [] => None,
                    [one] => Some(one.clone().into()),
                    _ => Some(reqwest::Body::wrap(Outgoing::new(Body(Content::Chunks(chunks))))),
                },
                content => Some(reqwest::Body::wrap(Outgoing::new(Body(content)))),
            };
            if let Some(body) = body {
                builder = builder.body(body);
            }
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

/// A body that reqwest sends. Its length is sent along if it is known.
struct Outgoing {
    /// It is never locked. The mutex only makes the body `Sync`, as reqwest demands.
    body: Mutex<Body>,
    size: SizeHint,
}

impl Outgoing {
    fn new(body: Body) -> Self {
        Self {
            size: http_body::Body::size_hint(&body),
            body: Mutex::new(body),
        }
    }
}

impl http_body::Body for Outgoing {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let body = self.body.get_mut().unwrap_or_else(PoisonError::into_inner);
        Pin::new(body).poll_frame(cx)
    }

    fn size_hint(&self) -> SizeHint {
        self.size.clone()
    }
}
