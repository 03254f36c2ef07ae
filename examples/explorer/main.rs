//! Which scopes do I need? As a web site: `cargo run --example explorer [-- DIR]`.
//!
//! It writes a page for every operation, scope and permission into DIR (`target/explorer` without it). Open
//! `index.html` there: it needs no server. Or put the folder on any web server: the addresses of the pages stay. What
//! an earlier run wrote there and this one does not, such as the page of an operation that is gone, is removed; other
//! files stay.
//!
//! The pages can be read without JavaScript. With it, one can search, choose operations and see the smallest sets of
//! scopes that allow them, and choose scopes and see what they allow.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;
use std::{fs, io};

mod site;

/// What was written, for the next run.
const LIST: &str = "files.txt";

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    let folder = arguments.next().map_or_else(default_folder, PathBuf::from);
    if arguments.next().is_some() {
        eprintln!("usage: explorer [DIR]");
        return ExitCode::from(2);
    }
    let files = site::files();
    if let Err(problem) = write(&folder, &files) {
        eprintln!("{}: {problem}", folder.display());
        return ExitCode::FAILURE;
    }
    println!("{} files. Open {}", files.len(), folder.join("index.html").display());
    ExitCode::SUCCESS
}

/// In the folder that Cargo builds into.
fn default_folder() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from);
    target.join("explorer")
}

fn write(folder: &Path, files: &[(String, String)]) -> io::Result<()> {
    for (path, text) in files {
        let file = folder.join(path);
        if let Some(parent) = file.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(file, text)?;
    }
    let list = folder.join(LIST);
    let before = fs::read_to_string(&list).unwrap_or_default();
    let now: BTreeSet<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
    for path in before.lines().filter(|path| !now.contains(path) && is_of_a_site(path)) {
        match fs::remove_file(folder.join(path)) {
            Err(problem) if problem.kind() != io::ErrorKind::NotFound => return Err(problem),
            _ => {}
        }
    }
    fs::write(
        list,
        now.into_iter().map(|path| format!("{path}\n")).collect::<String>(),
    )
}

/// Whether a path leads to a page inside the folder: the list may have been written by somebody else.
fn is_of_a_site(path: &str) -> bool {
    let path = Path::new(path);
    path.components().all(|part| matches!(part, Component::Normal(_)))
        && path.extension().is_some_and(|end| end == "html")
}
