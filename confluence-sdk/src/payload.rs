//! The body of a request before it is sent. It is opened once for each attempt.

use crate::Result;
use crate::error::Error;
use crate::file_part::{FilePart, Pieces};
use crate::transport::{Body, BoxError};
use bytes::Bytes;
use futures_core::Stream;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

/// The body of a request. A clone shares the bytes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Payload {
    chunks: Vec<Chunk>,
    /// The most bytes that the server takes.
    most: Option<u64>,
}

/// A part of a body.
#[derive(Clone, Debug)]
pub(crate) enum Chunk {
    Bytes(Bytes),
    File(FilePart),
}

impl Payload {
    pub(crate) fn of(chunks: Vec<Chunk>) -> Self {
        Self { chunks, most: None }
    }

    /// Refuses a body with more bytes than `most`: now if its length is known, and else when it is opened.
    pub(crate) fn at_most(&mut self, most: u64) -> Result<()> {
        self.most = Some(most);
        self.check(self.len())
    }

    /// The body for one attempt. Its files are opened.
    pub(crate) async fn open(&self) -> Result<(Body, Fault)> {
        let fault = Fault::default();
        let whole = self.chunks.iter().map(|chunk| match chunk {
            Chunk::Bytes(bytes) => Some(bytes),
            Chunk::File(file) => file.whole(),
        });
        if let Some(whole) = whole.map(Option::<&Bytes>::cloned).collect() {
            return Ok((Body::from_chunks(whole), fault));
        }
        let (mut parts, mut length) = (Vec::new(), Some(0_u64));
        for chunk in &self.chunks {
            let (part, len) = match chunk {
                Chunk::Bytes(bytes) => (Part::Bytes(bytes.clone()), Some(bytes.len() as u64)),
                Chunk::File(file) => {
                    let (pieces, len) = file.open().await?;
                    (Part::Pieces(pieces), len)
                }
            };
            parts.push(part);
            length = length.and_then(|length| length.checked_add(len?));
        }
        self.check(length)?;
        let stream = Joined {
            parts: parts.into_iter(),
            current: None,
            fault: fault.clone(),
        };
        let body = match length {
            Some(length) => Body::from_stream_of(length, stream),
            None => Body::from_stream(stream),
        };
        Ok((body, fault))
    }

    /// Whether it can be opened once more.
    pub(crate) fn is_repeatable(&self) -> bool {
        self.chunks.iter().all(|chunk| match chunk {
            Chunk::Bytes(_) => true,
            Chunk::File(file) => file.is_repeatable(),
        })
    }

    /// The number of bytes, if it is known without opening a file.
    fn len(&self) -> Option<u64> {
        let mut chunks = self.chunks.iter().map(|chunk| match chunk {
            Chunk::Bytes(bytes) => Some(bytes.len() as u64),
            Chunk::File(file) => file.known_len(),
        });
        chunks.try_fold(0_u64, |sum, len| sum.checked_add(len?))
    }

    fn check(&self, length: Option<u64>) -> Result<()> {
        match (self.most, length) {
            (Some(most), Some(length)) if length > most => Err(Error::input(
                "body",
                format!("has {length} bytes, the server takes at most {most}"),
            )),
            _ => Ok(()),
        }
    }
}

impl From<Vec<u8>> for Payload {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<Bytes> for Payload {
    fn from(bytes: Bytes) -> Self {
        Self::of(vec![Chunk::Bytes(bytes)])
    }
}

/// Why a body could not be read while it was sent. A transport reports only that the exchange broke off.
#[derive(Clone, Default)]
pub(crate) struct Fault(Arc<Mutex<Option<Error>>>);

impl Fault {
    /// The error, if there was one and `wanted` says so.
    pub(crate) fn take_if(&self, wanted: bool) -> Option<Error> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if wanted { kept.take() } else { None }
    }

    /// Keeps the error. Returns its text for the transport.
    fn keep(&self, error: Error) -> BoxError {
        let text = error.to_string();
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
        text.into()
    }
}

enum Part {
    Bytes(Bytes),
    Pieces(Pieces),
}

/// The parts of a body, one after the other.
struct Joined {
    parts: std::vec::IntoIter<Part>,
    current: Option<Pieces>,
    fault: Fault,
}

impl Stream for Joined {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(pieces) = &mut self.current {
                match ready!(pieces.as_mut().poll_next(cx)) {
                    Some(Ok(piece)) => return Poll::Ready(Some(Ok(piece))),
                    Some(Err(error)) => return Poll::Ready(Some(Err(self.fault.keep(error)))),
                    None => self.current = None,
                }
            }
            match self.parts.next() {
                None => return Poll::Ready(None),
                Some(Part::Bytes(bytes)) => return Poll::Ready(Some(Ok(bytes))),
                Some(Part::Pieces(pieces)) => self.current = Some(pieces),
            }
        }
    }
}
