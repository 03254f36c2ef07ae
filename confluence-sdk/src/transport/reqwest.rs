//! The transport that uses reqwest.

use super::body::{Body, Content};
use super::{BoxError, Deadline, Transport, TransportError, tls};
use bytes::Bytes;
use futures_core::Stream;
use futures_core::future::BoxFuture;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

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
                    _ => stream(builder, Body(Content::Chunks(chunks))),
                },
                content => stream(builder, Body(content)),
            };
            let response: http::Response<reqwest::Body> = builder.send().await.map_err(explain)?.into();
            let (parts, body) = response.into_parts();
            Ok(http::Response::from_parts(parts, Body::from_stream(Incoming(body))))
        })
    }
}

/// Sets a body of several pieces. If its length is known, the server is told.
fn stream(builder: reqwest::RequestBuilder, body: Body) -> reqwest::RequestBuilder {
    let builder = match body.len() {
        Some(length) => builder.header(http::header::CONTENT_LENGTH, length),
        None => builder,
    };
    builder.body(reqwest::Body::wrap_stream(body))
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
    tls::choose(builder)?
        .build()
        .map_err(|error| error.without_url().into())
}
