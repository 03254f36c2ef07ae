//! The body of a request before it is sent. It is opened once for each attempt.

use crate::transport::Body;
use bytes::Bytes;

/// The body of a request. A clone shares the bytes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Payload(Vec<Bytes>);

impl Payload {
    pub(crate) fn of(chunks: Vec<Bytes>) -> Self {
        Self(chunks)
    }

    /// The body for one attempt.
    pub(crate) fn open(&self) -> Body {
        Body::from_chunks(self.0.clone())
    }

    /// Whether it can be opened once more.
    pub(crate) fn is_repeatable(&self) -> bool {
        true
    }

    /// The number of bytes.
    pub(crate) fn len(&self) -> u64 {
        self.0.iter().map(|chunk| chunk.len() as u64).sum()
    }
}

impl From<Vec<u8>> for Payload {
    fn from(bytes: Vec<u8>) -> Self {
        Self(vec![bytes.into()])
    }
}

impl From<Bytes> for Payload {
    fn from(bytes: Bytes) -> Self {
        Self(vec![bytes])
    }
}
