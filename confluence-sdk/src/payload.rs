//! The body of a request before it is sent. It is opened once for each attempt.

use crate::Result;
use crate::clock;
use crate::error::{Error, ErrorKind};
use crate::file_part::FilePart;
use crate::http::Http;
use crate::transport::{Body, Deadline, TransportError};
use crate::upload::{Part, Upload};
use bytes::Bytes;
use http::request::Parts;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// The body of a request. A clone shares the bytes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Payload {
    chunks: Vec<Chunk>,
    /// The most bytes that the server takes.
    most: Option<u64>,
}

/// An extension of a request: the body of a successful answer is not read, but kept as [`Arriving`].
#[derive(Clone, Copy)]
pub(crate) struct Unread;

/// The body of an answer that is still arriving, as an extension of the answer. One of its clones gets it.
#[derive(Clone)]
pub(crate) struct Arriving(Arc<Mutex<Option<Body>>>);

impl Arriving {
    fn new(body: Body) -> Self {
        Self(Arc::new(Mutex::new(Some(body))))
    }

    pub(crate) fn take(&self) -> Option<Body> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
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
    async fn open(&self) -> Result<(Body, Upload)> {
        let upload = Upload::default();
        let whole = self.chunks.iter().map(|chunk| match chunk {
            Chunk::Bytes(bytes) => Some(bytes),
            Chunk::File(file) => file.whole(),
        });
        if let Some(whole) = whole.map(Option::<&Bytes>::cloned).collect() {
            return Ok((Body::from_chunks(whole), upload));
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
        let stream = upload.stream(parts, length);
        let body = match length {
            Some(length) => Body::from_stream_of(length, stream),
            None => Body::from_stream(stream),
        };
        Ok((body, upload))
    }

    /// Sends a request with this body, once, and reads the answer.
    pub(crate) async fn send(&self, http: &Http, mut head: Parts) -> Result<http::Response<Bytes>> {
        let (body, upload) = self.open().await?;
        let unread = head.extensions.remove::<Unread>().is_some();
        let response = if unread {
            // The limit is for the head alone. The stream of the body has limits of its own.
            let Deadline(limit) = head.extensions.remove().unwrap_or(Deadline(Duration::MAX));
            let sending = http.send(http::Request::from_parts(head, body));
            let late = || {
                Err(TransportError::timeout(
                    "the time limit was over before there was an answer",
                ))
            };
            clock::within(limit, sending).await.unwrap_or_else(late)
        } else {
            http.send(http::Request::from_parts(head, body)).await
        };
        let refused = response.as_ref().is_ok_and(|answer| !answer.status().is_success());
        // A server can refuse a request before it has read the body. Any other answer is to a body that broke.
        let stopped = refused.then(|| upload.stop());
        if let (None, Some(fault)) = (&stopped, upload.fault()) {
            return Err(fault);
        }
        let lost = |error| Error::new(ErrorKind::Transport(error));
        let (mut head, body) = response.map_err(lost)?.into_parts();
        if unread && head.status.is_success() {
            head.extensions.insert(Arriving::new(body));
            return Ok(http::Response::from_parts(head, Bytes::new()));
        }
        match crate::http::read(&mut head, body, http.max_answer).await {
            (bytes, None) => Ok(http::Response::from_parts(head, bytes)),
            // The server has closed the connection because of the rest of the body. What it has said counts.
            (bytes, Some(broken)) if broken.is_broken() && stopped.is_some_and(|stopped| stopped.early()) => {
                Ok(http::Response::from_parts(head, bytes))
            }
            (_, Some(broken)) => Err(lost(broken)),
        }
    }

    /// The bytes, if all of them are in memory.
    #[cfg(feature = "test-util")]
    pub(crate) fn in_memory(&self) -> Option<Vec<u8>> {
        let chunks = self.chunks.iter().map(|chunk| match chunk {
            Chunk::Bytes(bytes) => Some(bytes),
            Chunk::File(file) => file.whole(),
        });
        let chunks: Option<Vec<&Bytes>> = chunks.collect();
        chunks.map(|chunks| chunks.into_iter().flatten().copied().collect())
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

    /// Whether it is known to have no bytes.
    pub(crate) fn is_empty(&self) -> bool {
        self.len() == Some(0)
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
