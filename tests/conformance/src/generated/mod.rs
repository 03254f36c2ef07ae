//! Files in `spec/` that are generated from its declarations and committed. This module generates and compares them.
//! They say what each operation requires, and list operations by scope and by permission.

mod files;
mod pages;
mod permissions;
mod requirements;
mod scopes;
mod table;

use crate::report::Report;
use files::Files;
use std::path::Path;

/// The command that generates the files again.
const COMMAND: &str = "cargo run -p confluence-conformance -- generated --write";

/// Compares the committed files with the declarations, or writes them.
pub(crate) fn run(write: bool) -> Result<Report, String> {
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec");
    let files = all();
    let differences = files.differences(&spec)?;
    if write {
        files.write(&spec, &differences)?;
        return Ok(format!("{} files, {} written\n", files.len(), differences.len()).into());
    }
    let mut text: String = differences.iter().map(|difference| format!("{difference}\n")).collect();
    text += &format!(
        "{} files, {} differ from the declarations\n",
        files.len(),
        differences.len()
    );
    if !differences.is_empty() {
        text += &format!("make them anew: {COMMAND}\n");
    }
    Ok(Report {
        text,
        passed: differences.is_empty(),
    })
}

fn all() -> Files {
    let mut files = Files::default();
    files.add("requirements.txt", requirements::text());
    scopes::add_pages(&mut files);
    permissions::add_pages(&mut files);
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_committed_is_what_the_declarations_say() {
        let report = run(false).unwrap();
        assert!(report.passed, "{}", report.text);
    }
}
