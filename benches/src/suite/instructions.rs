//! Instructions for each call, by callgrind.
//!
//! Each task is done a few times and many times. The difference is what the calls cost, without the start of the
//! program and the connection.

use super::child::{Worker, cargo};
use super::table::{Row, Table};
use super::{CALLS, Settings};
use crate::serve::Server;
use crate::worker::Task;
use std::path::PathBuf;
use std::process::Command;

/// The runner that belongs to the harness. Both must be of the same version.
const RUNNER: &str = "0.20.0";

pub(super) fn measure(
    settings: &Settings,
    workers: &[Worker],
    server: &Server,
    table: &mut Table,
) -> Result<(), String> {
    if Command::new("valgrind").arg("--version").output().is_err() {
        table.note("instructions: valgrind is not installed");
        return Ok(());
    }
    let mut plan = String::new();
    for worker in workers {
        for (i, (_, task)) in CALLS.iter().enumerate() {
            for (size, count) in ["few", "many"].into_iter().zip(counts(*task, settings.quick)) {
                let arguments = worker.arguments(*task, count, 1, server).join(" ");
                plan.push_str(&format!(
                    "{}_{i}_{size} {} {arguments}\n",
                    worker.peer,
                    worker.program.display()
                ));
            }
        }
    }
    let counted = callgrind(&plan)?;
    for (i, (name, task)) in CALLS.iter().enumerate() {
        let [few, many] = counts(*task, settings.quick);
        let mut each = Vec::new();
        for worker in workers {
            let of = |size: &str| {
                let id = format!("{}_{i}_{size}", worker.peer);
                let found = counted
                    .iter()
                    .find(|(known, _)| *known == id)
                    .map(|(_, instructions)| *instructions);
                found.ok_or(format!("callgrind did not count {id}"))
            };
            each.push((of("many")? - of("few")?) / (many - few) as f64 / 1000.0);
        }
        let budget = [1.02, 1.00, 0.95][i];
        table.add(Row::numbers(format!("instructions, {name}"), "k", each).within_times(Some(("reqwest", budget))));
    }
    Ok(())
}

fn counts(task: Task, quick: bool) -> [usize; 2] {
    let (few, many) = match task {
        Task::Page => (100, 1_100),
        Task::List(25) => (10, 110),
        _ => (2, 12),
    };
    if quick { [few / 2, few] } else { [few, many] }
}

/// Runs the plan and returns the instructions of each of its ids.
fn callgrind(plan: &str) -> Result<Vec<(String, f64)>, String> {
    let tools = runner()?;
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths([tools.join("bin")].into_iter().chain(std::env::split_paths(&path)));
    let mut bench = cargo();
    bench
        .args(["bench", "--quiet", "--bench", "instructions", "--manifest-path"])
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"))
        .env("CONFLUENCE_BENCHES_PLAN", plan)
        .env("GUNGRAUN_OUTPUT_FORMAT", "json")
        .env("PATH", path.map_err(|problem| problem.to_string())?);
    if !cfg!(feature = "whole") {
        bench.arg("--no-default-features");
    }
    let output = bench.output().map_err(|problem| format!("cargo bench: {problem}"))?;
    let printed = String::from_utf8_lossy(&output.stdout);
    let found: Vec<(String, f64)> = printed.lines().filter_map(instructions).collect();
    if found.is_empty() {
        return Err(format!("callgrind: {}", String::from_utf8_lossy(&output.stderr)));
    }
    Ok(found)
}

/// The id and the instructions in one line of what the harness prints.
fn instructions(line: &str) -> Option<(String, f64)> {
    let summary: serde_json::Value = serde_json::from_str(line).ok()?;
    let id = summary["function_name"].as_str()?.to_owned();
    Some((id, find_ir(&summary)?))
}

fn find_ir(value: &serde_json::Value) -> Option<f64> {
    match value {
        serde_json::Value::Object(members) => match members.get("Ir") {
            Some(ir) => number(ir.get("metrics").unwrap_or(ir)),
            None => members.values().find_map(find_ir),
        },
        serde_json::Value::Array(all) => all.iter().find_map(find_ir),
        _ => None,
    }
}

fn number(value: &serde_json::Value) -> Option<f64> {
    match value {
        serde_json::Value::Number(number) => number.as_f64(),
        serde_json::Value::Object(members) => members.values().find_map(number),
        serde_json::Value::Array(all) => all.first().and_then(number),
        _ => None,
    }
}

/// Installs the runner beside what is built, if it is not there. Returns the folder.
fn runner() -> Result<PathBuf, String> {
    let tools = super::generated::target_folder().join("tools");
    if tools.join("bin/gungraun-runner").exists() {
        return Ok(tools);
    }
    let status = cargo()
        .args([
            "install",
            "--quiet",
            "--locked",
            "gungraun-runner",
            "--version",
            RUNNER,
            "--root",
        ])
        .arg(&tools)
        .status();
    match status {
        Ok(status) if status.success() => Ok(tools),
        _ => Err("gungraun-runner cannot be installed".to_owned()),
    }
}
