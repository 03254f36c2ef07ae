//! What it costs to compile the SDK and a program that uses it, beside the same program on plain reqwest.
//!
//! A run takes minutes and is for a quiet machine, so it is made by hand. It copies the project and builds the copy in every way that
//! matters; what one operation or model costs is learnt by adding copies of those that the spec has. CPU time and memory are measured
//! on Linux only, sizes everywhere.

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

/// Builds in a folder that does not exist yet and that stays, or in a temporary one.
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
