//! A folder that mirrors content of a site: what is in it is noted, so that it is not read again.

mod names;

pub(super) use names::Names;

use crate::Result;
use crate::error::Error;
use crate::file_reader::{in_background, joined};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// The file with the notes: one line of JSON for each file, the last one of an id holds. A line is written after its
/// file is whole, so a program can be stopped at any time.
const NOTES: &str = ".confluence-sdk.jsonl";
/// What is read of the notes at most. More was not written by this.
const MOST: u64 = 256 << 20;

/// What is noted of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Note {
    version: u32,
    /// Relative to the folder, with `/`.
    path: String,
    size: u64,
}

#[derive(Clone)]
pub(super) struct Folder {
    path: Arc<Path>,
    inner: Arc<Mutex<Inner>>,
}

struct Inner {
    notes: BTreeMap<String, Note>,
    /// Those that were asked for since the folder was opened.
    kept: BTreeSet<String>,
    file: File,
}

impl Folder {
    /// Opens a folder, or makes one.
    pub(super) async fn open(path: PathBuf) -> Result<Self> {
        let folder: Arc<Path> = path.into();
        let inner = background(&folder, {
            let folder = folder.clone();
            move || {
                fs::create_dir_all(&folder)?;
                let path = folder.join(NOTES);
                let notes = read(&path)?;
                let mut file = OpenOptions::new().append(true).create(true).open(&path)?;
                // A line that was cut off ends here.
                if file.metadata()?.len() > 0 {
                    file.write_all(b"\n")?;
                }
                let kept = BTreeSet::new();
                Ok(Inner { notes, kept, file })
            }
        })
        .await?;
        let inner = Arc::new(Mutex::new(inner));
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

    /// The path of a file, with the folders that it lies in.
    pub(super) async fn place(&self, name: &str) -> Result<PathBuf> {
        let path = self.path.join(name);
        // The names are made safe; that none leads out of the folder is checked once more where it would matter.
        if Path::new(name)
            .components()
            .any(|part| !matches!(part, Component::Normal(_)))
        {
            return Err(Error::file(name, "is not a name in the folder"));
        }
        if let Some(folder) = path.parent() {
            let made = folder.to_owned();
            background(folder, move || fs::create_dir_all(made)).await?;
        }
        Ok(path)
    }

    /// Writes a whole file, or leaves what was there.
    #[cfg(all(
        feature = "attachments",
        feature = "folders",
        feature = "markdown",
        feature = "pages",
        feature = "spaces",
        feature = "v1-content"
    ))]
    pub(super) async fn write(&self, name: &str, bytes: Vec<u8>) -> Result<PathBuf> {
        let path = self.place(name).await?;
        let target = path.clone();
        background(&path, move || crate::download::save_whole(&target, bytes.into())).await?;
        Ok(path)
    }

    /// Whether something was noted at another place.
    #[cfg(all(
        feature = "attachments",
        feature = "folders",
        feature = "markdown",
        feature = "pages",
        feature = "spaces",
        feature = "v1-content"
    ))]
    pub(super) fn was_elsewhere(&self, id: &str, name: &str) -> bool {
        self.lock().notes.get(id).is_some_and(|note| note.path != name)
    }

    /// Notes that a file is there. One that was noted before at another place is removed.
    pub(super) async fn note(&self, id: &str, version: u32, name: &str, size: u64) -> Result<()> {
        let line = json!({"id": id, "version": version, "path": name, "size": size}).to_string() + "\n";
        let note = Note {
            version,
            path: name.to_owned(),
            size,
        };
        let (inner, root, id) = (self.inner.clone(), self.path.clone(), id.to_owned());
        let noting = move || {
            let mut inner = inner.lock().unwrap_or_else(PoisonError::into_inner);
            inner.file.write_all(line.as_bytes())?;
            let before = inner.notes.insert(id, note.clone());
            let before = before.filter(|before| before.path != note.path);
            let taken = |path: &str| inner.notes.values().any(|other| other.path == path);
            match before.filter(|before| !taken(&before.path)) {
                Some(before) => remove(&root, &before).map(drop),
                None => Ok(()),
            }
        };
        background(&self.path, noting).await
    }

    /// Removes the files of what was not asked for, and returns their paths. A file whose size is not what was noted is
    /// left alone: somebody has changed it.
    pub(super) async fn remove_the_rest(&self) -> Result<Vec<PathBuf>> {
        let (inner, root) = (self.inner.clone(), self.path.clone());
        background(&self.path, move || {
            let mut inner = inner.lock().unwrap_or_else(PoisonError::into_inner);
            let gone: Vec<String> = inner
                .notes
                .keys()
                .filter(|id| !inner.kept.contains(*id))
                .cloned()
                .collect();
            let mut removed = Vec::new();
            for id in gone {
                let Some(note) = inner.notes.remove(&id) else { continue };
                if !inner.notes.values().any(|other| other.path == note.path) {
                    removed.extend(remove(&root, &note)?);
                }
                let line = json!({"id": id, "gone": true}).to_string() + "\n";
                inner.file.write_all(line.as_bytes())?;
            }
            Ok(removed)
        })
        .await
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
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

fn read(path: &Path) -> io::Result<BTreeMap<String, Note>> {
    let mut notes = BTreeMap::new();
    let file = match File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(notes),
        file => file?,
    };
    for line in BufReader::new(file.take(MOST)).split(b'\n') {
        // A line that cannot be read was cut off: its file is read again.
        let Ok(line) = serde_json::from_slice::<Value>(&line?) else {
            continue;
        };
        let Some(id) = line["id"].as_str() else { continue };
        let number = |name: &str| line[name].as_u64();
        let note = number("version").and_then(|version| u32::try_from(version).ok());
        match note.zip(number("size")).zip(line["path"].as_str()) {
            Some(((version, size), path)) if is_inside(path) => {
                let path = path.to_owned();
                notes.insert(id.to_owned(), Note { version, path, size });
            }
            _ => drop(notes.remove(id)),
        }
    }
    Ok(notes)
}

/// Whether a path that stands in a file leads to a place in the folder.
fn is_inside(path: &str) -> bool {
    !path.is_empty()
        && Path::new(path)
            .components()
            .all(|part| matches!(part, Component::Normal(_)))
}

/// Removes a file, and the folders that are empty without it.
fn remove(root: &Path, note: &Note) -> io::Result<Option<PathBuf>> {
    let path = root.join(&note.path);
    match fs::symlink_metadata(&path) {
        Ok(found) if found.is_file() && found.len() == note.size => fs::remove_file(&path)?,
        Ok(_) => return Ok(None),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    }
    let mut folder = path.parent();
    while let Some(at) = folder.filter(|at| *at != root && at.starts_with(root)) {
        // It may hold something else.
        if fs::remove_dir(at).is_err() {
            break;
        }
        folder = at.parent();
    }
    Ok(Some(path))
}
