//! Workers, each task in a process of its own.

use crate::serve::Server;
use crate::worker::{Cost, Task};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A program that works as one of the peers.
pub(super) struct Worker {
    pub(super) peer: &'static str,
    pub(super) program: PathBuf,
}

impl Worker {
    /// A peer that this program has itself.
    pub(super) fn own(peer: &'static str) -> Self {
        let program = std::env::current_exe().expect("this program has a path");
        Self { peer, program }
    }

    pub(super) fn arguments(&self, task: Task, count: usize, at_once: usize, server: &Server) -> Vec<String> {
        let (count, at_once) = (count.to_string(), at_once.to_string());
        vec![
            "work".to_owned(),
            self.peer.to_owned(),
            task.to_string(),
            count,
            at_once,
            server.address.clone(),
        ]
    }

    pub(super) fn cost(&self, task: Task, count: usize, at_once: usize, server: &Server) -> Result<Cost, String> {
        output(&self.program, &self.arguments(task, count, at_once, server))?.parse()
    }

    /// How often memory is allocated for one call. `None` for a peer in a program of its own, which does not count.
    pub(super) fn allocations(&self, task: Task, count: usize, server: &Server) -> Result<Option<f64>, String> {
        let counting = self.program.with_file_name("counting");
        if !self.is_own() || !counting.exists() {
            return Ok(None);
        }
        let counted = |count: usize| {
            let arguments = self.arguments(task, count, 1, server);
            let printed = output(&counting, &arguments[1..])?;
            let number = printed
                .split_whitespace()
                .next()
                .and_then(|word| word.parse::<u64>().ok());
            number.ok_or(format!("no count: {printed:?}"))
        };
        Ok(Some((counted(2 * count)? - counted(count)?) as f64 / count as f64))
    }

    /// Whether it walks and uploads. The others only read.
    pub(super) fn can_walk(&self) -> bool {
        matches!(self.peer, "reqwest" | "sdk")
    }

    fn is_own(&self) -> bool {
        self.peer != "progenitor"
    }
}

fn output(program: &Path, arguments: &[String]) -> Result<String, String> {
    let output = Command::new(program).args(arguments).output();
    let output = output.map_err(|problem| format!("{}: {problem}", program.display()))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(format!("{} {}: {said}", program.display(), arguments.join(" ")));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// cargo, with the toolchain of the project wherever it builds.
pub(super) fn cargo() -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(env!("CARGO_MANIFEST_DIR"));
    cargo
}
