//! Views: how often content was read, and by whom.

use super::State;
use jiff::Timestamp;
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Views are counted by the minute, so that much reading does not take much memory.
const SECONDS: i64 = 60;

/// All views of a site. They have a lock of their own because requests that read content change nothing else.
#[derive(Debug, Default)]
pub(crate) struct Views {
    counted: Mutex<Counted>,
}

impl Clone for Views {
    fn clone(&self) -> Self {
        Self {
            counted: Mutex::new(self.lock().clone()),
        }
    }
}

#[derive(Clone, Debug, Default)]
struct Counted {
    /// By content and account.
    readers: HashMap<u64, HashMap<String, Reader>>,
    all: u64,
}

/// How often an account has read content.
#[derive(Clone, Debug, Default)]
struct Reader {
    /// Minutes, and the number of views in each.
    minutes: Vec<(i64, u64)>,
    /// How many views of anything there were before the last one.
    last: u64,
}

impl Views {
    fn lock(&self) -> MutexGuard<'_, Counted> {
        self.counted.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Counts a view of content.
    pub(crate) fn count_view(&self, content: u64, account: &str) {
        let minute = self.now().as_second().div_euclid(SECONDS);
        let mut counted = self.views.lock();
        counted.all += 1;
        let all = counted.all;
        let readers = counted.readers.entry(content).or_default();
        if !readers.contains_key(account) {
            readers.insert(account.to_owned(), Reader::default());
        }
        let Some(reader) = readers.get_mut(account) else {
            return;
        };
        reader.last = all;
        match reader.minutes.last_mut() {
            Some((last, count)) if *last == minute => *count += 1,
            _ => reader.minutes.push((minute, 1)),
        }
    }

    /// The number of views of content since a time, and the accounts that viewed it.
    pub(crate) fn views_since(&self, content: u64, since: Option<Timestamp>) -> (u64, BTreeSet<String>) {
        let first = since.map_or(i64::MIN, |since| since.as_second().div_euclid(SECONDS));
        let mut views = 0;
        let mut viewers = BTreeSet::new();
        for (account, reader) in self.views.lock().readers.get(&content).into_iter().flatten() {
            let minutes = reader.minutes.iter().filter(|(minute, _)| *minute >= first);
            let here: u64 = minutes.map(|(_, count)| count).sum();
            views += here;
            if here > 0 {
                viewers.insert(account.clone());
            }
        }
        (views, viewers)
    }

    /// The minute in which an account last viewed content.
    pub(crate) fn last_viewed(&self, content: u64, account: &str) -> Option<Timestamp> {
        let counted = self.views.lock();
        let (minute, _) = counted.readers.get(&content)?.get(account)?.minutes.last()?;
        Timestamp::from_second(minute * SECONDS).ok()
    }

    /// The content that an account has viewed, the last first.
    pub(crate) fn recently_viewed(&self, account: &str) -> Vec<u64> {
        let counted = self.views.lock();
        let viewed = counted.readers.iter();
        let mut viewed: Vec<(u64, u64)> = viewed
            .filter_map(|(content, readers)| Some((readers.get(account)?.last, *content)))
            .collect();
        viewed.sort_unstable_by_key(|view| Reverse(*view));
        viewed.into_iter().map(|(_, content)| content).collect()
    }
}
