//! Builds everything in a fixed order, and collects the figures.

use super::cargo::{Built, Cargo, Run};
use super::declarations::Size;
use super::process::Cost;
use super::programs::{PLAIN, Program, WITH_SDK};
use super::workspace::Workspace;
use std::path::Path;
use std::time::Instant;
use std::{fs, io};

const SDK: &str = "confluence_sdk";
/// The number of equal runs. The cheapest one counts, because other programs disturbed it least.
const CHECKS: usize = 2;
const TOUCHES: usize = 5;

/// These packages are checked and documented together, so that their dependencies always have the same features and are
/// checked only once.
const ALL: [&str; 6] = ["-p", "confluence-sdk", "-p", PLAIN.name, "-p", WITH_SDK.name];

/// The SDK with only two groups of operations.
const FEW: [&str; 5] = [
    "-p",
    "confluence-sdk",
    "--no-default-features",
    "--features",
    "pages,spaces",
];

/// All figures of a run. `None` means that a figure could not be measured.
pub(crate) struct Figures {
    /// The SDK as it is.
    pub(crate) sdk: Sdk,
    /// A check of the SDK with two groups of operations.
    pub(crate) few: Option<Cost>,
    /// The cost that one more declaration adds to a check.
    pub(crate) one: Option<One>,
    /// The program that uses only reqwest.
    pub(crate) plain: Use,
}

/// The cost that one more declaration adds.
#[derive(Clone, Copy)]
pub(crate) struct One {
    pub(crate) operation: Cost,
    pub(crate) structure: Cost,
    pub(crate) enumeration: Cost,
}

/// The SDK with all default features.
pub(crate) struct Sdk {
    pub(crate) size: Size,
    pub(crate) check: Option<Cost>,
    pub(crate) debug: Library,
    /// The same with line tables as the only debug information.
    pub(crate) line_tables: Library,
    pub(crate) docs: Docs,
    /// The program that uses it.
    pub(crate) program: Use,
}

/// A debug build of the SDK.
pub(crate) struct Library {
    pub(crate) cost: Option<Cost>,
    pub(crate) bytes: u64,
}

/// The SDK's documentation, in bytes.
pub(crate) struct Docs {
    pub(crate) html: u64,
    pub(crate) all: u64,
}

/// The cost of a program for the person who writes it.
pub(crate) struct Use {
    pub(crate) release: Release,
    /// The median of checks after a change, in seconds: the compiler alone, and all of cargo.
    pub(crate) touched: Option<f64>,
    pub(crate) touched_whole: Option<f64>,
}

/// A release build of a program.
#[derive(Clone, Copy)]
pub(crate) struct Release {
    pub(crate) own: Option<Cost>,
    pub(crate) sdk: Option<Cost>,
    /// With all dependencies, in seconds.
    pub(crate) whole: Option<f64>,
    pub(crate) bytes: u64,
}

/// Builds everything.
pub(crate) fn all(workspace: &Workspace, cargo: &Cargo) -> Result<Figures, String> {
    let started = Instant::now();
    let begin = |what: &str| eprintln!("{:>4} s  {what}", started.elapsed().as_secs());
    begin(&format!("the SDK and a program that uses it: {}", workspace.size()));
    let sdk = sdk(workspace, cargo)?;
    begin("the SDK with two groups of operations");
    let few = check(workspace, cargo, &FEW)?;
    begin("the program on reqwest alone");
    let plain = Use::of(workspace, cargo, &PLAIN)?;
    begin("the SDK with more operations, more structs, more enums");
    let one = match sdk.check {
        Some(check) => one(workspace, cargo, check)?,
        None => None,
    };
    begin("done");
    Ok(Figures { sdk, few, one, plain })
}

fn sdk(workspace: &Workspace, cargo: &Cargo) -> Result<Sdk, String> {
    Ok(Sdk {
        size: workspace.size(),
        check: check(workspace, cargo, &ALL)?,
        debug: library(cargo, "full")?,
        line_tables: library(cargo, "line-tables-only")?,
        docs: docs(cargo)?,
        program: Use::of(workspace, cargo, &WITH_SDK)?,
    })
}

/// Adds many declarations of each kind, one kind after the other. The cost of a few would be too small to measure.
fn one(workspace: &Workspace, cargo: &Cargo, now: Cost) -> Result<Option<One>, String> {
    const MANY: usize = 400;
    let none = Size::default();
    let each = |more: Size| -> Result<Option<Cost>, String> {
        workspace.enlarge(more)?;
        Ok(check(workspace, cargo, &ALL)?.map(|cost| (cost - now).times(1.0 / MANY as f64)))
    };
    let operation = each(Size {
        operations: MANY,
        ..none
    })?;
    let structure = each(Size { structs: MANY, ..none })?;
    let enumeration = each(Size { enums: MANY, ..none })?;
    let (Some(operation), Some(structure), Some(enumeration)) = (operation, structure, enumeration) else {
        return Ok(None);
    };
    Ok(Some(One {
        operation,
        structure,
        enumeration,
    }))
}

/// Checks the SDK several times.
fn check(workspace: &Workspace, cargo: &Cargo, what: &[&str]) -> Result<Option<Cost>, String> {
    let mut costs = Vec::new();
    for _ in 0..CHECKS {
        workspace.touch()?;
        let built = cargo.run(Run {
            arguments: &[&["check"], what].concat(),
            ..Run::default()
        })?;
        costs.extend(built.alone(SDK));
    }
    Ok(costs.into_iter().min_by(|a, b| a.cpu.total_cmp(&b.cpu)))
}

fn library(cargo: &Cargo, debug: &str) -> Result<Library, String> {
    let built = cargo.run(Run {
        arguments: &["build", "-p", "confluence-sdk", "--lib"],
        variables: &[("CARGO_PROFILE_DEV_DEBUG", debug)],
        ..Run::default()
    })?;
    Ok(Library {
        cost: built.alone(SDK),
        bytes: size_of_file(&cargo.artifact("debug/libconfluence_sdk.rlib"))?,
    })
}

fn docs(cargo: &Cargo) -> Result<Docs, String> {
    let folder = cargo.artifact("doc");
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(|problem| problem.to_string())?;
    }
    cargo.run(Run {
        arguments: &[&["doc", "--no-deps"], &ALL[..]].concat(),
        ..Run::default()
    })?;
    let mut docs = Docs { html: 0, all: 0 };
    add_up(&folder, &mut docs).map_err(|problem| problem.to_string())?;
    Ok(docs)
}

impl Use {
    fn of(workspace: &Workspace, cargo: &Cargo, program: &Program) -> Result<Self, String> {
        let release = Release::of(cargo, program)?;
        let run = Run {
            arguments: &[&["check"], &ALL[..]].concat(),
            incremental: true,
            ..Run::default()
        };
        cargo.run(run)?;
        let (mut touched, mut touched_whole) = (Vec::new(), Vec::new());
        for turn in 0..TOUCHES {
            let source = format!("{}\n// {turn}\n", program.source);
            workspace.write(&format!("{}/src/main.rs", program.name), &source)?;
            let built = cargo.run(run)?;
            touched.extend(own(&built, program).map(|cost| cost.cpu));
            touched_whole.extend(built.whole);
        }
        Ok(Self {
            release,
            touched: median(touched),
            touched_whole: median(touched_whole),
        })
    }
}

impl Release {
    fn of(cargo: &Cargo, program: &Program) -> Result<Self, String> {
        let built = cargo.run(Run {
            arguments: &["build", "--release", "-p", program.name],
            target: Some(program.name),
            ..Run::default()
        })?;
        let (own, sdk, whole) = (own(&built, program), built.alone(SDK), built.whole);
        let binary = format!("{0}/release/{0}{1}", program.name, std::env::consts::EXE_SUFFIX);
        let bytes = size_of_file(&cargo.artifact(&binary))?;
        Ok(Self { own, sdk, whole, bytes })
    }
}

fn own(built: &Built, program: &Program) -> Option<Cost> {
    built.alone(&program.name.replace('-', "_"))
}

fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}

fn size_of_file(path: &Path) -> Result<u64, String> {
    let metadata = fs::metadata(path).map_err(|problem| format!("what was built: {problem}"))?;
    Ok(metadata.len())
}

fn add_up(folder: &Path, docs: &mut Docs) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            add_up(&path, docs)?;
            continue;
        }
        let bytes = fs::metadata(&path)?.len();
        docs.all += bytes;
        if path.extension().is_some_and(|extension| extension == "html") {
            docs.html += bytes;
        }
    }
    Ok(())
}
