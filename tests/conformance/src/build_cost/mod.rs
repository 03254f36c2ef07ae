//! Measures what it costs to compile the SDK and a program that uses it, and the same program with plain reqwest.
//!
//! A run takes minutes and needs a machine that does nothing else, so it is started by hand. It copies the project and
//! builds the copy in all relevant ways. To find the cost of one operation or model, it adds copies of existing ones to
//! the spec. CPU time and memory are measured only on Linux, sizes everywhere.

mod cargo;
mod declarations;
mod measure;
mod process;
mod programs;
mod spec;
mod table;
mod workspace;

use std::path::{Path, PathBuf};
use std::{env, fs};

pub(crate) use cargo::stand_in_for_rustc;

use crate::report::Report;
use cargo::Cargo;
use workspace::Workspace;

/// Builds in a new folder that is kept, or in a temporary folder.
pub(crate) fn run(folder: Option<&str>) -> Result<Report, String> {
    let temporary = env::temp_dir().join(format!("confluence-build-cost-{}", std::process::id()));
    let root = folder.map_or(temporary, PathBuf::from);
    fs::create_dir(&root).map_err(|problem| format!("the folder to work in: {problem}"))?;
    let report = build_in(&root);
    if folder.is_none() {
        fs::remove_dir_all(&root).map_err(|problem| format!("the folder to work in: {problem}"))?;
    }
    report
}

fn build_in(root: &Path) -> Result<Report, String> {
    let root = root.canonicalize().map_err(|problem| problem.to_string())?;
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let workspace = Workspace::copy(&project, root.join("workspace"))?;
    let cargo = Cargo::new(workspace.root().to_owned(), root.join("target"))?;
    Ok(table::report(&measure::all(&workspace, &cargo)?))
}
