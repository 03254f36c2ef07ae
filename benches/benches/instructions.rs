//! Runs programs under callgrind. Which ones is told by the suite, one a line: an id, the program, its arguments.

use gungraun::prelude::*;
use gungraun::{Bench, BinaryBenchmark, BinaryBenchmarkGroup};

fn planned(group: &mut BinaryBenchmarkGroup) {
    let plan = std::env::var("CONFLUENCE_BENCHES_PLAN").unwrap_or_default();
    for line in plan.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        let [id, program, arguments @ ..] = &words[..] else {
            continue;
        };
        let mut command = gungraun::Command::new(program);
        command.args(arguments);
        let mut benchmark = BinaryBenchmark::new(*id);
        benchmark.bench(Bench::new("once").command(command));
        group.binary_benchmark(benchmark);
    }
}

binary_benchmark_group!(
    name = calls,
    benchmarks = |group: &mut BinaryBenchmarkGroup| planned(group)
);
main!(binary_benchmark_groups = calls);
