//! Checks how long the pages of the docs are. A page lists everything that shares a type or a trait, and 348 operations
//! share many.

use crate::report::Report;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// The largest size of a page, in bytes.
const MOST: u64 = 150_000;
/// The number of longest pages that are printed.
const PRINTED: usize = 5;

/// Measures the pages that `cargo doc` made last.
pub(crate) fn run() -> Result<Report, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let docs = target.join("doc");
    let mut pages = Vec::new();
    for folder in ["confluence_sdk", "src/confluence_sdk"] {
        measure(&docs.join(folder), &mut pages)?;
    }
    Ok(report(pages, &docs))
}

fn measure(folder: &Path, pages: &mut Vec<(u64, PathBuf)>) -> Result<(), String> {
    let problem = |problem: std::io::Error| format!("{}: {problem}; `cargo doc` makes it", folder.display());
    for entry in fs::read_dir(folder).map_err(problem)? {
        let entry = entry.map_err(problem)?;
        let about = entry.metadata().map_err(problem)?;
        if about.is_dir() {
            measure(&entry.path(), pages)?;
        } else if entry.path().extension().is_some_and(|extension| extension == "html") {
            pages.push((about.len(), entry.path()));
        }
    }
    Ok(())
}

fn report(mut pages: Vec<(u64, PathBuf)>, docs: &Path) -> Report {
    pages.sort_by(|a, b| b.cmp(a));
    let over = pages.iter().filter(|(length, _)| *length > MOST).count();
    let mut text = String::new();
    for (length, page) in pages.iter().take(PRINTED.max(over)) {
        let verdict = if *length > MOST { "  TOO LONG" } else { "" };
        let page = page.strip_prefix(docs).unwrap_or(page).display();
        text += &format!("{:>7.1} KB  {page}{verdict}\n", *length as f64 / 1e3);
    }
    text += &format!("{} pages, {over} longer than {} KB\n", pages.len(), MOST / 1000);
    Report {
        text,
        passed: over == 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_that_is_too_long_is_printed() {
        let pages = |lengths: &[u64]| {
            lengths
                .iter()
                .map(|length| (*length, PathBuf::from(format!("doc/{length}.html"))))
                .collect()
        };
        let good = report(pages(&[1, 150_000]), Path::new("doc"));
        assert!(good.passed);
        assert_eq!(
            good.text,
            "  150.0 KB  150000.html\n    0.0 KB  1.html\n2 pages, 0 longer than 150 KB\n"
        );
        let bad = report(pages(&[200_000; 7]), Path::new("doc"));
        assert!(!bad.passed);
        assert_eq!(bad.text.matches("TOO LONG").count(), 7);
    }
}
