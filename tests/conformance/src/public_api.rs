//! Lists the public API of each crate that is published, with the crates whose types are in it, and compares the lists
//! with those in `tests/conformance/public_api/`. So a change of the API is seen in a review.
//!
//! What the macros make of the spec is left out: it follows from the spec, which is the better list.

use crate::report::Report;
use crate::rustdoc_json::{self, SDK};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// A crate with the features that its documentation is made with.
struct Crate {
    name: &'static str,
    features: &'static str,
    /// The beginnings of paths that follow from the spec.
    generated: &'static [&'static str],
}

const CRATES: [Crate; 3] = [
    Crate {
        name: SDK,
        features: rustdoc_json::SDK_FEATURES,
        generated: &["v1", "v2", "scope", "permission", "cql"],
    },
    Crate {
        name: "confluence-content",
        features: "markdown",
        generated: &[],
    },
    Crate {
        name: "confluence-sandbox",
        features: "tls",
        generated: &[],
    },
];

/// Compares the lists, or writes them anew.
pub(crate) fn run(write: bool) -> Result<Report, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("public_api");
    let mut text = String::new();
    let mut passed = true;
    for package in &CRATES {
        let list = package.list(&root)?;
        let file = folder.join(format!("{}.txt", package.name));
        if write {
            fs::write(&file, &list).map_err(|problem| format!("{}: {problem}", file.display()))?;
            text += &format!("{}: {} lines\n", package.name, list.lines().count());
            continue;
        }
        let known = fs::read_to_string(&file).unwrap_or_default();
        let differences = differences(&known, &list);
        passed &= differences.is_empty();
        text += &differences;
        text += &format!("{}: {} lines compared\n", package.name, list.lines().count());
    }
    if !passed {
        text += "if this is meant, write it down: public-api --write\n";
    }
    Ok(Report { text, passed })
}

impl Crate {
    /// The foreign crates and the items, a line each.
    fn list(&self, root: &Path) -> Result<String, String> {
        let api = public_api::Builder::from_rustdoc_json(rustdoc_json::make(root, self.name, self.features)?)
            .omit_blanket_impls(true)
            .omit_auto_trait_impls(true)
            .omit_auto_derived_impls(true)
            .build()
            .map_err(|problem| format!("{}: {problem}", self.name))?;
        let lines: Vec<String> = api.items().map(ToString::to_string).collect();
        let library = self.name.replace('-', "_");
        let foreign: BTreeSet<&str> = lines.iter().flat_map(|line| roots(line)).collect();
        let mut list = String::new();
        for name in foreign.into_iter().filter(|name| *name != library && is_crate(name)) {
            list += &format!("foreign: {name}\n");
        }
        let prefixes: Vec<String> = self
            .generated
            .iter()
            .map(|module| format!("{library}::{module}::"))
            .collect();
        for line in lines
            .iter()
            .filter(|line| !prefixes.iter().any(|prefix| line.contains(prefix)))
        {
            list += line;
            list.push('\n');
        }
        Ok(list)
    }
}

/// The first names of all paths in a line.
fn roots(line: &str) -> Vec<&str> {
    let mut roots = Vec::new();
    let mut rest = line;
    while let Some(end) = rest.find("::") {
        let before = &rest[..end];
        let start = before
            .rfind(|letter: char| !letter.is_alphanumeric() && letter != '_')
            .map_or(0, |at| at + 1);
        if !before[..start].ends_with("::") && start < end {
            roots.push(&before[start..]);
        }
        rest = rest[end + 2..]
            .trim_start_matches(|letter: char| letter.is_alphanumeric() || letter == '_' || letter == ':');
    }
    roots
}

/// Whether the first name of a path is that of a crate outside of the standard library, and not of a type.
fn is_crate(name: &str) -> bool {
    // Not `rt`, which is what expansions call a module of the SDK.
    let standard = ["alloc", "core", "std", "self", "crate", "rt", "u64"];
    name.starts_with(|letter: char| letter.is_ascii_lowercase()) && !standard.contains(&name)
}

/// The lines that only one of the lists has.
fn differences(known: &str, found: &str) -> String {
    let known: BTreeSet<&str> = known.lines().collect();
    let found: BTreeSet<&str> = found.lines().collect();
    let gone = known.difference(&found).map(|line| format!("- {line}\n"));
    let added = found.difference(&known).map(|line| format!("+ {line}\n"));
    gone.chain(added).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_roots_of_paths_are_found() {
        let line =
            "pub fn confluence_sdk::Error::headers(&self) -> core::option::Option<&http::header::map::HeaderMap>";
        assert_eq!(roots(line), ["confluence_sdk", "core", "http"]);
        assert_eq!(roots("impl<A: a::B> c::D<A::E> for f::G"), ["a", "c", "A", "f"]);
        assert!(is_crate("http") && !is_crate("core") && !is_crate("A"));
    }

    #[test]
    fn what_is_gone_and_what_is_new_is_told() {
        assert_eq!(differences("a\nb\n", "b\nc\n"), "- a\n+ c\n");
        assert_eq!(differences("a\n", "a\n"), "");
    }
}
