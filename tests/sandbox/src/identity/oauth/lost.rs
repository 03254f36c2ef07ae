//! An answer that never arrives.

use axum::body::{Body, Bytes};
use axum::http::Response;
use hyper::body::Frame;
use std::pin::Pin;
use std::task::{Context, Poll};

/// A body that fails before its first byte. The server then closes the connection and sends nothing, not even the
/// status.
struct Lost;

impl hyper::body::Body for Lost {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        Poll::Ready(Some(Err(std::io::ErrorKind::ConnectionReset.into())))
    }
}

/// Replaces an answer that must not arrive.
pub(crate) fn lost() -> Response<Body> {
    Response::new(Body::new(Lost))
}
