//! Views: how often content was read, and by whom.

use super::State;
use jiff::Timestamp;
use std::collections::{BTreeSet, HashMap};
use std::sync::{Mutex, PoisonError};

/// Views are counted by the minute, so that much reading does not take much memory.
const SECONDS: i64 = 60;

/// All views of a site. They have a lock of their own because requests that read content change nothing else.
#[derive(Debug, Default)]
pub(crate) struct Views {
    /// By content and account.
    counts: Mutex<HashMap<u64, HashMap<String, Minutes>>>,
}

/// Minutes, and how often content was read in each.
type Minutes = Vec<(i64, u64)>;

impl State {
    /// Counts a view of content.
    pub(crate) fn count_view(&self, content: u64, account: &str) {
        let minute = self.now().as_second().div_euclid(SECONDS);
        let mut counts = self.views.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let by_account = counts.entry(content).or_default();
        if !by_account.contains_key(account) {
            by_account.insert(account.to_owned(), Vec::new());
        }
        let Some(minutes) = by_account.get_mut(account) else {
            return;
        };
        match minutes.last_mut() {
            Some((last, count)) if *last == minute => *count += 1,
            _ => minutes.push((minute, 1)),
        }
    }

    /// The number of views of content since a time, and the accounts that viewed it.
    pub(crate) fn views_since(&self, content: u64, since: Option<Timestamp>) -> (u64, BTreeSet<String>) {
        let first = since.map_or(i64::MIN, |since| since.as_second().div_euclid(SECONDS));
        let counts = self.views.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let mut views = 0;
        let mut viewers = BTreeSet::new();
        for (account, minutes) in counts.get(&content).into_iter().flatten() {
            let here: u64 = minutes
                .iter()
                .filter(|(minute, _)| *minute >= first)
                .map(|(_, count)| count)
                .sum();
            views += here;
            if here > 0 {
                viewers.insert(account.clone());
            }
        }
        (views, viewers)
    }
}
