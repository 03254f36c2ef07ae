//! What the mutations came to.

use crate::report::Report;
use std::collections::BTreeMap;

/// For each kind of mutation, at most this share of the answers may be unreadable.
const MOST_PERCENT: f64 = 0.5;
/// The number of failures of one kind that are shown.
const SHOWN: usize = 25;

/// Counts of one kind of mutation.
#[derive(Default)]
struct Count {
    tried: usize,
    /// What would be unreadable if nothing odd were passed over.
    strict: usize,
    unreadable: usize,
    /// An example of what is unreadable.
    examples: Vec<String>,
}

/// The counts by kind, and what must not be.
#[derive(Default)]
pub(super) struct Table {
    kinds: BTreeMap<&'static str, Count>,
    checked: BTreeMap<&'static str, usize>,
    failures: Vec<String>,
}

impl Table {
    /// An optional member was mutated.
    pub(super) fn count(&mut self, kind: &'static str, is_odd: bool, unreadable: Option<String>) {
        let count = self.kinds.entry(kind).or_default();
        count.tried += 1;
        count.strict += usize::from(is_odd || unreadable.is_some());
        count.unreadable += usize::from(unreadable.is_some());
        count.examples.extend(unreadable);
    }

    /// Something was checked that must always hold.
    pub(super) fn checked(&mut self, what: &'static str) {
        *self.checked.entry(what).or_default() += 1;
    }

    pub(super) fn fail(&mut self, operation: &str, problem: &str) {
        let problem: String = problem.chars().take(400).collect();
        self.failures.push(format!("{operation}: {problem}"));
    }

    pub(super) fn report(self, answers: usize) -> Report {
        let mut passed = self.failures.is_empty();
        let mut text = String::new();
        for failure in self.failures.iter().take(SHOWN) {
            text += &format!("{failure}\n");
        }
        text += &format!(
            "{:<44} {:>8} {:>12} {:>12}\n",
            "one optional member", "tried", "if strict", "unreadable"
        );
        for (kind, count) in &self.kinds {
            let percent = |part: usize| 100.0 * part as f64 / count.tried.max(1) as f64;
            let unreadable = percent(count.unreadable);
            text += &format!(
                "{kind:<44} {:>8} {:>10.2} % {unreadable:>10.2} %\n",
                count.tried,
                percent(count.strict)
            );
            if unreadable > MOST_PERCENT {
                passed = false;
                for example in count.examples.iter().take(SHOWN) {
                    let example: String = example.chars().take(300).collect();
                    text += &format!("    {example}\n");
                }
            }
        }
        for (what, count) in &self.checked {
            text += &format!("{what}: {count}\n");
        }
        text += &format!("answers of {answers} operations, {} failures\n", self.failures.len());
        Report { text, passed }
    }
}
