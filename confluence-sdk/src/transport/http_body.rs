//! A body as a body of the `http-body` crate, which other HTTP libraries understand.

use super::{Body, BoxError};
use bytes::Bytes;
use futures_core::Stream;
use http_body::{Frame, SizeHint};
use std::any::Any;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

impl Body {
    /// A body of another HTTP library. Trailers are left out.
    pub fn from_http_body<B>(body: B) -> Self
    where
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        // One of ours comes back as it is, and keeps what is known of its length.
        let mut body = Some(body);
        if let Some(own) = (&mut body as &mut dyn Any).downcast_mut::<Option<Body>>() {
            return own.take().unwrap_or_else(Body::empty);
        }
        let Some(body) = body.filter(|body| !body.is_end_stream()) else {
            return Self::empty();
        };
        match body.size_hint().exact() {
            Some(length) => Self::from_stream_of(length, Chunks(Box::pin(body))),
            None => Self::from_stream(Chunks(Box::pin(body))),
        }
    }
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        self.poll_next(cx).map_ok(Frame::data)
    }

    fn is_end_stream(&self) -> bool {
        self.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        self.len().map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

/// The data frames of a body.
struct Chunks<B>(Pin<Box<B>>);

impl<B> Stream for Chunks<B>
where
    B: http_body::Body<Data = Bytes>,
    B::Error: Into<BoxError>,
{
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            return Poll::Ready(match ready!(self.0.as_mut().poll_frame(cx)) {
                None => None,
                Some(Err(error)) => Some(Err(error.into())),
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(data) => Some(Ok(data)),
                    Err(_trailers) => continue,
                },
            });
        }
    }
}
