//! Every type that carries a mode or a set is invariant in it, or a set could be taken for another by subtyping, in
//! safe code.
//!
//! The types are found in the sources, so that a new one is not forgotten. `ui/fail/forged/subtyped_*.rs` tries each,
//! in both directions.

use confluence_sdk::spec::Mode;
use std::collections::BTreeSet;
use std::path::Path;

/// Types with an argument that is neither a mode nor a set.
const OTHERS: &[(&str, &str)] = &[
    ("Accepted", "what a task is for"),
    ("Begin", "options and an answer"),
    ("Call", "an operation; its client was asked when it was made"),
    ("Clause", "a field of CQL"),
    ("Collected", "the items of pages"),
    ("Concurrently", "what comes of the work"),
    ("Container", "the id of a piece of content"),
    ("Created", "an answer"),
    ("Each", "the stream that an iterator waits for"),
    ("Edit", "what is edited; its client was asked when it was made"),
    ("Expect", "an operation that a test expects"),
    ("Fetch", "what is fetched"),
    ("Items", "the items of a page"),
    ("JsonCall", "an operation; its client was asked when it was made"),
    ("Nullable", "a member of a model"),
    ("PageStream", "the items of a page"),
    ("Probe", "an answer, in tests"),
    ("PropertyDraft", "the id of a piece of content"),
    ("WithJson", "an answer"),
    ("Written", "an answer"),
];

/// What the macros make: a name per mode, and the groups of operations.
const MADE: &[(&str, &[&str])] = &[("$name", &[]), ("#ident", &["v1::V1Users", "v2::Pages"])];

#[test]
fn every_type_with_a_mode_or_a_set_is_tried() {
    let modes: Vec<String> = Mode::ALL
        .iter()
        .filter(|mode| **mode != Mode::Basic)
        .map(|mode| format!("{mode:?}"))
        .collect();
    let mut wanted = BTreeSet::new();
    for name in generic_types() {
        match MADE.iter().find(|(made, _)| *made == name) {
            Some((_, [])) => wanted.extend(modes.iter().cloned()),
            Some((_, names)) => wanted.extend(names.iter().map(|name| (*name).to_owned())),
            None if OTHERS.iter().any(|(other, _)| *other == name) => {}
            None => {
                wanted.insert(name);
            }
        }
    }
    let programs: String = programs().iter().map(|(program, _)| program.as_str()).collect();
    for name in &wanted {
        for (from, to) in [("weak", "Strong"), ("strong", "Weak")] {
            let tried = programs.lines().any(|line| {
                let (argument, answer) = line.split_once(") -> ").unwrap_or_default();
                argument.contains(&format!("({from}: "))
                    && names(argument, name)
                    && names(answer, name)
                    && answer.contains(to)
            });
            assert!(tried, "no program takes a {from} `{name}` for one of the other kind");
        }
    }
    // What is there to be found, so that the search itself is seen to work.
    for name in [
        "Client",
        "Credential",
        "Grant",
        "Granted",
        "OAuth",
        "Pending",
        "V1",
        "Within",
        "v2::Pages",
    ] {
        assert!(wanted.iter().any(|found| found.ends_with(name)), "{name}: {wanted:?}");
    }
}

#[test]
fn each_of_them_is_refused() {
    for (program, refused) in programs() {
        let tries = program.lines().filter(|line| line.starts_with("pub fn")).count();
        let refusals = refused.matches("^ one type is more general than the other").count();
        assert!(tries > 0 && tries == refusals, "{program}{refused}");
    }
}

fn names(text: &str, name: &str) -> bool {
    text.contains(&format!(" {name}<")) || text.starts_with(&format!("{name}<")) || text.contains(&format!("::{name}<"))
}

/// The programs that try, each with what rustc says.
fn programs() -> Vec<(String, String)> {
    let folder = Path::new("tests/ui/fail/forged");
    ["client", "mode", "sign_in", "workflows"]
        .iter()
        .map(|name| {
            let read = |end: &str| std::fs::read_to_string(folder.join(format!("subtyped_{name}.{end}"))).unwrap();
            (read("rs"), read("stderr"))
        })
        .collect()
}

/// The public types that have a type parameter, by name. Those of `grants` are never values.
fn generic_types() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut folders = vec![
        "confluence-sdk/src".into(),
        "spec".into(),
        "confluence-macros/src/expand".into(),
    ];
    while let Some(folder) = folders.pop() {
        let folder: std::path::PathBuf = folder;
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                if !path.ends_with("grants") {
                    folders.push(path);
                }
            } else if path.extension().is_some_and(|end| end == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                found.extend(text.lines().filter_map(generic_type));
            }
        }
    }
    found
}

/// The name in `pub struct Name<'a, T> …`.
fn generic_type(line: &str) -> Option<String> {
    let line = line.trim_start();
    let rest = ["pub struct ", "pub enum "]
        .iter()
        .find_map(|start| line.strip_prefix(start))?;
    let (name, parameters) = rest.split_once('<')?;
    let is_a_name = name
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '_' | '#' | '$'));
    let mut parameters = parameters.split(['>', ',']).map(str::trim);
    let first_type = parameters.find(|parameter| !parameter.starts_with('\'') && !parameter.is_empty())?;
    let is_a_parameter = first_type.starts_with(|c: char| c.is_ascii_uppercase() || c == '$');
    (is_a_name && is_a_parameter).then(|| name.to_owned())
}
