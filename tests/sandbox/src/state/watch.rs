//! Watches: who is told of changes to a piece of content, a space or a label.

use super::State;
use std::collections::BTreeSet;

/// Something that can be watched.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Watched {
    Content(u64),
    Space(u64),
    Label(u64),
}

impl State {
    /// The accounts that watch something. `None` if it does not exist.
    pub(crate) fn watchers(&self, watched: Watched) -> Option<&BTreeSet<String>> {
        match watched {
            Watched::Content(id) => Some(&self.contents.get(&id)?.watchers),
            Watched::Space(id) => Some(&self.spaces.get(&id)?.watchers),
            Watched::Label(id) => Some(&self.labels.get(&id)?.watchers),
        }
    }

    /// Starts or ends a watch. Doing it twice is the same as doing it once.
    pub(crate) fn set_watch(&mut self, watched: Watched, account: String, watches: bool) {
        let watchers = match watched {
            Watched::Content(id) => self.contents.get_mut(&id).map(|held| &mut held.watchers),
            Watched::Space(id) => self.spaces.get_mut(&id).map(|held| &mut held.watchers),
            Watched::Label(id) => self.labels.get_mut(&id).map(|held| &mut held.watchers),
        };
        match watchers {
            Some(watchers) if watches => drop(watchers.insert(account)),
            Some(watchers) => drop(watchers.remove(&account)),
            None => {}
        }
    }
}
