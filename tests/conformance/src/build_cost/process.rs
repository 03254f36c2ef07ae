//! The cost of a process, from Linux's `/proc`. On other systems processes run too, but their cost is not known.

use std::ops::{Add, Sub};
use std::process::{Child, Command, ExitStatus};
use std::time::Duration;
use std::{fs, io, thread};

/// `USER_HZ`. It is the same on every architecture that rustc runs on.
const TICKS_PER_SECOND: f64 = 100.0;
const PAUSE: Duration = Duration::from_millis(5);

/// The resources that a process has used.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Cost {
    /// Seconds of CPU time, user and system, including the children that it waited for.
    pub(crate) cpu: f64,
    /// The largest amount of memory that it used at one time, in MiB, without its children.
    pub(crate) peak: f64,
}

impl Cost {
    /// Each figure multiplied.
    pub(crate) fn times(self, factor: f64) -> Self {
        Self {
            cpu: self.cpu * factor,
            peak: self.peak * factor,
        }
    }
}

impl Add for Cost {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            cpu: self.cpu + other.cpu,
            peak: self.peak + other.peak,
        }
    }
}

impl Sub for Cost {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self + other.times(-1.0)
    }
}

/// Runs a command and waits for it. The cost is `None` if there is no `/proc`.
pub(crate) fn run(command: &mut Command) -> io::Result<(ExitStatus, Option<Cost>)> {
    let mut child = command.spawn()?;
    let cost = watch(&child);
    Ok((child.wait()?, cost))
}

/// Watches a child until it has ended. After its end the system still knows its times, but not its memory.
fn watch(child: &Child) -> Option<Cost> {
    let folder = format!("/proc/{}", child.id());
    let mut peak = 0.0;
    loop {
        let stat = fs::read_to_string(format!("{folder}/stat")).ok()?;
        let (state, cpu) = parse_stat(&stat)?;
        if state == "Z" {
            return Some(Cost { cpu, peak });
        }
        let status = fs::read_to_string(format!("{folder}/status")).unwrap_or_default();
        peak = parse_peak(&status).unwrap_or(peak);
        thread::sleep(PAUSE);
    }
}

/// The state of a process and its seconds of CPU time. The name in parentheses can itself contain spaces and
/// parentheses.
fn parse_stat(stat: &str) -> Option<(&str, f64)> {
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = fields
        .get(11..15)?
        .iter()
        .map(|ticks| ticks.parse::<u64>().ok())
        .sum::<Option<u64>>()?;
    Some((fields[0], ticks as f64 / TICKS_PER_SECOND))
}

fn parse_peak(status: &str) -> Option<f64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib / 1024.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_parentheses_does_not_shift_the_fields() {
        let stat = "42 (rustc (1) x) Z 1 42 42 0 -1 4194304 9 0 0 0 250 30 15 5 20 0 9 0";
        assert_eq!(parse_stat(stat), Some(("Z", 3.0)));
    }

    #[test]
    fn the_peak_is_in_mebibytes() {
        assert_eq!(
            parse_peak("Name:\trustc\nVmHWM:\t    2048 kB\nVmRSS:\t 1 kB\n"),
            Some(2.0)
        );
        assert_eq!(parse_peak("Name:\trustc\n"), None);
    }
}
