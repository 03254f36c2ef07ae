//! The body of a request or a response.

use super::{BoxError, TransportError};
use bytes::Bytes;
use futures_core::Stream;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

type BoxStream = Pin<Box<dyn Stream<Item = Result<Bytes, BoxError>> + Send>>;

/// The body of a request or a response: bytes in memory, or a stream of bytes.
pub struct Body(pub(super) Content);

pub(super) enum Content {
    Chunks(std::vec::IntoIter<Bytes>),
    /// With the number of bytes, if it is known.
    Stream(BoxStream, Option<u64>),
}

/// What a server says of the length of its answer is believed up to here, when memory is set aside for it.
const MOST_AHEAD: u64 = 1 << 20;

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
        Self(Content::Stream(Box::pin(stream), None))
    }

    /// A body of this many bytes that arrive over time. A transport has to tell the server the length, and must not
    /// send a request as complete that has fewer bytes.
    pub fn from_stream_of(length: u64, stream: impl Stream<Item = Result<Bytes, BoxError>> + Send + 'static) -> Self {
        Self(Content::Stream(Box::pin(stream), Some(length)))
    }

    /// The number of bytes that are left, if it is known. It is not known for most streams.
    pub fn len(&self) -> Option<u64> {
        match &self.0 {
            Content::Chunks(chunks) => Some(chunks.as_slice().iter().map(|chunk| chunk.len() as u64).sum()),
            Content::Stream(_, length) => *length,
        }
    }

    /// Whether the body is known to be empty.
    pub fn is_empty(&self) -> bool {
        self.len() == Some(0)
    }

    /// Reads all bytes. It is an error if there are more than `limit`.
    ///
    /// # Errors
    ///
    /// If there are more bytes than `limit`, or if the body breaks off.
    pub async fn collect(self, limit: u64) -> Result<Bytes, TransportError> {
        match self.collect_some(limit).await {
            (bytes, None) => Ok(bytes),
            (_, Some(error)) => Err(error),
        }
    }

    /// The first chunk that is not empty. It stays in the body.
    pub(crate) async fn peek(&mut self) -> Result<Bytes, TransportError> {
        let first = loop {
            match std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await {
                None => return Ok(Bytes::new()),
                Some(Ok(chunk)) if chunk.is_empty() => {}
                Some(chunk) => break chunk.map_err(TransportError::of)?,
            }
        };
        let rest = std::mem::replace(self, Self::empty());
        *self = Self::from_stream(Begun(Some(first.clone()), rest));
        Ok(first)
    }

    /// Reads all bytes, or as many as there are before an error.
    pub(crate) async fn collect_some(mut self, limit: u64) -> (Bytes, Option<TransportError>) {
        let mut all: Vec<u8> = Vec::new();
        let mut first = Bytes::new();
        let mut broken = None;
        while let Some(chunk) = std::future::poll_fn(|cx| Pin::new(&mut self).poll_next(cx)).await {
            let chunk = match chunk {
                Ok(chunk) => chunk,
                Err(error) => {
                    broken = Some(TransportError::of(error));
                    break;
                }
            };
            let left = limit - (all.len() + first.len()) as u64;
            let chunk = match chunk.len() as u64 {
                length if length > left => {
                    broken = Some(TransportError::too_large(limit));
                    // `left` is less than the length of a chunk in memory.
                    chunk.slice(..left as usize)
                }
                _ => chunk,
            };
            // An answer that arrives in one chunk is not copied.
            if first.is_empty() && all.is_empty() {
                first = chunk;
            } else {
                let needed = all.len() + first.len() + chunk.len();
                let known = (needed as u64 + self.len().unwrap_or(0).min(MOST_AHEAD)).min(limit) as usize;
                all.reserve_exact(room(all.capacity(), known, limit) - all.len());
                all.extend_from_slice(&std::mem::take(&mut first));
                all.extend_from_slice(&chunk);
            }
            if broken.is_some() {
                break;
            }
        }
        (if all.is_empty() { first } else { all.into() }, broken)
    }
}

/// The capacity for `needed` bytes. It doubles, and does not exceed the limit. So while the bytes move, there are at
/// most twice as many in memory as the limit allows.
fn room(capacity: usize, needed: usize, limit: u64) -> usize {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    match needed > capacity {
        true => capacity.saturating_mul(2).min(limit).max(needed),
        false => capacity,
    }
}

impl Stream for Body {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match &mut self.0 {
            Content::Chunks(chunks) => Poll::Ready(chunks.next().map(Ok)),
            Content::Stream(stream, length) => {
                let piece = std::task::ready!(stream.as_mut().poll_next(cx));
                if let (Some(length), Some(Ok(bytes))) = (length, &piece) {
                    *length = length.saturating_sub(bytes.len() as u64);
                }
                Poll::Ready(piece)
            }
        }
    }
}

/// A body whose first chunk has been looked at.
struct Begun(Option<Bytes>, Body);

impl Stream for Begun {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match self.0.take() {
            Some(first) => Poll::Ready(Some(Ok(first))),
            None => Pin::new(&mut self.1).poll_next(cx),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_grows_by_doubling_up_to_the_limit() {
        assert_eq!(room(0, 10, 1000), 10);
        assert_eq!(room(10, 10, 1000), 10);
        assert_eq!(room(10, 11, 1000), 20);
        assert_eq!(room(600, 601, 1000), 1000);
        assert_eq!(room(600, 601, u64::MAX), 1200);
    }

    #[tokio::test]
    async fn what_is_too_large_is_kept_up_to_the_limit() {
        for limit in 0..7 {
            let body = Body::from_chunks(["ab", "", "cde", "f"].map(Bytes::from).to_vec());
            let (bytes, broken) = body.collect_some(limit).await;
            assert_eq!(bytes, b"abcdef"[..limit as usize]);
            assert_eq!(broken.is_some(), limit < 6);
        }
    }
}
