//! A folder that mirrors content of a site: what is in it is noted, so that it is not read again.

mod names;
mod notes;
#[cfg(all(test, feature = "markdown"))]
mod tests;

#[cfg(all(
    feature = "attachments",
    feature = "folders",
    feature = "markdown",
    feature = "pages",
    feature = "spaces",
    feature = "v1-content"
))]
pub(super) use names::composed;
pub(super) use names::{Names, spellings};

use crate::Result;
use crate::download::Whole;
use crate::error::Error;
use crate::file_reader::{in_background, joined};
use notes::{Note, Notes, is_inside, is_plain};
use serde_json::Value;
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

    /// What was noted about a version, if it is there under this name.
    pub(super) async fn has(&self, id: &str, version: u32, name: &str) -> Result<Option<Value>> {
        let noted = {
            let mut inner = self.lock();
            inner.kept.insert(id.to_owned());
            inner.notes.get(id).cloned()
        };
        let Some(note) = noted.filter(|note| note.version == version && note.path == name) else {
            return Ok(None);
        };
        let (root, size) = (self.path.clone(), note.size);
        let path = self.path.join(name);
        let there = background(&path, move || {
            let is_there = match fs::symlink_metadata(root.join(&note.path)) {
                Ok(found) => found.is_file() && found.len() == size && is_plain(&root, &note.path)?,
                Err(error) if error.kind() == io::ErrorKind::NotFound => false,
                Err(error) => return Err(error),
            };
            Ok(is_there.then_some(note.about))
        });
        there.await
    }

    /// The path of a file that is about to be written, with the folders that it lies in. A file that is there and was
    /// not written by this is left alone, and no symbolic link is followed.
    pub(super) async fn place(&self, name: &str) -> Result<PathBuf> {
        // The names are made safe; that none leads out of the folder is checked once more where it would matter.
        if !is_inside(name) {
            return Err(Error::file(name, "is not a name in the folder"));
        }
        let path = self.path.join(name);
        let (folder, target, name) = (self.clone(), path.clone(), name.to_owned());
        let obstacle = background(&path, move || {
            let obstacle = folder.obstacle(&name)?;
            if let (None, Some(parent)) = (obstacle, target.parent()) {
                fs::create_dir_all(parent)?;
            }
            Ok(obstacle)
        });
        obstacle
            .await?
            .map_or(Ok(path.clone()), |problem| refused(&path, problem))
    }

    /// Gives a file its place, and notes that it is there. If it was noted before at another place, that file is
    /// removed when all is done.
    pub(super) async fn put(&self, file: Whole, id: &str, version: u32, name: &str, about: Value) -> Result<PathBuf> {
        let path = self.path.join(name);
        let (folder, target, id) = (self.clone(), path.clone(), id.to_owned());
        let note = Note {
            version,
            path: name.to_owned(),
            size: file.about().len(),
            about,
        };
        let obstacle = background(&path, move || {
            // Somebody may have put something there meanwhile.
            if let Some(problem) = folder.obstacle(&note.path)? {
                return Ok(Some(problem));
            }
            let mut inner = folder.lock();
            inner.notes.begin(&note.path, file.about())?;
            file.finish(&target)?;
            inner.notes.note(&id, &note)?;
            Ok(None)
        });
        obstacle
            .await?
            .map_or(Ok(path.clone()), |problem| refused(&path, problem))
    }

    /// Why nothing can be written at this path.
    fn obstacle(&self, name: &str) -> io::Result<Option<&'static str>> {
        if !is_plain(&self.path, name)? {
            return Ok(Some("lies behind a symbolic link, which is not followed"));
        }
        let is_free = self.lock().notes.is_free(name)?;
        Ok((!is_free).then_some("is there already and was not written by this: it is left alone"))
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
    pub(super) async fn write(
        &self,
        bytes: Vec<u8>,
        id: &str,
        version: u32,
        name: &str,
        about: Value,
    ) -> Result<PathBuf> {
        let path = self.place(name).await?;
        let target = path.clone();
        let file = background(&path, move || crate::download::whole(&target, bytes.into())).await?;
        self.put(file, id, version, name, about).await
    }

    /// Where a file of this name is.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// Whether something was noted before.
    pub(super) fn has_notes(&self) -> bool {
        !self.lock().notes.is_empty()
    }
}

fn refused(path: &Path, problem: &str) -> Result<PathBuf> {
    Err(Error::file(&path.display().to_string(), problem))
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
