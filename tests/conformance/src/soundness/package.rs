//! The package on disk: the fixed part of the program, and the data that it compares, as Rust.

use super::exceptions::Exception;
use super::sets::{FOREIGN, Sets};
use super::{Asked, Asking, Made, Row};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::Path;

/// The folder of the SDK and its lock file.
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
const NAME: &str = "confluence-soundness";
const PROGRAM: [(&str, &str); 3] = [
    ("src/main.rs", include_str!("program/main.rs")),
    ("src/check.rs", include_str!("program/check.rs")),
    ("src/probe.rs", include_str!("program/probe.rs")),
];

/// Writes the package. Files that are already right are not written, so that nothing is compiled twice.
pub(super) fn write(out: &Path, asked: &[Asked], sets: &Sets, exceptions: &[Exception]) -> Result<(), String> {
    refuse_another(out)?;
    fs::create_dir_all(out.join("src/operations")).map_err(|e| format!("{}: {e}", out.display()))?;
    let root = fs::canonicalize(ROOT).map_err(|e| format!("{ROOT}: {e}"))?;
    // With this file, it is built with the same versions as the SDK.
    let lock = root.join("Cargo.lock");
    if lock.exists() {
        fs::copy(&lock, out.join("Cargo.lock")).map_err(|e| format!("{}: {e}", lock.display()))?;
    }
    put(&out.join("Cargo.toml"), &manifest(out, &root)?)?;
    for (path, text) in PROGRAM {
        put(&out.join(path), text)?;
    }
    put(&out.join("src/sets.rs"), &sets_text(sets))?;
    put(&out.join("src/exceptions.rs"), &exceptions_text(exceptions))?;
    put(&out.join("src/operations.rs"), &operations_text(asked))?;
    for asked in asked {
        put(
            &out.join(format!("src/operations/{}.rs", module(asked))),
            &operation_text(asked),
        )?;
    }
    remove_stale(&out.join("src/operations"), asked)
}

/// Refuses a folder that contains another package.
fn refuse_another(out: &Path) -> Result<(), String> {
    match fs::read_to_string(out.join("Cargo.toml")) {
        Ok(text) if !text.contains(NAME) => Err(format!("{} holds another package", out.display())),
        _ => Ok(()),
    }
}

fn put(path: &Path, text: &str) -> Result<(), String> {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    fs::write(path, text).map_err(|e| format!("{}: {e}", path.display()))
}

/// Deletes the files of operations that are no longer declared.
fn remove_stale(dir: &Path, asked: &[Asked]) -> Result<(), String> {
    let problem = |e: std::io::Error| format!("{}: {e}", dir.display());
    let current: BTreeSet<String> = asked.iter().map(|asked| format!("{}.rs", module(asked))).collect();
    for entry in fs::read_dir(dir).map_err(problem)? {
        let entry = entry.map_err(problem)?;
        if !current.contains(&*entry.file_name().to_string_lossy()) {
            fs::remove_file(entry.path()).map_err(problem)?;
        }
    }
    Ok(())
}

fn manifest(out: &Path, root: &Path) -> Result<String, String> {
    // In one target folder, cargo distinguishes packages by name and version and not by their folder. So each folder
    // gets its own version. Without it, cargo could run the program of another folder.
    let mut place = DefaultHasher::new();
    let here = fs::canonicalize(out).map_err(|e| format!("{}: {e}", out.display()))?;
    here.hash(&mut place);
    Ok(format!(
        "[package]
name = \"{NAME}\"
version = \"0.0.0+{place:016x}\"
edition = \"2024\"
publish = false

[workspace]

[dependencies]
confluence-sdk = {{ path = {root:?}, default-features = false, features = [\"v1\", \"v2\"] }}

[profile.dev]
debug = false
incremental = false
",
        place = place.finish(),
        root = root.display().to_string(),
    ))
}

fn sets_text(sets: &Sets) -> String {
    let mut declared = String::new();
    let mut listed = String::new();
    for (place, set) in sets.list().iter().enumerate() {
        let quoted = set.iter().map(|scope| match scope.as_str() {
            FOREIGN => format!("other({scope:?})"),
            _ => format!("{scope:?}"),
        });
        let _ = writeln!(
            declared,
            "    pub struct S{place} = {};",
            Vec::from_iter(quoted).join(", ")
        );
        let _ = writeln!(
            listed,
            "    Set {{ scopes: {:?}, list: ScopeList::of::<S{place}> }},",
            set.join(" ")
        );
    }
    let every: BTreeSet<&str> = sets
        .sampled()
        .flat_map(|place| &sets.list()[place])
        .map(String::as_str)
        .collect();
    let every = Vec::from_iter(
        every
            .into_iter()
            .filter(|scope| *scope != FOREIGN)
            .map(|scope| format!("{scope:?}")),
    )
    .join(", ");
    let places = Vec::from_iter(sets.sampled().map(|place| place.to_string()));
    let names = Vec::from_iter(sets.sampled().map(|place| format!("S{place}")));
    format!(
        "//! The sets of scopes, as types and as values.

use confluence_sdk::scope::ScopeList;
use crate::check::Set;

confluence_sdk::scopes! {{
{declared}}}

/// All of them.
pub static ALL: &[Set] = &[
{listed}];

/// Every scope of OAuth.
confluence_sdk::scopes! {{
    pub struct Every = {every};
}}

/// Those drawn at random.
pub const SAMPLED: &[usize] = &[{}];

/// What the types answer for each of those.
macro_rules! sampled {{
    ($mode:ident, $operation:ty) => {{ probes!($mode, $operation; {}) }};
}}
",
        places.join(", "),
        names.join(" "),
    )
}

fn exceptions_text(exceptions: &[Exception]) -> String {
    let mut listed = String::new();
    for Exception {
        operation,
        barred,
        reason,
    } in exceptions
    {
        let barred = Vec::from_iter(barred.iter().map(|mode| format!("Mode::{mode:?}"))).join(", ");
        let _ = writeln!(
            listed,
            "    Exception {{ operation: {operation:?}, barred: &[{barred}], reason: {reason:?} }},"
        );
    }
    format!(
        "//! Where prose overrules the metadata of the document.

use confluence_sdk::spec::Mode;
use crate::check::Exception;

/// All of them.
pub static ALL: &[Exception] = &[
{listed}];
"
    )
}

fn operations_text(asked: &[Asked]) -> String {
    let modules = Vec::from_iter(asked.iter().map(module));
    let mut text = "//! The operations, one file each.\n\nuse crate::check::Operation;\n\n".to_owned();
    for module in &modules {
        let _ = writeln!(text, "mod {module};");
    }
    text += "\n/// All of them.\npub static ALL: &[&Operation] = &[\n";
    for module in &modules {
        let _ = writeln!(text, "    &{module}::ASKED,");
    }
    text + "];\n"
}

/// A module for each operation, such as `v2_get_page_by_id`.
fn module(asked: &Asked) -> String {
    let version = asked.name.split(':').next().unwrap_or_default();
    format!("{version}_{}", asked.declaration.name)
}

fn operation_text(asked: &Asked) -> String {
    let Asked {
        declaration,
        name,
        rows,
        alike,
        made,
    } = asked;
    let alike = Vec::from_iter(alike.iter().map(|mode| format!("{mode:?}"))).join(" ");
    let rows: String = rows.iter().map(row_text).collect();
    let made: String = made.iter().map(made_text).collect();
    format!(
        "//! {method} {path}

#![allow(deprecated, reason = \"deprecated operations are asked about too\")]

use confluence_sdk::spec::Mode;
use crate::check::{{Answers, Operation}};

type O = confluence_sdk::{rust_path};

pub static ASKED: Operation = Operation {{
    name: {name:?},
    declaration: <O as confluence_sdk::Operation>::DECLARATION,
    alike: alike!(O; {alike}),
    answers: &[
{rows}    ],
    made: &[
{made}    ],
}};
",
        method = declaration.method,
        path = declaration.path,
        rust_path = declaration.rust_path,
    )
}

fn made_text(
    Made {
        family,
        mode,
        alternatives,
        others,
    }: &Made,
) -> String {
    let others = Vec::from_iter(others.iter().map(|path| format!("confluence_sdk::{path}"))).join(" ");
    let alternatives = Vec::from_iter(alternatives.iter().map(|all| all.join(" ")));
    format!("        (made!({family} for O as {mode:?}; {others}), &{alternatives:?}),\n")
}

fn row_text(Row { mode, sets, document }: &Row) -> String {
    let (places, types) = match sets {
        Asking::Without => ("&[]".to_owned(), "probe!(O; Basic)".to_owned()),
        Asking::Sampled => ("crate::sets::SAMPLED".to_owned(), format!("sampled!({mode:?}, O)")),
        Asking::Places(places) => {
            let names = Vec::from_iter(places.iter().map(|place| format!("S{place}"))).join(" ");
            (format!("&{places:?}"), format!("probes!({mode:?}, O; {names})"))
        }
    };
    let document: String = document.iter().map(|yes| if *yes { '1' } else { '0' }).collect();
    format!(
        "        Answers {{
            mode: Mode::{mode:?},
            sets: {places},
            types: {types},
            document: {document:?},
        }},
"
    )
}
