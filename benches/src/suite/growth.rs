//! How costs grow: with the number of items, and with the number of operations that are compiled.

use super::Settings;
use super::child::{Worker, cargo};
use super::generated::target_folder;
use super::table::{Row, Table};
use crate::serve::Server;
use crate::worker::Task;
use std::fs;
use std::time::Duration;

/// The peak memory of each worker that walks, in MB.
pub(super) fn peaks(workers: &[Worker], task: Task, server: &Server) -> Result<Vec<Option<f64>>, String> {
    let peaks = workers.iter().map(|worker| match worker.can_walk() {
        true => Ok(Some(worker.cost(task, 1, 1, server)?.peak as f64 / 1024.0)),
        false => Ok(None),
    });
    peaks.collect()
}

pub(super) fn items(settings: &Settings, workers: &[Worker], server: &Server, table: &mut Table) -> Result<(), String> {
    let totals: &[u64] = match settings.quick {
        true => &[1_000],
        false => &[1_000, 10_000, 1_000_000],
    };
    for &total in totals {
        let task = Task::Walk {
            total,
            work: Duration::ZERO,
        };
        table.add(Row::maybe(
            format!("peak memory, {total} items streamed"),
            "MB",
            peaks(workers, task, server)?,
        ));
    }
    Ok(())
}

/// Cargo features with so many operations.
const SETS: [(u32, &str); 3] = [
    (53, "pages content-properties"),
    (
        149,
        "pages content-properties comments classification-levels versions permitted-operations space-roles likes \
         custom-content attachments blog-posts",
    ),
    (348, "v1 v2"),
];

/// What it costs to build the SDK with some, many and all operations, and how large a program is that makes one call.
pub(super) fn operations(table: &mut Table) -> Result<(), String> {
    let folder = target_folder().join("growth");
    for (count, features) in SETS {
        fs::create_dir_all(folder.join("src")).map_err(|problem| problem.to_string())?;
        let manifest = format!(
            "[workspace]\n[package]\nname = \"growth\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[dependencies]\n\
             confluence-sdk = {{ path = {:?}, default-features = false, features = {:?} }}\n\
             tokio = {{ version = \"1.50\", features = [\"rt\"] }}\n[profile.release]\nstrip = true\n",
            concat!(env!("CARGO_MANIFEST_DIR"), "/.."),
            features.split_whitespace().chain(["rustls-ring"]).collect::<Vec<_>>(),
        );
        let program = "use confluence_sdk::{Client, PageId};\nfn main() {\n    let client = Client::basic(\"https://example.atlassian.net\", \"a@example.com\", \"t\").unwrap();\n    \
                       let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();\n    \
                       println!(\"{:?}\", runtime.block_on(client.pages().get_page_by_id(PageId::new(1)).send()));\n}\n";
        for (name, text) in [("Cargo.toml", manifest.as_str()), ("src/main.rs", program)] {
            fs::write(folder.join(name), text).map_err(|problem| problem.to_string())?;
        }
        let run = |command: &str, arguments: &[&str]| {
            let status = cargo()
                .args([command, "--quiet", "--manifest-path"])
                .arg(folder.join("Cargo.toml"))
                .arg("--target-dir")
                .arg(folder.join("target"))
                .args(arguments)
                .status();
            match status {
                Ok(status) if status.success() => Ok(()),
                _ => Err(format!("cargo {command} with {count} operations failed")),
            }
        };
        // The dependencies are built before, and are not counted.
        let (mut check, mut build) = (0.0, 0.0);
        for (command, arguments, seconds) in [
            ("check", &[][..], &mut check),
            ("build", &["--release"][..], &mut build),
        ] {
            run(command, arguments)?;
            run(
                "clean",
                &[&["-p", "confluence-sdk", "-p", "growth"][..], arguments].concat(),
            )?;
            let before = children()?;
            run(command, arguments)?;
            *seconds = children()? - before;
        }
        let size = fs::metadata(folder.join("target/release/growth"))
            .map_err(|problem| problem.to_string())?
            .len();
        table.note(&format!(
            "{count} operations: check {check:.1} CPU s, release build {build:.1} CPU s, program with one call {:.2} MB",
            size as f64 / 1e6
        ));
    }
    Ok(())
}

/// The CPU time of all processes that were started and have ended, in seconds.
fn children() -> Result<f64, String> {
    let stat = fs::read_to_string("/proc/self/stat").map_err(|problem| problem.to_string())?;
    let (_, fields) = stat.rsplit_once(')').ok_or("no process name")?;
    let fields: Vec<f64> = fields
        .split_whitespace()
        .map(|field| field.parse().unwrap_or(0.0))
        .collect();
    // User and system time of children, in hundredths of a second.
    Ok((fields[13] + fields[14]) / 100.0)
}
