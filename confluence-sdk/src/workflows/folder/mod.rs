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
    /// The paths of files that were begun, and may be there without a note.
    begun: BTreeSet<String>,
    /// Files that were noted and have another place since, with their sizes. They are removed when all is done.
    left: BTreeMap<String, u64>,
    file: File,
}

impl Folder {
    /// Opens a folder, or makes one, for what is mirrored there: `of` names it. A folder that mirrors something else is
    /// refused, because its files would be taken for files of what is gone.
    pub(super) async fn open(path: PathBuf, of: String) -> Result<Self> {
        let folder: Arc<Path> = path.into();
        let owner = of.clone();
        let opened = background(&folder, {
            let folder = folder.clone();
            move || {
                fs::create_dir_all(&folder)?;
                let path = folder.join(NOTES);
                let read = read(&path)?;
                if read.of.as_ref().is_some_and(|other| *other != of) {
                    return Ok(Err(read.of));
                }
                let mut file = OpenOptions::new().append(true).create(true).open(&path)?;
                // A line that was cut off ends here.
                if file.metadata()?.len() > 0 {
                    file.write_all(b"\n")?;
                }
                if read.of.is_none() {
                    file.write_all((json!({ "of": of }).to_string() + "\n").as_bytes())?;
                }
                let Noted { notes, begun, left, .. } = read;
                let kept = BTreeSet::new();
                Ok(Ok(Inner {
                    notes,
                    kept,
                    begun,
                    left,
                    file,
                }))
            }
        })
        .await?;
        let inner = opened.map_err(|other| {
            let other = other.unwrap_or_default();
            Error::file(
                &folder.display().to_string(),
                format!("mirrors {other} already, and cannot mirror {owner} too: choose another folder"),
            )
        })?;
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

    /// Whether there are notes, and none of them was asked for.
    #[cfg(all(
        feature = "attachments",
        feature = "folders",
        feature = "markdown",
        feature = "pages",
        feature = "spaces",
        feature = "v1-content"
    ))]
    pub(super) fn has_notes(&self) -> bool {
        !self.lock().notes.is_empty()
    }

    /// The path of a file that is about to be written, with the folders that it lies in. A file that is there and was
    /// not written by this is left alone.
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
        let (inner, target, begun) = (self.inner.clone(), path.clone(), name.to_owned());
        let is_free = background(&path, move || {
            let mut inner = inner.lock().unwrap_or_else(PoisonError::into_inner);
            let is_own = inner.begun.contains(&begun)
                || inner.left.contains_key(&begun)
                || inner.notes.values().any(|note| folded(&note.path) == folded(&begun));
            if !is_own && fs::symlink_metadata(target).is_ok() {
                return Ok(false);
            }
            inner
                .file
                .write_all((json!({ "begun": begun }).to_string() + "\n").as_bytes())?;
            inner.begun.insert(begun);
            Ok(true)
        });
        if !is_free.await? {
            return Err(Error::file(
                &path.display().to_string(),
                "is there already and was not written by this: it is left alone",
            ));
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

    /// Notes that a file is there. If it was noted before at another place, that file is removed when all is done: until
    /// then another one may take its place.
    pub(super) async fn note(&self, id: &str, version: u32, name: &str, size: u64) -> Result<()> {
        let line = json!({"id": id, "version": version, "path": name, "size": size}).to_string() + "\n";
        let note = Note {
            version,
            path: name.to_owned(),
            size,
        };
        let (inner, id) = (self.inner.clone(), id.to_owned());
        let noting = move || {
            let mut inner = inner.lock().unwrap_or_else(PoisonError::into_inner);
            inner.file.write_all(line.as_bytes())?;
            inner.left.remove(&note.path);
            inner.begun.remove(&note.path);
            let path = note.path.clone();
            if let Some(before) = inner.notes.insert(id, note).filter(|before| before.path != path) {
                inner.left.insert(before.path, before.size);
            }
            Ok(())
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
            for id in gone {
                let Some(note) = inner.notes.remove(&id) else { continue };
                let line = json!({"id": id, "gone": true, "path": note.path, "size": note.size}).to_string() + "\n";
                inner.file.write_all(line.as_bytes())?;
                inner.left.insert(note.path, note.size);
            }
            // On some disks two names are one file, whose new name must not be removed by its old one.
            let kept: BTreeSet<String> = inner.notes.values().map(|note| folded(&note.path)).collect();
            let mut removed = Vec::new();
            while let Some((path, size)) = inner.left.pop_first() {
                if !kept.contains(&folded(&path)) {
                    removed.extend(remove(&root, &path, size)?);
                }
                let line = json!({ "removed": path }).to_string() + "\n";
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

/// What the notes say.
#[derive(Default)]
struct Noted {
    of: Option<String>,
    notes: BTreeMap<String, Note>,
    begun: BTreeSet<String>,
    left: BTreeMap<String, u64>,
}

fn read(path: &Path) -> io::Result<Noted> {
    let mut read = Noted::default();
    let file = match File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(read),
        file => file?,
    };
    for line in BufReader::new(file.take(MOST)).split(b'\n') {
        // A line that cannot be read was cut off: its file is read again.
        let Ok(line) = serde_json::from_slice::<Value>(&line?) else {
            continue;
        };
        read.of = line["of"].as_str().map(str::to_owned).or(read.of);
        read.begun.extend(line["begun"].as_str().map(str::to_owned));
        if let Some(path) = line["removed"].as_str() {
            read.left.remove(path);
        }
        let Some(id) = line["id"].as_str() else { continue };
        let number = |name: &str| line[name].as_u64();
        let note = number("version").and_then(|version| u32::try_from(version).ok());
        let before = match note.zip(number("size")).zip(line["path"].as_str()) {
            Some(((version, size), path)) if is_inside(path) => {
                let path = path.to_owned();
                read.left.remove(&path);
                read.begun.remove(&path);
                let before = read.notes.insert(
                    id.to_owned(),
                    Note {
                        version,
                        path: path.clone(),
                        size,
                    },
                );
                before.filter(|before| before.path != path)
            }
            _ => read.notes.remove(id),
        };
        read.left.extend(before.map(|before| (before.path, before.size)));
    }
    Ok(read)
}

/// A path as a disk sees it that takes capital and small letters for one.
fn folded(path: &str) -> String {
    path.to_lowercase()
}

/// Whether a path that stands in a file leads to a place in the folder.
fn is_inside(path: &str) -> bool {
    !path.is_empty()
        && Path::new(path)
            .components()
            .all(|part| matches!(part, Component::Normal(_)))
}

/// Removes a file, and the folders that are empty without it.
fn remove(root: &Path, path: &str, size: u64) -> io::Result<Option<PathBuf>> {
    let path = root.join(path);
    match fs::symlink_metadata(&path) {
        Ok(found) if found.is_file() && found.len() == size => fs::remove_file(&path)?,
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
