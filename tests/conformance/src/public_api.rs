//! Lists the public API of each crate that is published, with the crates whose types are in it, and compares the lists
//! with those in `tests/conformance/public_api/`. So a change of the API is seen in a review.
//!
//! What the macros make of the spec is left out: it follows from the spec, which is the better list. Its names are
//! looked at all the same: modules that people import with `*` have no name in common.

use crate::report::Report;
use crate::rustdoc_json::{self, SDK};
use std::collections::{BTreeMap, BTreeSet};
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

/// What people import with `*`, the root first. Nothing in one of them is also in another, except the modules `op`.
const TOGETHER: [&str; 5] = ["", "v1::", "v2::", "spec::", "workflows::"];

/// Compares the lists, or writes them anew.
pub(crate) fn run(write: bool) -> Result<Report, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("public_api");
    let mut text = String::new();
    let mut passed = true;
    for package in &CRATES {
        let lines = package.lines(&root)?;
        let clashes = clashes(&lines, &package.library());
        passed &= clashes.is_empty();
        text += &clashes;
        let list = package.list(&lines);
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
    fn library(&self) -> String {
        self.name.replace('-', "_")
    }

    /// The items, a line each.
    fn lines(&self, root: &Path) -> Result<Vec<String>, String> {
        let api = public_api::Builder::from_rustdoc_json(rustdoc_json::make(root, self.name, self.features)?)
            .omit_blanket_impls(true)
            .omit_auto_trait_impls(true)
            .omit_auto_derived_impls(true)
            .build()
            .map_err(|problem| format!("{}: {problem}", self.name))?;
        Ok(api.items().map(ToString::to_string).collect())
    }

    /// The foreign crates, and the items that do not follow from the spec.
    fn list(&self, lines: &[String]) -> String {
        let library = self.library();
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
        list
    }
}

/// The types and traits whose names stand in two modules that people import together.
fn clashes(lines: &[String], library: &str) -> String {
    let mut places: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for line in lines {
        let item = ["pub struct ", "pub enum ", "pub trait ", "pub type "]
            .iter()
            .find_map(|kind| line.strip_prefix(kind)?.strip_prefix(library)?.strip_prefix("::"));
        for module in TOGETHER {
            let name = item.and_then(|item| item.strip_prefix(module)).map(until_its_end);
            if let Some(name) = name.filter(|name| name.starts_with(char::is_uppercase)) {
                places.entry(name).or_default().insert(module);
            }
        }
    }
    places.retain(|_, modules| modules.len() > 1);
    let line = |(name, modules): (&str, BTreeSet<&str>)| {
        let modules: Vec<String> = modules.iter().map(|module| format!("{library}::{module}")).collect();
        format!("{name} is in {}\n", modules.join(" and "))
    };
    places.into_iter().map(line).collect()
}

/// The name that a path begins with, and nothing if the path goes on.
fn until_its_end(path: &str) -> &str {
    let end = path.find(|letter: char| !letter.is_alphanumeric() && letter != '_');
    let (name, rest) = path.split_at(end.unwrap_or(path.len()));
    if rest.starts_with("::") { "" } else { name }
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
    fn names_that_are_in_two_modules_are_found() {
        let lines = [
            "pub struct a::Pages<T>",
            "pub trait a::Operation: a::Request",
            "pub struct a::v2::Pages<'c, A>",
            "pub struct a::v1::op::Pages",
            "pub type a::v2::Label::Item = a::Operation",
            "pub enum a::v1::Label",
        ];
        let lines = lines.map(str::to_owned);
        assert_eq!(clashes(&lines, "a"), "Pages is in a:: and a::v2::\n");
        assert_eq!(clashes(&lines[1..], "a"), "");
    }

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
