//! A file on its way here: as a stream, in memory, or to a path.

mod file_name;
mod resume;
mod save;
mod watch;

pub(crate) use file_name::file_name;
#[cfg(all(feature = "workflows", feature = "attachments", feature = "v1-content"))]
pub(crate) use save::Whole;
pub(crate) use watch::Watch;

#[cfg(all(
    feature = "workflows",
    feature = "attachments",
    feature = "folders",
    feature = "markdown",
    feature = "pages",
    feature = "spaces",
    feature = "v1-content"
))]
pub(crate) use save::whole;

use crate::Result;
use crate::attempts::{Effort, RetryPolicy};
use crate::clock::SystemClock;
use crate::error::{Error, ErrorKind};
use crate::fetch::Redirect;
use crate::response::Download;
use crate::spec::Declaration;
use crate::transport::{Body, TransportError};
use bytes::Bytes;
use futures_core::Stream;
use futures_core::future::BoxFuture;
use http::HeaderMap;
use http::response::Parts;
use resume::Proof;
use std::fmt;
use std::path::Path;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

/// A file that is arriving: a [`Stream`] of its bytes, as `Result<Bytes>`.
///
/// ```no_run
/// # use confluence_sdk::{*, v2::*};
/// # async fn example(client: &Client<Basic>, id: AttachmentId) -> Result<()> {
/// let mut file = client.attachments().get_attachment_thumbnail_by_id(id).await?.stream().await?;
/// println!("{:?}, {:?} bytes", file.file_name(), file.len());
/// while let Some(piece) = file.next().await {
///     println!("{} bytes more", piece?.len());
/// }
/// # Ok(())
/// # }
/// ```
///
/// If the exchange breaks off, the rest is asked for with `Range`, as often as it gets on. This needs a proof that the
/// file is still the same: a strong `ETag`, or a `Last-Modified`. Without one, or if the file has changed, the error is
/// the next item, and then the stream is over. A stream that ends without an error has given the whole file: as many
/// bytes as the server said.
///
/// # Time limits
///
/// A piece may take as long as [`HttpBuilder::read_timeout`](crate::HttpBuilder::read_timeout) says. The download as a
/// whole has the limit that the caller has set: that of the [call](crate::Call::timeout), counted from the start of the
/// download, or [`Redirect::timeout`]. If they have set none, there is none.
pub struct DownloadStream {
    media_type: Option<String>,
    file_name: Option<String>,
    length: Option<u64>,
    received: u64,
    operation: Option<&'static Declaration>,
    /// What was done until the answer began.
    effort: Effort,
    progress: Option<Progress>,
    /// It is never locked. The mutex only makes the stream `Sync`.
    inner: Mutex<Inner>,
}

type Progress = Box<dyn FnMut(u64, Option<u64>) + Send + Sync>;

struct Inner {
    state: State,
    watch: Watch,
    /// How the rest can be asked for, if that is possible.
    again: Option<(Redirect, Proof)>,
    breaks: u32,
    /// How much had arrived when it last broke off.
    broke_at: u64,
    /// The bytes to leave out: they have been given out before.
    leave_out: u64,
}

enum State {
    Reading(Body),
    Reopening(BoxFuture<'static, Result<(Parts, Body, Redirect)>>),
    Over,
}

/// How often the rest is asked for if nothing much arrives in between.
const MOST_BREAKS: u32 = 4;
/// The number of bytes that count as getting on.
const GETTING_ON: u64 = 1 << 20;
/// The wait before the rest is asked for. It doubles with each break.
const FIRST_WAIT: Duration = Duration::from_millis(200);

impl DownloadStream {
    /// A stream of the body of the answer with these headers. If it is that of a redirect, the rest can be asked for.
    pub(crate) fn new(headers: &HeaderMap, body: Body, watch: Watch, redirect: Option<Redirect>) -> Self {
        let media_type = headers.get(http::header::CONTENT_TYPE);
        let length = headers.get(http::header::CONTENT_LENGTH);
        let length = length.and_then(|value| value.to_str().ok()?.trim().parse().ok());
        Self {
            media_type: media_type.and_then(|value| value.to_str().ok()).map(str::to_owned),
            file_name: file_name(headers),
            length: length.or(body.len()),
            received: 0,
            operation: redirect.as_ref().and_then(|redirect| redirect.operation),
            effort: Effort::default(),
            progress: None,
            inner: Mutex::new(Inner {
                state: State::Reading(body),
                watch,
                again: redirect.zip(Proof::of(headers)),
                breaks: 0,
                broke_at: 0,
                leave_out: 0,
            }),
        }
    }

    pub(crate) fn of(mut self, operation: &'static Declaration, effort: Effort) -> Self {
        self.operation = Some(operation);
        self.effort = effort;
        self
    }

    /// The media type that the server states.
    pub fn media_type(&self) -> Option<&str> {
        self.media_type.as_deref()
    }

    /// The name that the server gives the file, from `Content-Disposition`. It is safe to be used as a name in a
    /// folder: it has no folder in it, and no control characters.
    pub fn file_name(&self) -> Option<&str> {
        self.file_name.as_deref()
    }

    /// The number of bytes of the whole file, if the server states it.
    pub fn len(&self) -> Option<u64> {
        self.length
    }

    /// Whether the file is known to be empty.
    pub fn is_empty(&self) -> bool {
        self.length == Some(0)
    }

    /// Calls this after each piece, with the number of bytes so far and the length of the file, if it is known.
    pub fn on_progress(mut self, progress: impl FnMut(u64, Option<u64>) + Send + Sync + 'static) -> Self {
        self.progress = Some(Box::new(progress));
        self
    }

    /// The next piece. `None` means that the file is complete, or that there was an error before.
    pub async fn next(&mut self) -> Option<Result<Bytes>> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// Saves the file under this path, and returns its length. See [`Redirect::save_to`].
    ///
    /// # Errors
    ///
    /// Those of the download, and [`is_file`](crate::Error::is_file) if the file cannot be written.
    pub async fn save_to(self, path: impl AsRef<Path>) -> Result<u64> {
        let operation = self.operation;
        let saved = save::save(self, path.as_ref().to_owned()).await;
        saved.map_err(|error| error.at(operation))
    }

    /// Reads the file into a temporary one beside the path that it is for.
    #[cfg(all(feature = "workflows", feature = "attachments", feature = "v1-content"))]
    pub(crate) async fn save_beside(self, path: &Path) -> Result<Whole> {
        let operation = self.operation;
        let fetched = save::fetch(self, path).await;
        fetched.map_err(|error| error.at(operation))
    }

    /// Reads the whole file into memory. It is an error if it has more than `most` bytes.
    pub(crate) async fn collect(mut self, most: u64) -> Result<Download> {
        let too_large = |this: &Self| this.error(TransportError::too_large(most));
        let mut bytes = match self.length {
            Some(length) if length > most => return Err(too_large(&self)),
            Some(length) => Vec::with_capacity(usize::try_from(length.min(FIRST_ROOM)).unwrap_or_default()),
            None => Vec::new(),
        };
        while let Some(piece) = self.next().await {
            let piece = piece?;
            if (bytes.len() + piece.len()) as u64 > most {
                return Err(too_large(&self));
            }
            bytes.extend_from_slice(&piece);
        }
        Ok(Download::new(bytes.into(), self.media_type, self.file_name))
    }

    fn error(&self, error: TransportError) -> Error {
        broken(error).at(self.operation).after(self.effort)
    }
}

/// What a server says of the length is believed up to here. More room is made when the bytes are there.
const FIRST_ROOM: u64 = 1 << 20;

fn broken(error: TransportError) -> Error {
    Error::new(ErrorKind::Transport(error))
}

/// Whether an error may be gone when the rest is asked for.
fn passes(error: &Error) -> bool {
    error.is_unanswered() || error.is_server_error() || error.is_rate_limited()
}

impl Download {
    /// Saves the file under this path, as [`Redirect::save_to`] does, and returns its length. To save a file that is
    /// too large for memory, use `save_to` of the call or of the redirect.
    ///
    /// # Errors
    ///
    /// [`is_file`](crate::Error::is_file) if the file cannot be written.
    pub async fn save_to(self, path: impl AsRef<Path>) -> Result<u64> {
        let watch = Watch::new(Arc::new(SystemClock), Duration::MAX, None);
        let stream = DownloadStream::new(&HeaderMap::new(), Body::from_chunks(vec![self.bytes]), watch, None);
        stream.save_to(path).await
    }
}

impl Stream for DownloadStream {
    type Item = Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        let inner = this.inner.get_mut().unwrap_or_else(PoisonError::into_inner);
        let piece = match ready!(inner.poll_piece(cx, this.received, this.length)) {
            Ok(Some(piece)) => piece,
            Ok(None) => return Poll::Ready(None),
            Err(error) => return Poll::Ready(Some(Err(error.at(this.operation).after(this.effort)))),
        };
        this.received += piece.len() as u64;
        if let Some(progress) = &mut this.progress {
            progress(this.received, this.length);
        }
        Poll::Ready(Some(Ok(piece)))
    }
}

impl Inner {
    /// The next piece of a file of which `received` bytes have been given out.
    fn poll_piece(&mut self, cx: &mut Context<'_>, received: u64, length: Option<u64>) -> Poll<Result<Option<Bytes>>> {
        loop {
            let error = match &mut self.state {
                State::Over => return Poll::Ready(Ok(None)),
                State::Reading(body) => match Pin::new(body).poll_next(cx) {
                    Poll::Pending => broken(ready!(self.watch.poll(cx))),
                    Poll::Ready(Some(Ok(mut piece))) => {
                        self.watch.moved();
                        let known = usize::try_from(self.leave_out).map_or(piece.len(), |out| out.min(piece.len()));
                        self.leave_out -= known as u64;
                        let piece = piece.split_off(known);
                        if length.is_some_and(|length| received + piece.len() as u64 > length) {
                            return self.fail(broken(TransportError::broken("the server sends more than it said")));
                        }
                        match self.watch.left() {
                            Err(over) => broken(over),
                            Ok(_) if piece.is_empty() => continue,
                            Ok(_) => return Poll::Ready(Ok(Some(piece))),
                        }
                    }
                    Poll::Ready(Some(Err(error))) => broken(TransportError::of(error)),
                    Poll::Ready(None) if self.leave_out == 0 && length.is_none_or(|length| received == length) => {
                        self.state = State::Over;
                        return Poll::Ready(Ok(None));
                    }
                    Poll::Ready(None) => broken(TransportError::broken("the body ended before the end of the file")),
                },
                State::Reopening(reopening) => match ready!(reopening.as_mut().poll(cx)) {
                    Ok((head, body, redirect)) => match self.goes_on(&head, redirect, received, length) {
                        Ok(()) => {
                            self.watch.moved();
                            self.state = State::Reading(body);
                            continue;
                        }
                        Err(problem) => {
                            let problem = format!("after {received} bytes the download cannot go on: {problem}");
                            return self.fail(broken(TransportError::broken(problem)));
                        }
                    },
                    Err(error) => error,
                },
            };
            match self.reopened(received).filter(|_| passes(&error)) {
                Some(reopening) => self.state = State::Reopening(reopening),
                None => return self.fail(error),
            }
        }
    }

    fn fail(&mut self, error: Error) -> Poll<Result<Option<Bytes>>> {
        self.state = State::Over;
        Poll::Ready(Err(error))
    }

    /// Checks that an answer continues where the last one broke off. Keeps the redirect that led to it.
    fn goes_on(
        &mut self,
        head: &Parts,
        redirect: Redirect,
        received: u64,
        length: Option<u64>,
    ) -> Result<(), &'static str> {
        let Some((good, proof)) = &mut self.again else {
            return Err("there is no proof that the file is the same");
        };
        *good = redirect;
        self.leave_out = proof.leave_out(head, received, length)?;
        Ok(())
    }

    /// Asks for the rest, if there is a point in it.
    fn reopened(&mut self, received: u64) -> Option<BoxFuture<'static, Result<(Parts, Body, Redirect)>>> {
        if received >= self.broke_at + GETTING_ON {
            self.breaks = 0;
        }
        let (redirect, proof) = self.again.clone()?;
        if self.breaks == MOST_BREAKS || self.watch.left().is_err() {
            return None;
        }
        let wait = FIRST_WAIT * 2_u32.pow(self.breaks);
        self.breaks += 1;
        self.broke_at = received;
        let left = self.watch.left();
        Some(Box::pin(async move {
            if tokio::runtime::Handle::try_current().is_ok() {
                tokio::time::sleep(wait).await;
            }
            let left = left.map_err(broken)?;
            // The waits and the number of these requests are those of a break.
            redirect.open(&proof.asking(received), left, RetryPolicy::none()).await
        }))
    }
}

impl fmt::Debug for DownloadStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DownloadStream")
            .field("file_name", &self.file_name)
            .field("media_type", &self.media_type)
            .field("len", &self.length)
            .field("received", &self.received)
            .finish_non_exhaustive()
    }
}
