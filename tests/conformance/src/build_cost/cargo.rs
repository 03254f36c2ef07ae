//! Runs cargo and measures what each crate costs. Cargo is told to call this program instead of rustc. This program
//! then calls rustc and writes notes.

use super::process::{Cost, run};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{self, Command, ExitCode, Stdio};
use std::{env, fs};

/// The folder for the notes. If this variable is set, cargo has called this program instead of rustc.
const NOTES: &str = "CONFLUENCE_BUILD_COST_NOTES";

/// Calls rustc and takes notes, if cargo has called this program instead of rustc.
pub(crate) fn stand_in_for_rustc() -> Option<ExitCode> {
    let notes = PathBuf::from(env::var_os(NOTES)?);
    let arguments: Vec<OsString> = env::args_os().skip(1).collect();
    let (rustc, arguments) = arguments.split_first()?;
    let (status, cost) = match run(Command::new(rustc).args(arguments).env_remove(NOTES)) {
        Ok(ended) => ended,
        Err(problem) => {
            eprintln!("{}: {problem}", Path::new(rustc).display());
            return Some(ExitCode::FAILURE);
        }
    };
    let name = arguments
        .iter()
        .skip_while(|argument| *argument != "--crate-name")
        .nth(1);
    if let (Some(name), Some(Cost { cpu, peak })) = (name, cost) {
        let note = format!("{}\t{cpu}\t{peak}", name.to_string_lossy());
        if let Err(problem) = fs::write(notes.join(process::id().to_string()), note) {
            eprintln!("{problem}");
        }
    }
    Some(ExitCode::from(
        status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1),
    ))
}

/// Cargo in one workspace.
pub(crate) struct Cargo {
    workspace: PathBuf,
    target: PathBuf,
    notes: PathBuf,
}

/// The cost of one run of cargo. `None` means that a figure could not be measured.
pub(crate) struct Built {
    /// The whole cost: compilers, build scripts and the programs that they call, and cargo itself.
    pub(crate) whole: Option<f64>,
    crates: BTreeMap<String, Cost>,
}

impl Built {
    /// The cost of the compiler for the crate with this name.
    pub(crate) fn alone(&self, name: &str) -> Option<Cost> {
        self.crates.get(name).copied()
    }
}

/// One run of cargo.
#[derive(Clone, Copy, Default)]
pub(crate) struct Run<'a> {
    /// Command and options.
    pub(crate) arguments: &'a [&'a str],
    /// Variables such as `CARGO_PROFILE_DEV_DEBUG`.
    pub(crate) variables: &'a [(&'a str, &'a str)],
    /// A separate target directory, in which nothing is built yet.
    pub(crate) target: Option<&'a str>,
    /// Whether the crates of the workspace are compiled incrementally, as for a person who works on them. If not, they
    /// are compiled as dependencies are.
    pub(crate) incremental: bool,
}

impl Cargo {
    /// Runs cargo in `workspace`, with the target directory `target`.
    pub(crate) fn new(workspace: PathBuf, target: PathBuf) -> Result<Self, String> {
        let notes = target.join("notes");
        fs::create_dir_all(&notes).map_err(|problem| problem.to_string())?;
        Ok(Self {
            workspace,
            target,
            notes,
        })
    }

    /// The path of a built file.
    pub(crate) fn artifact(&self, path: &str) -> PathBuf {
        self.target.join(path)
    }

    /// Runs cargo and waits for it.
    pub(crate) fn run(&self, run_of: Run<'_>) -> Result<Built, String> {
        let Run {
            arguments,
            variables,
            target,
            incremental,
        } = run_of;
        let target = target.map_or_else(|| self.target.clone(), |name| self.target.join(name));
        let this = env::current_exe().map_err(|problem| problem.to_string())?;
        let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command
            .args(arguments)
            .arg("--quiet")
            .current_dir(&self.workspace)
            .env("RUSTC_WRAPPER", this)
            .env("RUSTFLAGS", "--cap-lints=allow")
            .env("RUSTDOCFLAGS", "--cap-lints=allow")
            .env("CARGO_TARGET_DIR", target)
            .env(NOTES, &self.notes)
            .envs(variables.iter().copied())
            .stdout(Stdio::null());
        if incremental {
            command.env_remove("CARGO_INCREMENTAL");
        } else {
            command.env("CARGO_INCREMENTAL", "0");
        }
        let (status, cost) = run(&mut command).map_err(|problem| format!("cargo: {problem}"))?;
        let crates = self.take_notes()?;
        if !status.success() {
            return Err(format!("`cargo {}` failed", arguments.join(" ")));
        }
        Ok(Built {
            whole: cost.map(|cost| cost.cpu),
            crates,
        })
    }

    fn take_notes(&self) -> Result<BTreeMap<String, Cost>, String> {
        let mut crates = BTreeMap::new();
        for entry in fs::read_dir(&self.notes).map_err(|problem| problem.to_string())? {
            let path = entry.map_err(|problem| problem.to_string())?.path();
            let note = fs::read_to_string(&path).map_err(|problem| problem.to_string())?;
            fs::remove_file(&path).map_err(|problem| problem.to_string())?;
            if let [name, cpu, peak] = note.split('\t').collect::<Vec<_>>()[..]
                && let (Ok(cpu), Ok(peak)) = (cpu.parse(), peak.parse())
            {
                crates.insert(name.to_owned(), Cost { cpu, peak });
            }
        }
        Ok(crates)
    }
}
