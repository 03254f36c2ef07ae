//! The result of a comparison: its text, and whether it passes.

use crate::departures::Judged;

/// The outcome of a command.
pub(crate) struct Report {
    pub(crate) text: String,
    pub(crate) passed: bool,
}

impl Report {
    /// One line for each difference and each stale departure, and the summary.
    pub(crate) fn new(done: &str, judged: Judged) -> Self {
        let Judged {
            unexplained,
            stale,
            departures,
        } = judged;
        let mut text = String::new();
        for line in &unexplained {
            text += &format!("{line}\n");
        }
        for line in &stale {
            text += &format!("departure without a difference: {line}\n");
        }
        text += &format!("{done}, {} differences, {departures} departures", unexplained.len());
        if !stale.is_empty() {
            text += &format!(", {} of no use", stale.len());
        }
        text.push('\n');
        Self {
            text,
            passed: unexplained.is_empty() && stale.is_empty(),
        }
    }
}

impl From<String> for Report {
    fn from(text: String) -> Self {
        Self { text, passed: true }
    }
}
