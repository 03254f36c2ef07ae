//! What the compiler says to users: every refusal and its passing twin.
//!
//! `ui/fail` holds programs that must not compile, beside what rustc prints for them; `ui/pass` the same programs with
//! the one thing changed that makes them right. The `.stderr` files belong to the toolchain in `rust-toolchain.toml`.
//! After a change of wording: `TRYBUILD=overwrite cargo test --test ui`, then read what changed.

use std::path::{Path, PathBuf};

#[test]
fn refused_programs_are_refused_in_these_words() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/ui/fail/*/*.rs");
}

/// The passing twins, compiled with this test.
#[path = "ui/pass/mod.rs"]
mod pass;

/// Re-blessing cannot lose the sentence: the first line says what is refused, in words that a reader of the vendor's
/// docs knows.
#[test]
fn every_refusal_of_a_call_names_operation_route_and_need() {
    for topic in ["scope", "callers", "permission", "workflows"] {
        for file in stderr_files(topic) {
            let text = std::fs::read_to_string(&file).unwrap();
            let first = text.lines().next().unwrap_or_default();
            let about_a_set = [
                ", which `",
                "carries no OAuth scopes",
                "without which an app cannot act as a user",
                "declares an operation that",
                "opens more than the operations",
                "is a set of",
            ];
            let about_a_set = about_a_set.iter().any(|words| first.contains(words));
            let about_a_bound = first.starts_with("error[E0277]: whether `") && first.ends_with("is not known here");
            let about_a_call = first.contains("not allowed to call `")
                && (first.contains(" /wiki/") || first.contains("declares operations"));
            // A helper that makes several calls with the same need is refused once.
            let about_a_helper = first.contains("not allowed to walk the content tree: `");
            let hidden = ["__rt", "OpenTo", "IsAllowed"].iter().any(|name| first.contains(name));
            assert!(
                !hidden && (about_a_set || about_a_bound || about_a_call || about_a_helper),
                "{}: {first}",
                file.display()
            );
        }
    }
}

#[test]
fn every_refused_call_has_a_twin_that_compiles() {
    for topic in [
        "arguments",
        "auth",
        "cql",
        "scope",
        "callers",
        "permission",
        "sets",
        "credential",
        "blocking",
        "can",
        "mock",
        "workflows",
    ] {
        for file in files(&Path::new("tests/ui/fail").join(topic), "rs") {
            let twin = Path::new("tests/ui/pass").join(topic).join(file.file_name().unwrap());
            assert!(twin.exists(), "{} has no twin", file.display());
        }
    }
}

fn stderr_files(topic: &str) -> Vec<PathBuf> {
    let files = files(&Path::new("tests/ui/fail").join(topic), "stderr");
    assert!(!files.is_empty(), "nothing to check in {topic}");
    files
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == extension))
        .collect();
    files.sort();
    files
}
