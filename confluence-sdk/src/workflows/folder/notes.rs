//! What is noted of a folder: lines of JSON, each of which says what has happened.
//!
//! A line is written before its effect is taken over in memory, and reading the file takes over the same lines. So what
//! a later run knows is what this one knew when it was stopped.

use super::names::folded;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Component, Path, PathBuf};
use std::time::UNIX_EPOCH;

/// The file with the notes.
pub(super) const NOTES: &str = ".confluence-sdk.jsonl";
/// What is read of the notes at most. More was not written by this.
const MOST: u64 = 256 << 20;

/// A file that is there and whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Note {
    pub(super) version: u32,
    /// Relative to the folder, with `/`.
    pub(super) path: String,
    pub(super) size: u64,
    /// What else whoever wrote it wants to know later.
    pub(super) about: Value,
}

/// By which a file is known that was written and not noted: its size, and when its last byte was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Mark {
    size: u64,
    nanos: u64,
}

impl Mark {
    fn of(found: &Metadata) -> Self {
        let modified = found.modified().ok();
        let since = modified.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        let nanos = since.and_then(|since| u64::try_from(since.as_nanos()).ok());
        Self {
            size: found.len(),
            nanos: nanos.unwrap_or_default(),
        }
    }
}

pub(super) struct Notes {
    root: PathBuf,
    file: File,
    known: Known,
}

/// What the lines say so far.
#[derive(Default)]
struct Known {
    /// What is mirrored here.
    of: Option<String>,
    files: BTreeMap<String, Note>,
    /// The id of the file at a path.
    ids: BTreeMap<String, String>,
    /// The paths of files that may be there without a note, with the marks of these files.
    begun: BTreeMap<String, Mark>,
    /// Files that are at another place since, or gone, with their sizes. They are removed when all is done: until then
    /// another one may take their place.
    left: BTreeMap<String, u64>,
}

impl Notes {
    /// Reads the notes of a folder, which is there. `Err` inside if it mirrors something else, which is named.
    pub(super) fn open(root: &Path, of: &str) -> io::Result<Result<Self, String>> {
        let path = root.join(NOTES);
        if fs::symlink_metadata(&path).is_ok_and(|found| !found.is_file()) {
            return Err(io::Error::other(format!("`{NOTES}` in it is no file")));
        }
        let known = read(&path)?;
        match &known.of {
            Some(other) if other != of => return Ok(Err(other.clone())),
            _ => {}
        }
        let mut file = OpenOptions::new().append(true).create(true).open(&path)?;
        // A line that was cut off ends here.
        if file.metadata()?.len() > 0 {
            file.write_all(b"\n")?;
        }
        let is_new = known.of.is_none();
        let root = root.to_owned();
        let mut notes = Self { root, file, known };
        if is_new {
            notes.add(&json!({ "of": of }))?;
        }
        Ok(Ok(notes))
    }

    pub(super) fn get(&self, id: &str) -> Option<&Note> {
        self.known.files.get(id)
    }

    #[cfg(feature = "markdown")]
    pub(super) fn is_empty(&self) -> bool {
        self.known.files.is_empty()
    }

    /// Whether a file can be written at this path: none is there, or one that was written by this.
    pub(super) fn is_free(&mut self, path: &str) -> io::Result<bool> {
        if self.is_free_as_known(path)? {
            return Ok(true);
        }
        // A run that was dropped can have come to the end of a file in the background, after these notes were read.
        self.known = read(&self.root.join(NOTES))?;
        self.is_free_as_known(path)
    }

    fn is_free_as_known(&self, path: &str) -> io::Result<bool> {
        let found = match fs::symlink_metadata(self.root.join(path)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(true),
            found => found?,
        };
        let known = &self.known;
        let is_own = |path: &str| {
            known.ids.contains_key(path)
                || known.left.get(path) == Some(&found.len())
                || known.begun.get(path) == Some(&Mark::of(&found))
        };
        // A disk can take two names for one. Then the file is the one that was noted by its other name.
        let noted = || known.ids.keys().chain(known.left.keys()).chain(known.begun.keys());
        let by_another_name = || noted().any(|other| is_own(other) && self.is_one_file(other, path));
        Ok(found.is_file() && (is_own(path) || by_another_name()))
    }

    /// Notes that a file with this mark is about to get this path.
    pub(super) fn begin(&mut self, path: &str, file: &Metadata) -> io::Result<()> {
        let Mark { size, nanos } = Mark::of(file);
        self.add(&json!({ "begun": path, "size": size, "nanos": nanos }))
    }

    /// Notes that a file is there.
    pub(super) fn note(&mut self, id: &str, note: &Note) -> io::Result<()> {
        let Note {
            version,
            path,
            size,
            about,
        } = note;
        self.add(&json!({ "id": id, "version": version, "path": path, "size": size, "about": about }))
    }

    /// Removes the files of all but these ids, and those that have another place since. A file whose size is not what
    /// was noted is left alone: somebody has changed it.
    pub(super) fn remove_all_but(&mut self, kept: &BTreeSet<String>) -> io::Result<Vec<PathBuf>> {
        let gone = |id: &&String| !kept.contains(*id);
        let gone: Vec<String> = self.known.files.keys().filter(gone).cloned().collect();
        for id in gone {
            self.add(&json!({ "id": id, "gone": true }))?;
        }
        let mut names: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for path in self.known.ids.keys() {
            names.entry(folded(path)).or_default().push(path.clone());
        }
        let mut removed = Vec::new();
        while let Some((path, size)) = self
            .known
            .left
            .first_key_value()
            .map(|(path, size)| (path.clone(), *size))
        {
            let alike = names.get(&folded(&path)).into_iter().flatten();
            // On some disks the new name and the old one are one file.
            if !alike.into_iter().any(|kept| self.is_one_file(kept, &path)) {
                removed.extend(remove(&self.root, &path, size)?);
            }
            self.add(&json!({ "removed": path }))?;
        }
        Ok(removed)
    }

    fn is_one_file(&self, one: &str, other: &str) -> bool {
        let place = |path: &str| fs::canonicalize(self.root.join(path)).ok();
        folded(one) == folded(other) && place(one).is_some_and(|one| Some(one) == place(other))
    }

    fn add(&mut self, line: &Value) -> io::Result<()> {
        self.file.write_all((line.to_string() + "\n").as_bytes())?;
        self.known.take_over(line);
        Ok(())
    }
}

impl Known {
    fn take_over(&mut self, line: &Value) {
        let path = line["path"].as_str().filter(|path| is_inside(path));
        let number = |name: &str| line[name].as_u64();
        if let Some(of) = line["of"].as_str() {
            self.of = Some(of.to_owned());
        } else if let Some(path) = line["begun"].as_str() {
            // What was there is written over, whichever it was.
            self.forget(path);
            if let (Some(size), Some(nanos)) = (number("size"), number("nanos")) {
                self.begun.insert(path.to_owned(), Mark { size, nanos });
            }
        } else if let Some(path) = line["removed"].as_str() {
            self.left.remove(path);
        } else if let Some(id) = line["id"].as_str() {
            let version = number("version").and_then(|version| u32::try_from(version).ok());
            let note = version.zip(number("size")).zip(path);
            let note = note.map(|((version, size), path)| Note {
                version,
                path: path.to_owned(),
                size,
                about: line["about"].clone(),
            });
            self.replace(id, note);
        }
    }

    fn replace(&mut self, id: &str, note: Option<Note>) {
        if let Some(before) = self.files.remove(id) {
            self.ids.remove(&before.path);
            self.left.insert(before.path, before.size);
        }
        if let Some(note) = note {
            self.forget(&note.path);
            self.begun.remove(&note.path);
            self.left.remove(&note.path);
            self.ids.insert(note.path.clone(), id.to_owned());
            self.files.insert(id.to_owned(), note);
        }
    }

    /// Forgets that a file is at this path.
    fn forget(&mut self, path: &str) {
        if let Some(id) = self.ids.remove(path)
            && let Some(note) = self.files.remove(&id)
        {
            self.left.insert(note.path, note.size);
        }
    }
}

fn read(path: &Path) -> io::Result<Known> {
    let mut known = Known::default();
    let file = match File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(known),
        file => file?,
    };
    for line in BufReader::new(file.take(MOST)).split(b'\n') {
        // A line that cannot be read was cut off: its file is read again.
        if let Ok(line) = serde_json::from_slice::<Value>(&line?) {
            known.take_over(&line);
        }
    }
    Ok(known)
}

/// Whether a path that stands in a file leads to a place in the folder.
pub(super) fn is_inside(path: &str) -> bool {
    let plain = |part| matches!(part, Component::Normal(_));
    !path.is_empty() && Path::new(path).components().all(plain)
}

/// Whether no folder of this path is a symbolic link, which would lead somewhere else.
pub(super) fn is_plain(root: &Path, path: &str) -> io::Result<bool> {
    let mut place = root.to_owned();
    for folder in Path::new(path).parent().into_iter().flat_map(Path::components) {
        place.push(folder);
        match fs::symlink_metadata(&place) {
            Ok(found) if found.is_symlink() => return Ok(false),
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(true),
            Err(error) => return Err(error),
        }
    }
    Ok(true)
}

/// Removes a file, and the folders that are empty without it.
fn remove(root: &Path, path: &str, size: u64) -> io::Result<Option<PathBuf>> {
    if !is_inside(path) || !is_plain(root, path)? {
        return Ok(None);
    }
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
