//! A worker under an allocator that counts: prints how often and how much was allocated for each call.

use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};
use std::alloc::System;

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let Err(problem) = confluence_benches::peers::work(&arguments) {
        eprintln!("{problem}");
        std::process::exit(2);
    }
    let counted = ALLOCATOR.stats();
    println!(
        "{} {}",
        counted.allocations + counted.reallocations,
        counted.bytes_allocated
    );
}
