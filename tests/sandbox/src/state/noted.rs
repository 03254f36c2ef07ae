//! A map that remembers which of its things were changed, for the index of searches. It can be changed only in ways
//! that are noted.

use std::collections::BTreeMap;
use std::mem;
use std::ops::Deref;

/// Things by id.
#[derive(Clone, Debug)]
pub(crate) struct Noted<T> {
    things: BTreeMap<u64, T>,
    changed: Vec<u64>,
}

impl<T> Default for Noted<T> {
    fn default() -> Self {
        Self {
            things: BTreeMap::new(),
            changed: Vec::new(),
        }
    }
}

impl<T> Noted<T> {
    pub(crate) fn insert(&mut self, id: u64, thing: T) -> Option<T> {
        self.note(id);
        self.things.insert(id, thing)
    }

    pub(crate) fn get_mut(&mut self, id: &u64) -> Option<&mut T> {
        self.note(*id);
        self.things.get_mut(id)
    }

    pub(crate) fn remove(&mut self, id: &u64) -> Option<T> {
        self.note(*id);
        self.things.remove(id)
    }

    /// The ids of what was changed since this was asked last.
    pub(crate) fn take_changed(&mut self) -> Vec<u64> {
        mem::take(&mut self.changed)
    }

    fn note(&mut self, id: u64) {
        // What changes a thing often asks for it several times.
        if self.changed.last() != Some(&id) {
            self.changed.push(id);
        }
    }
}

impl<T> Deref for Noted<T> {
    type Target = BTreeMap<u64, T>;

    fn deref(&self) -> &Self::Target {
        &self.things
    }
}
