//! Reads a file of this machine in pieces. Files are read in the thread pool of tokio, because a read can block.

use crate::Result;
use crate::error::Error;
use crate::file_part::PIECE;
use bytes::Bytes;
use futures_core::Stream;
use std::fs::{File, Metadata};
use std::future::Future;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::SystemTime;
use tokio::task::JoinHandle;

/// A file that is open for reading, as a stream of its pieces. There are exactly as many bytes as it had when it was
/// opened. If that changes on the way, the stream ends with an error before the last piece, so that nobody takes what
/// was sent for the file.
pub(crate) struct OpenFile {
    path: PathBuf,
    length: u64,
    modified: Option<SystemTime>,
    left: u64,
    state: State,
}

enum State {
    Open(File),
    Reading(JoinHandle<io::Result<(File, Vec<u8>)>>),
    Over,
}

impl OpenFile {
    /// Opens a file. A pipe or a device is refused: it has no length, and opening it can block for ever.
    pub(crate) async fn open(path: PathBuf) -> Result<Self> {
        let opened = path.clone();
        let opening = in_background(&path, move || {
            regular(&std::fs::metadata(&opened)?)?;
            let file = File::open(&opened)?;
            let metadata = file.metadata()?;
            regular(&metadata)?;
            Ok((file, metadata.len(), metadata.modified().ok()))
        })?;
        match joined(opening.await) {
            Ok((file, length, modified)) => Ok(Self {
                path,
                length,
                modified,
                left: length,
                state: State::Open(file),
            }),
            Err(error) => Err(unreadable(&path, &error)),
        }
    }

    /// The number of bytes.
    pub(crate) fn len(&self) -> u64 {
        self.length
    }
}

impl Stream for OpenFile {
    type Item = Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            match &mut this.state {
                State::Over => return Poll::Ready(None),
                State::Open(_) if this.left == 0 => this.state = State::Over,
                State::Open(_) => {
                    let State::Open(file) = std::mem::replace(&mut this.state, State::Over) else {
                        return Poll::Ready(None);
                    };
                    let wanted = usize::try_from(this.left).map_or(PIECE, |left| left.min(PIECE));
                    let end = (wanted as u64 == this.left).then_some((this.length, this.modified));
                    match in_background(&this.path, move || piece(file, wanted, end)) {
                        Ok(reading) => this.state = State::Reading(reading),
                        Err(error) => return Poll::Ready(Some(Err(error))),
                    }
                }
                State::Reading(reading) => {
                    let read = joined(ready!(Pin::new(reading).poll(cx)));
                    this.state = State::Over;
                    return Poll::Ready(Some(match read {
                        Ok((file, piece)) => {
                            this.left -= piece.len() as u64;
                            this.state = State::Open(file);
                            Ok(piece.into())
                        }
                        Err(error) => Err(unreadable(&this.path, &error)),
                    }));
                }
            }
        }
    }
}

/// Reads a piece. At the end of the file, also checks that the file is still what it was.
fn piece(mut file: File, wanted: usize, end: Option<(u64, Option<SystemTime>)>) -> io::Result<(File, Vec<u8>)> {
    let changed = || io::Error::other("it was changed while it was sent");
    let mut piece = vec![0; wanted];
    file.read_exact(&mut piece).map_err(|error| match error.kind() {
        io::ErrorKind::UnexpectedEof => changed(),
        _ => error,
    })?;
    if let Some((length, modified)) = end {
        let metadata = file.metadata()?;
        if metadata.len() != length || metadata.modified().ok() != modified {
            return Err(changed());
        }
    }
    Ok((file, piece))
}

fn regular(metadata: &Metadata) -> io::Result<()> {
    if metadata.is_file() {
        Ok(())
    } else if metadata.is_dir() {
        Err(io::Error::other("it is a folder"))
    } else {
        Err(io::Error::other("it is no regular file"))
    }
}

/// Runs something that can block. It is an error where no runtime of tokio is.
pub(crate) fn in_background<T: Send + 'static>(
    path: &Path,
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> Result<JoinHandle<io::Result<T>>> {
    match tokio::runtime::Handle::try_current() {
        Ok(runtime) => Ok(runtime.spawn_blocking(work)),
        Err(_) => Err(Error::file(
            &path.display().to_string(),
            "cannot be opened: files are read and written in a runtime of tokio, and there is none",
        )),
    }
}

/// What came of work in the background.
pub(crate) fn joined<T>(work: Result<io::Result<T>, tokio::task::JoinError>) -> io::Result<T> {
    work.unwrap_or_else(|error| Err(io::Error::other(error.to_string())))
}

fn unreadable(path: &Path, error: &io::Error) -> Error {
    Error::file(&path.display().to_string(), format!("cannot be read: {error}"))
}
