//! The programs: those of `tests/ui/fail`, and those of the given folders and files.

use std::fs;
use std::path::{Path, PathBuf};

/// A program that must not compile.
pub(crate) struct Program {
    /// The printed name.
    pub(crate) name: String,
    pub(crate) path: PathBuf,
    pub(crate) source: String,
    /// `lib.rs` in the same folder. It is the library of the package `consumer`, and the other files are programs that
    /// use it.
    pub(crate) library: Option<PathBuf>,
}

/// All programs of a folder and of the folders in it, or the program in a file.
pub(crate) fn find(place: &Path) -> Result<Vec<Program>, String> {
    let mut found = Vec::new();
    if place.is_dir() {
        collect(place, place, &mut found)?;
    } else {
        let folder = place.parent().unwrap_or(Path::new("."));
        found.push(load(folder, place)?);
    }
    if found.is_empty() {
        return Err(format!("{} holds no program", place.display()));
    }
    Ok(found)
}

fn collect(root: &Path, folder: &Path, found: &mut Vec<Program>) -> Result<(), String> {
    let problem = |problem: std::io::Error| format!("{}: {problem}", folder.display());
    let entries = fs::read_dir(folder).map_err(problem)?;
    let mut paths = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<_>, _>>()
        .map_err(problem)?;
    paths.sort();
    for path in paths {
        if path.is_dir() {
            collect(root, &path, found)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") && !path.ends_with("lib.rs") {
            found.push(load(root, &path)?);
        }
    }
    Ok(())
}

fn load(root: &Path, path: &Path) -> Result<Program, String> {
    let source = fs::read_to_string(path).map_err(|problem| format!("{}: {problem}", path.display()))?;
    let library = path.with_file_name("lib.rs");
    let name = path.strip_prefix(root).unwrap_or(path).with_extension("");
    Ok(Program {
        name: name.display().to_string(),
        path: path.to_owned(),
        source,
        library: library.exists().then_some(library),
    })
}
