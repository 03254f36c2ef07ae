//! Saves a download: into a temporary file in the same folder, which is renamed when it is complete.

use super::DownloadStream;
use crate::Result;
use crate::error::Error;
use crate::file_part::PIECE;
use crate::file_reader::{in_background, joined};
use bytes::Bytes;
use std::ffi::OsString;
use std::fs::{File, Metadata, OpenOptions};
use std::hash::{BuildHasher, RandomState};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Saves a file and returns its length. Under the final name there is the whole file or what was there before.
pub(super) async fn save(download: DownloadStream, path: PathBuf) -> Result<u64> {
    let whole = fetch(download, &path).await?;
    let target = path.clone();
    background(&path, move || whole.finish(&target)).await
}

/// Reads a file into a temporary one beside the path that it is for.
pub(super) async fn fetch(mut download: DownloadStream, path: &Path) -> Result<Whole> {
    let target = path.to_owned();
    let mut temporary = background(path, move || Temporary::create(&target)).await?;
    let (mut pieces, mut held) = (Vec::new(), 0);
    loop {
        let piece = download.next().await.transpose()?;
        let over = piece.is_none();
        if let Some(piece) = piece {
            held += piece.len();
            pieces.push(piece);
        }
        if held < PIECE && !over {
            continue;
        }
        let pieces = std::mem::take(&mut pieces);
        held = 0;
        temporary = background(path, move || temporary.write(&pieces)).await?;
        if over {
            return background(path, move || temporary.whole()).await;
        }
    }
}

/// A temporary file for a path, of which the bytes are there.
#[cfg(all(
    feature = "workflows",
    feature = "attachments",
    feature = "folders",
    feature = "markdown",
    feature = "pages",
    feature = "spaces",
    feature = "v1-content"
))]
pub(crate) fn whole(target: &Path, bytes: Bytes) -> io::Result<Whole> {
    Temporary::create(target)?.write(&[bytes])?.whole()
}

async fn background<T: Send + 'static>(
    path: &Path,
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> Result<T> {
    joined(in_background(path, work)?.await)
        .map_err(|error| Error::file(&path.display().to_string(), format!("cannot be saved: {error}")))
}

/// A file that is removed when it is dropped. It is passed to the thread that works on it, so it is also removed if the
/// download is dropped in the meantime.
struct Temporary {
    file: Option<File>,
    path: PathBuf,
}

impl Temporary {
    /// Makes a temporary file for this path.
    fn create(target: &Path) -> io::Result<Self> {
        let name = target
            .file_name()
            .ok_or_else(|| io::Error::other("the path does not end with a file name"))?;
        if target.is_dir() {
            return Err(io::Error::other("it is a folder"));
        }
        // Nobody else has a file of this name. If they do, it is not touched.
        let mut temporary = OsString::from(".");
        // File systems take 255 bytes. With a long name only the random part is used.
        if name.len() < 200 {
            temporary.push(name);
        }
        temporary.push(format!(".{:016x}.part", RandomState::new().hash_one(0)));
        let path = target.with_file_name(temporary);
        let file = OpenOptions::new().write(true).create_new(true).open(&path)?;
        Ok(Self { file: Some(file), path })
    }

    fn write(mut self, pieces: &[Bytes]) -> io::Result<Self> {
        if let Some(file) = &mut self.file {
            for piece in pieces {
                file.write_all(piece)?;
            }
        }
        Ok(self)
    }

    /// The file with all its bytes on the disk.
    fn whole(mut self) -> io::Result<Whole> {
        // An open file cannot be renamed everywhere.
        if let Some(file) = self.file.take() {
            file.sync_all()?;
        }
        let about = std::fs::metadata(&self.path)?;
        Ok(Whole { file: self, about })
    }
}

/// A file with all its bytes under a temporary name. It is removed when it is dropped.
pub(crate) struct Whole {
    file: Temporary,
    about: Metadata,
}

impl Whole {
    /// What the disk says of it. It says the same when the file has its name.
    #[cfg(all(feature = "workflows", feature = "attachments", feature = "v1-content"))]
    pub(crate) fn about(&self) -> &Metadata {
        &self.about
    }

    /// Gives the file its name, and returns its length.
    pub(crate) fn finish(mut self, target: &Path) -> io::Result<u64> {
        std::fs::rename(&self.file.path, target)?;
        self.file.path.clear();
        // So that the name is on the disk too. Not every file system can do this.
        #[cfg(unix)]
        if let Some(folder) = target.parent().map(|folder| {
            if folder.as_os_str().is_empty() {
                Path::new(".")
            } else {
                folder
            }
        }) && let Ok(folder) = File::open(folder)
        {
            let _ = folder.sync_all();
        }
        Ok(self.about.len())
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        self.file = None;
        if !self.path.as_os_str().is_empty() {
            let _ = std::fs::remove_file(&self.path);
        }
    }
}
