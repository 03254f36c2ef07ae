//! A file to upload: its name, its media type, and where its bytes come from.

use crate::Result;
use crate::error::Error;
use crate::file_reader::OpenFile;
use crate::media_type;
use crate::transport::BoxError;
use bytes::Bytes;
use futures_core::Stream;
use std::ffi::OsStr;
use std::fmt;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

/// A file to upload: bytes in memory, a file of this machine, or a stream. See
/// [the guide](https://docs.rs/confluence-sdk/latest/confluence_sdk/guide/attachments/).
///
/// ```
/// use confluence_sdk::FilePart;
///
/// let notes = FilePart::new("notes.csv", "a,b\n1,2\n");
/// let video = FilePart::from_path("/srv/videos/2026 kick-off.mp4")
///     .on_progress(|sent, total| println!("{sent} of {total:?} bytes"));
/// ```
///
/// A file is sent in pieces of 256 KiB and never held whole. The time limit of the call includes the time for sending:
/// give a call with large files more than the usual 60 seconds ([`Call::timeout`](crate::Call::timeout)).
///
/// # Sent again
///
/// A call can send its body more than once, for example with a renewed token. Bytes and files of this machine can be
/// sent again. A stream cannot: once the server has had a part of it, the call gives the answer or the error that it
/// has. A clone shares the stream.
#[doc(alias("upload", "multipart"))]
#[derive(Clone)]
pub struct FilePart {
    name: String,
    media_type: Option<String>,
    source: Source,
    progress: Option<Progress>,
}

type Progress = Arc<dyn Fn(u64, Option<u64>) + Send + Sync>;

#[derive(Clone)]
enum Source {
    Bytes(Bytes),
    Path(PathBuf),
    Stream(OneShot),
}

/// A stream that can be read once, and how many bytes it has, if that is known.
#[derive(Clone)]
struct OneShot {
    /// It is taken out with the first byte that is asked for. What was only opened can be opened again.
    stream: Arc<Mutex<Option<Pieces>>>,
    length: Option<u64>,
}

/// The bytes of a body, or what went wrong when they were read.
pub(crate) type Pieces = Pin<Box<dyn Stream<Item = Result<Bytes>> + Send>>;

impl FilePart {
    /// A file with this content.
    ///
    /// The media type follows from the ending of the name: `image/png` for `a.png`. It is `application/octet-stream` if
    /// the ending is not known.
    pub fn new(name: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        Self::of(name.into(), Source::Bytes(bytes.into()))
    }

    /// A file of this machine. Its name and its media type follow from the path.
    ///
    /// The file is opened when the call is sent, and once more if the call is sent again. It is read in the thread pool
    /// of tokio.
    ///
    /// # Errors
    ///
    /// The call fails with an error that names the path ([`Error::is_file`]):
    ///
    /// * Nothing is sent if there is no such file, if it cannot be read, or if it is no regular file (a folder, a pipe,
    ///   a device).
    /// * The call breaks off before the last piece if the file is changed while it is sent.
    pub fn from_path(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        let name = path.file_name().and_then(OsStr::to_str).unwrap_or_default().to_owned();
        Self::of(name, Source::Path(path))
    }

    /// A file whose content arrives over time.
    ///
    /// Give the length, in bytes, if you know it: the server is then told how much comes, and can refuse too large a
    /// file before it is sent. A stream that has more or fewer bytes than that fails the call ([`Error::is_file`]), and
    /// so does an error from the stream. Without a length, the body is sent with `Transfer-Encoding: chunked`.
    pub fn from_stream<S, B, E>(name: impl Into<String>, length: Option<u64>, stream: S) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes>,
        E: Into<BoxError>,
    {
        let name = name.into();
        let checked = Checked {
            stream: Box::pin(stream),
            name: name.clone(),
            length,
            sent: 0,
        };
        let stream = Arc::new(Mutex::new(Some(Box::pin(checked) as Pieces)));
        Self::of(name, Source::Stream(OneShot { stream, length }))
    }

    fn of(name: String, source: Source) -> Self {
        Self {
            name,
            media_type: None,
            source,
            progress: None,
        }
    }

    /// Sets the media type, such as `image/png`. If it is not set, it follows from the ending of the name.
    pub fn media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into());
        self
    }

    /// Sets the name that the file has on the site.
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// Calls this after each piece that was handed to the connection, with the number of bytes so far and the length of
    /// the file, if it is known. It begins again at zero if the call is sent again.
    ///
    /// The last call does not mean that the server has the file: that is what the answer of the call says.
    pub fn on_progress(mut self, progress: impl Fn(u64, Option<u64>) + Send + Sync + 'static) -> Self {
        self.progress = Some(Arc::new(progress));
        self
    }

    /// The name of the file. It is empty if it was to follow from a path, and the path has no name that is UTF-8.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The content of the file, if it is in memory.
    pub fn bytes(&self) -> Option<&Bytes> {
        match &self.source {
            Source::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// The path of the file, if it is a file of this machine.
    pub fn path(&self) -> Option<&Path> {
        match &self.source {
            Source::Path(path) => Some(path),
            _ => None,
        }
    }

    /// The media type: as it was set, or by the ending of the name.
    pub(crate) fn sent_media_type(&self) -> &str {
        match &self.media_type {
            Some(media_type) => media_type,
            None => media_type::of_name(&self.name),
        }
    }

    /// The number of bytes, if it is known without opening a file.
    pub(crate) fn known_len(&self) -> Option<u64> {
        match &self.source {
            Source::Bytes(bytes) => Some(bytes.len() as u64),
            Source::Path(_) => None,
            Source::Stream(one) => one.length,
        }
    }

    /// The same file, for reading it without telling anybody.
    #[cfg(all(feature = "workflows", feature = "attachments", feature = "v1-content"))]
    pub(crate) fn without_progress(&self) -> Self {
        Self {
            progress: None,
            ..self.clone()
        }
    }

    /// The content, if it can be sent as it is.
    pub(crate) fn whole(&self) -> Option<&Bytes> {
        if self.progress.is_some() { None } else { self.bytes() }
    }

    /// Whether the content can be opened once more.
    pub(crate) fn is_repeatable(&self) -> bool {
        match &self.source {
            Source::Bytes(_) | Source::Path(_) => true,
            Source::Stream(one) => lock(&one.stream).is_some(),
        }
    }

    /// Opens the content for one attempt: its bytes, and how many there are if that is known.
    pub(crate) async fn open(&self) -> Result<(Pieces, Option<u64>)> {
        let (pieces, length): (Pieces, _) = match &self.source {
            Source::Bytes(bytes) => (Box::pin(Sliced(bytes.clone())), Some(bytes.len() as u64)),
            Source::Path(path) => {
                let file = OpenFile::open(path.clone()).await?;
                let length = file.len();
                (Box::pin(file), Some(length))
            }
            Source::Stream(one) => {
                let once = Once {
                    slot: one.stream.clone(),
                    stream: None,
                    name: self.name.clone(),
                };
                (Box::pin(once), one.length)
            }
        };
        Ok(match &self.progress {
            None => (pieces, length),
            Some(progress) => {
                let counted = Counted {
                    pieces,
                    progress: progress.clone(),
                    sent: 0,
                    total: length,
                };
                (Box::pin(counted), length)
            }
        })
    }
}

/// Files are equal if the same would be sent. A stream is equal to its clones.
impl PartialEq for FilePart {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
            && self.sent_media_type() == other.sent_media_type()
            && match (&self.source, &other.source) {
                (Source::Bytes(a), Source::Bytes(b)) => a == b,
                (Source::Path(a), Source::Path(b)) => a == b,
                (Source::Stream(a), Source::Stream(b)) => Arc::ptr_eq(&a.stream, &b.stream),
                _ => false,
            }
    }
}

impl fmt::Debug for FilePart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FilePart({:?}, {}, ", self.name, self.sent_media_type())?;
        match &self.source {
            Source::Bytes(bytes) => write!(f, "{} bytes)", bytes.len()),
            Source::Path(path) => write!(f, "{path:?})"),
            Source::Stream(OneShot {
                length: Some(length), ..
            }) => write!(f, "stream of {length} bytes)"),
            Source::Stream(OneShot { length: None, .. }) => f.write_str("stream)"),
        }
    }
}

impl crate::model::ToNode for FilePart {
    fn node(&self) -> crate::model::Node<'_> {
        crate::model::Node::Text(std::borrow::Cow::Borrowed(&self.name))
    }
}

impl crate::model::Blank for FilePart {
    fn blank() -> Self {
        Self::new("", Bytes::new())
    }
}

impl crate::model::Slot for FilePart {
    /// A text becomes a file with this name and this content. The conformance tests fill requests this way.
    fn accept(&mut self, event: crate::model::Event<'_>) -> crate::model::Done {
        let mut text = String::new();
        crate::model::Slot::accept(&mut text, event)?;
        *self = Self::new(text.clone(), text);
        Ok(())
    }
}

/// An argument of an operation that holds files.
pub trait FileParts {
    /// The files, in the order in which they are sent.
    fn parts(&self) -> Vec<&FilePart>;
}
impl FileParts for FilePart {
    fn parts(&self) -> Vec<&FilePart> {
        vec![self]
    }
}
impl FileParts for Vec<FilePart> {
    fn parts(&self) -> Vec<&FilePart> {
        self.iter().collect()
    }
}
impl FileParts for Option<FilePart> {
    fn parts(&self) -> Vec<&FilePart> {
        self.iter().collect()
    }
}

/// The size of a piece, in bytes. A smaller one costs more CPU: each is a read, a task and a write.
pub(crate) const PIECE: usize = 256 << 10;

/// Bytes in memory, in pieces.
struct Sliced(Bytes);

impl Stream for Sliced {
    type Item = Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let piece = self.0.len().min(PIECE);
        Poll::Ready(if piece == 0 {
            None
        } else {
            Some(Ok(self.0.split_to(piece)))
        })
    }
}

/// Takes a stream out of its slot with the first byte that is asked for.
struct Once {
    slot: Arc<Mutex<Option<Pieces>>>,
    stream: Option<Pieces>,
    name: String,
}

impl Stream for Once {
    type Item = Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.stream.is_none() {
            let taken = lock(&self.slot).take();
            self.stream = taken;
        }
        match &mut self.stream {
            Some(stream) => stream.as_mut().poll_next(cx),
            None => Poll::Ready(Some(Err(Error::file(
                &self.name,
                "is a stream that has been sent already; a stream can be sent once",
            )))),
        }
    }
}

/// A stream of the caller, whose length is checked.
struct Checked<S> {
    stream: Pin<Box<S>>,
    name: String,
    length: Option<u64>,
    sent: u64,
}

impl<S, B, E> Stream for Checked<S>
where
    S: Stream<Item = Result<B, E>>,
    B: Into<Bytes>,
    E: Into<BoxError>,
{
    type Item = Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        let wrong = |sent: u64, length: u64| {
            let problem = format!("was said to have {length} bytes, and its stream has {sent}");
            Poll::Ready(Some(Err(Error::file(&this.name, problem))))
        };
        Poll::Ready(match ready!(this.stream.as_mut().poll_next(cx)) {
            Some(Err(error)) => {
                let error = error.into();
                Some(Err(Error::file(
                    &this.name,
                    format!("cannot be read from its stream: {error}"),
                )))
            }
            Some(Ok(piece)) => {
                let piece: Bytes = piece.into();
                this.sent += piece.len() as u64;
                match this.length {
                    Some(length) if this.sent > length => return wrong(this.sent, length),
                    _ => Some(Ok(piece)),
                }
            }
            None => match this.length {
                Some(length) if this.sent < length => return wrong(this.sent, length),
                _ => None,
            },
        })
    }
}

/// Tells of each piece.
struct Counted {
    pieces: Pieces,
    progress: Progress,
    sent: u64,
    total: Option<u64>,
}

impl Stream for Counted {
    type Item = Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let piece = ready!(self.pieces.as_mut().poll_next(cx));
        if let Some(Ok(bytes)) = &piece {
            self.sent += bytes.len() as u64;
            (self.progress)(self.sent, self.total);
        }
        Poll::Ready(piece)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
