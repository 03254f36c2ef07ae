//! A folder that mirrors content of a site: what is in it is noted, so that it is not read again.

mod names;
mod notes;
#[cfg(test)]
mod tests;

pub(super) use names::Names;

use crate::Result;
use crate::error::Error;
use crate::file_reader::{in_background, joined};
use notes::{Note, Notes, is_inside};
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

#[derive(Clone)]
pub(super) struct Folder {
    path: Arc<Path>,
    inner: Arc<Mutex<Inner>>,
}

struct Inner {
    notes: Notes,
    /// The ids that were asked for since the folder was opened.
    kept: BTreeSet<String>,
}

impl Folder {
    /// Opens a folder, or makes one, for what is mirrored there: `of` names it and its site. A folder that mirrors
    /// something else is refused, because its files would be taken for files of what is gone.
    pub(super) async fn open(path: PathBuf, of: String) -> Result<Self> {
        let folder: Arc<Path> = path.into();
        let opened = background(&folder, {
            let (folder, of) = (folder.clone(), of.clone());
            move || {
                fs::create_dir_all(&folder)?;
                Notes::open(&folder, &of)
            }
        });
        let notes = opened.await?.map_err(|other| {
            Error::file(
                &folder.display().to_string(),
                format!("mirrors {other} already, and cannot mirror {of} too: choose another folder"),
            )
        })?;
        let kept = BTreeSet::new();
        let inner = Arc::new(Mutex::new(Inner { notes, kept }));
        Ok(Self { path: folder, inner })
    }

    /// Whether a version is there under this name.
    pub(super) async fn has(&self, id: &str, version: u32, name: &str) -> Result<bool> {
        let noted = {
            let mut inner = self.lock();
            inner.kept.insert(id.to_owned());
            inner.notes.get(id).cloned()
        };
        let Some(note) = noted.filter(|note| note.version == version && note.path == name) else {
            return Ok(false);
        };
        let path = self.path.join(name);
        let file = path.clone();
        let size = background(&path, move || match fs::symlink_metadata(file) {
            Ok(found) => Ok(found.is_file().then_some(found.len())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        });
        Ok(size.await? == Some(note.size))
    }

    /// The path of a file that is about to be written, with the folders that it lies in. A file that is there and was
    /// not written by this is left alone.
    pub(super) async fn place(&self, name: &str) -> Result<PathBuf> {
        // The names are made safe; that none leads out of the folder is checked once more where it would matter.
        if !is_inside(name) {
            return Err(Error::file(name, "is not a name in the folder"));
        }
        let path = self.path.join(name);
        let (inner, target, begun) = (self.inner.clone(), path.clone(), name.to_owned());
        let is_free = background(&path, move || {
            if let Some(folder) = target.parent() {
                fs::create_dir_all(folder)?;
            }
            lock(&inner).notes.begin(&begun)
        });
        match is_free.await? {
            true => Ok(path),
            false => Err(Error::file(
                &path.display().to_string(),
                "is there already and was not written by this: it is left alone",
            )),
        }
    }

    /// Notes that a file is there. If it was noted before at another place, that file is removed when all is done.
    pub(super) async fn note(&self, id: &str, version: u32, name: &str, size: u64) -> Result<()> {
        let path = name.to_owned();
        let note = Note { version, path, size };
        let (inner, id) = (self.inner.clone(), id.to_owned());
        background(&self.path, move || lock(&inner).notes.note(&id, &note)).await
    }

    /// Removes the files of what was not asked for, and returns their paths.
    pub(super) async fn remove_the_rest(&self) -> Result<Vec<PathBuf>> {
        let inner = self.inner.clone();
        background(&self.path, move || {
            let Inner { notes, kept } = &mut *lock(&inner);
            notes.remove_all_but(kept)
        })
        .await
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        lock(&self.inner)
    }
}

fn lock(inner: &Mutex<Inner>) -> MutexGuard<'_, Inner> {
    inner.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What only an export asks for.
#[cfg(all(
    feature = "attachments",
    feature = "folders",
    feature = "markdown",
    feature = "pages",
    feature = "spaces",
    feature = "v1-content"
))]
impl Folder {
    /// Writes a whole file, or leaves what was there.
    pub(super) async fn write(&self, name: &str, bytes: Vec<u8>) -> Result<PathBuf> {
        let path = self.place(name).await?;
        let target = path.clone();
        background(&path, move || crate::download::save_whole(&target, bytes.into())).await?;
        Ok(path)
    }

    /// Whether something was noted at another place.
    pub(super) fn was_elsewhere(&self, id: &str, name: &str) -> bool {
        self.lock().notes.get(id).is_some_and(|note| note.path != name)
    }

    /// Whether something was noted before.
    pub(super) fn has_notes(&self) -> bool {
        !self.lock().notes.is_empty()
    }
}

async fn background<T: Send + 'static>(
    path: &Path,
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> Result<T> {
    joined(in_background(path, work)?.await).map_err(|error| {
        Error::file(
            &path.display().to_string(),
            format!("cannot be read or written: {error}"),
        )
    })
}
