//! Measures everything and prints one table.

mod child;
mod generated;
mod growth;
mod instructions;
mod table;

use crate::serve::Server;
use crate::worker::Task;
use child::Worker;
use std::path::PathBuf;
use std::time::Duration;
use table::{Row, Table};

/// What is measured, and how thoroughly.
pub struct Settings {
    /// The folder with the vendor's documents. Without it there is no generated peer.
    pub documents: Option<PathBuf>,
    /// Few calls and no builds, to see that all of it runs.
    pub quick: bool,
}

/// The requests that are compared.
const CALLS: [(&str, Task); 3] = [
    ("one page, 4 KB", Task::Page),
    ("list of 25, 49 KB", Task::List(25)),
    ("list of 250, 480 KB", Task::List(250)),
];

/// The peers, in the order of the columns. The generated one comes last, if it is there.
const PEERS: [&str; 3] = ["hyper", "reqwest", "sdk"];

pub fn run(settings: &Settings) -> Result<(), String> {
    let mut workers: Vec<Worker> = PEERS.iter().map(|peer| Worker::own(peer)).collect();
    if let Some(documents) = &settings.documents {
        workers.push(generated::build(documents)?);
    }
    let mut table = Table::new(&workers);
    let server = Server::start(Duration::ZERO);
    let slow = Server::start(Duration::from_millis(5));
    instructions::measure(settings, &workers, &server, &mut table)?;
    cpu(settings, &workers, &server, &mut table)?;
    allocations(settings, &workers, &server, &mut table)?;
    walks(settings, &workers, &slow, &mut table)?;
    memory(settings, &workers, &server, &mut table)?;
    growth::items(settings, &workers, &server, &mut table)?;
    if !settings.quick {
        growth::operations(&mut table)?;
    }
    table.print();
    Ok(())
}

/// CPU time for each call. The least of some rounds counts, in which the peers take turns.
fn cpu(settings: &Settings, workers: &[Worker], server: &Server, table: &mut Table) -> Result<(), String> {
    for (at_once, count, rounds) in [(1, 2_000, 5), (32, 20_000, 5)] {
        let (count, rounds) = if settings.quick {
            (count / 20, 1)
        } else {
            (count, rounds)
        };
        let mut least = vec![f64::MAX; workers.len()];
        for _ in 0..rounds {
            for (worker, least) in workers.iter().zip(&mut least) {
                let cost = worker.cost(Task::Page, count, at_once, server)?;
                *least = least.min(cost.cpu.as_secs_f64() * 1e6 / count as f64);
            }
        }
        let budget = (at_once == 32).then_some(("reqwest", 1.03));
        table.add(Row::numbers(format!("CPU of one page, {at_once} at once"), "µs", least).within_times(budget));
    }
    Ok(())
}

fn allocations(settings: &Settings, workers: &[Worker], server: &Server, table: &mut Table) -> Result<(), String> {
    let few = if settings.quick { 10 } else { 100 };
    for (name, task) in CALLS {
        let counts = workers.iter().map(|worker| worker.allocations(task, few, server));
        let counts: Vec<Option<f64>> = counts.collect::<Result<_, _>>()?;
        table.add(Row::maybe(format!("allocations, {name}"), "", counts));
    }
    Ok(())
}

fn walks(settings: &Settings, workers: &[Worker], slow: &Server, table: &mut Table) -> Result<(), String> {
    for work in [0, 1, 5, 20] {
        let total = if settings.quick { 1_000 } else { 10_000 };
        let task = Task::Walk {
            total,
            work: Duration::from_millis(work),
        };
        let mut seconds = Vec::new();
        for worker in workers {
            seconds.push(match worker.can_walk() {
                true => {
                    let rounds = (0..3).map(|_| Ok(worker.cost(task, 1, 1, slow)?.wall.as_secs_f64()));
                    let rounds: Vec<f64> = rounds.collect::<Result<_, String>>()?;
                    Some(rounds.into_iter().fold(f64::MAX, f64::min))
                }
                false => None,
            });
        }
        let row = Row::maybe(
            format!("walk of {total} items, 5 ms latency, {work} ms work a page"),
            "s",
            seconds,
        );
        table.add(match work {
            0 if !settings.quick => row.at_most(0.36),
            5 => row.within_times(Some(("reqwest", 1.0 / 1.75))),
            _ => row,
        });
    }
    Ok(())
}

fn memory(settings: &Settings, workers: &[Worker], server: &Server, table: &mut Table) -> Result<(), String> {
    let total = if settings.quick { 2_000 } else { 100_000 };
    let task = Task::Walk {
        total,
        work: Duration::ZERO,
    };
    let peaks = growth::peaks(workers, task, server)?;
    table.add(
        Row::maybe(format!("peak memory, {total} items streamed"), "MB", peaks).within_times(Some(("reqwest", 1.1))),
    );
    let mebibytes = if settings.quick { 16 } else { 512 };
    let (mut cpu, mut peak) = (Vec::new(), Vec::new());
    for worker in workers {
        let cost = match worker.can_walk() {
            true => Some(worker.cost(Task::Upload { mebibytes }, 1, 1, server)?),
            false => None,
        };
        cpu.push(cost.map(|cost| cost.cpu.as_secs_f64()));
        peak.push(cost.map(|cost| cost.peak as f64 / 1024.0));
    }
    table.add(Row::maybe(format!("CPU of an upload of {mebibytes} MiB from a file"), "s", cpu).at_most(0.4));
    table.add(
        Row::maybe(
            format!("peak memory of an upload of {mebibytes} MiB from a file"),
            "MB",
            peak,
        )
        .at_most(8.0),
    );
    Ok(())
}
