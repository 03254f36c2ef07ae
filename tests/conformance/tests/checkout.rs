//! Checks that the tree also builds where symbolic links are not supported, which is the default on Windows.

use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// It is skipped if the tree is not a checkout, or if git is not installed.
#[test]
fn no_file_is_a_link() {
    let listed = Command::new("git")
        .args(["ls-files", "-s"])
        .current_dir(root())
        .output();
    let Ok(listed) = listed else { return };
    if !listed.status.success() {
        return;
    }
    let listed = String::from_utf8(listed.stdout).unwrap();
    let links: Vec<&str> = listed.lines().filter(|line| line.starts_with("120000")).collect();
    assert!(links.is_empty(), "{links:#?}");
}

/// Each published package has its own licences, because it cannot link to those of the tree.
#[test]
fn licences_are_the_same_everywhere() {
    let text = |path: &str| std::fs::read_to_string(root().join(path)).unwrap();
    for licence in ["LICENSE-APACHE", "LICENSE-MIT"] {
        for package in ["confluence-macros", "tests/sandbox"] {
            assert_eq!(text(&format!("{package}/{licence}")), text(licence), "{package}");
        }
    }
}
