//! What a search finds among the things that the caller may see, and how the index learns of changes.

use super::facts::{Column, Entity, Facts, Link};
use super::index::Index;
use super::order::{Position, Slice, Sorter};
use super::solve::{Clauses, Context, solve};
use super::{Query, Term};
use crate::answer::Problem;
use crate::state::State;
use crate::state::access::Actor;
use crate::state::content::Status;
use jiff::{SignedDuration, Timestamp};
use roaring::RoaringBitmap;
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard};
use std::time::Duration;

/// The index of a site, and what it does not know yet. Both have locks of their own, because searches only read the
/// state.
#[derive(Debug, Default)]
pub(crate) struct Search {
    index: RwLock<Index>,
    late: Mutex<Late>,
}

/// Changes that the index does not know.
#[derive(Clone, Debug, Default)]
struct Late {
    /// When each thing was last changed.
    changed: BTreeMap<u64, Timestamp>,
    /// How long it takes until a search sees a change.
    delay: Duration,
}

/// A search.
#[derive(Debug)]
pub(crate) struct Asked<'a> {
    pub(crate) query: &'a Query,
    pub(crate) context: Context<'a>,
    pub(crate) actor: Actor<'a>,
    pub(crate) statuses: Vec<Status>,
    pub(crate) entities: &'a [Entity],
    pub(crate) archived: bool,
    pub(crate) current: bool,
    pub(crate) start: usize,
    pub(crate) limit: usize,
    pub(crate) from: Option<Position>,
}

/// What a search has found.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) hits: Vec<Hit>,
    /// How many there are on all pages.
    pub(crate) total: u64,
    /// How many more there are in archived spaces.
    pub(crate) archived: u64,
    pub(crate) before: Option<Position>,
    pub(crate) after: Option<Position>,
}

/// One result.
#[derive(Debug)]
pub(crate) struct Hit {
    pub(crate) id: u64,
    pub(crate) entity: Entity,
    /// The text as the index has it.
    pub(crate) text: String,
    pub(crate) score: f64,
}

impl Clone for Search {
    fn clone(&self) -> Self {
        let late = self.late().clone();
        let index = self.index.read().unwrap_or_else(PoisonError::into_inner).clone();
        Self {
            index: RwLock::new(index),
            late: Mutex::new(late),
        }
    }
}

impl Search {
    /// Notes that these things have changed.
    pub(crate) fn note(&self, changed: impl IntoIterator<Item = u64>, at: Timestamp) {
        self.late().changed.extend(changed.into_iter().map(|id| (id, at)));
    }

    /// Sets how long it takes until a search sees a change.
    pub(crate) fn set_delay(&self, delay: Duration) {
        self.late().delay = delay;
    }

    pub(crate) fn delay(&self) -> Duration {
        self.late().delay
    }

    fn late(&self) -> MutexGuard<'_, Late> {
        self.late.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The index with every change that is old enough, and what was changed since.
    fn caught_up(&self, state: &State) -> (RwLockReadGuard<'_, Index>, Vec<u64>) {
        let mut late = self.late();
        if !late.changed.is_empty() {
            let delay = SignedDuration::try_from(late.delay).unwrap_or(SignedDuration::MAX);
            let newest = state.now().checked_sub(delay).unwrap_or(Timestamp::MIN);
            let mut index = self.index.write().unwrap_or_else(PoisonError::into_inner);
            late.changed.retain(|id, at| {
                let due = *at <= newest || delay.is_zero();
                if due {
                    learn(&mut index, state, *id);
                }
                !due
            });
        }
        let index = self.index.read().unwrap_or_else(PoisonError::into_inner);
        (index, late.changed.keys().copied().collect())
    }
}

fn learn(index: &mut Index, state: &State, id: u64) {
    if let Some(content) = state.contents.get(&id) {
        index.put(Facts::of_content(state, content));
    } else if let Some(space) = state.spaces.get(&id) {
        index.put(Facts::of_space(state, space));
    } else {
        index.remove(id);
    }
}

impl State {
    /// Finds content and spaces.
    pub(crate) fn search(&self, asked: &Asked<'_>) -> Result<Found, Problem> {
        let (index, late) = self.search.caught_up(self);
        let index = &*index;
        let clauses = Clauses {
            state: self,
            index,
            context: &asked.context,
        };
        let holds = |comparison: &_| clauses.holds(comparison);
        let solved = solve(&asked.query.expression, index.all(), &holds)?;
        let visible = Visible {
            state: self,
            index,
            asked,
            late,
        };
        let found = solved & visible.things();
        let (in_current, in_archived) = (&found & visible.spaces("current"), &found & visible.spaces("archived"));
        let mut hits = RoaringBitmap::new();
        if asked.current {
            hits |= in_current;
        }
        let mut archived = in_archived.len();
        if asked.archived {
            hits |= in_archived;
            archived = 0;
        }
        let terms: Vec<&Term> = asked.query.terms();
        let sorter = Sorter::new(self, index, &asked.query.order, &terms);
        let Slice { numbers, before, after } = sorter.slice(&hits, asked.start, asked.limit, asked.from.as_ref());
        let shown = |number: u32| {
            let facts = index.facts(number)?;
            Some(Hit {
                id: facts.id,
                entity: facts.entity,
                text: facts.text.clone(),
                score: sorter.score(number),
            })
        };
        Ok(Found {
            hits: numbers.into_iter().filter_map(shown).collect(),
            total: hits.len(),
            archived,
            before,
            after,
        })
    }
}

/// The things that the caller may see.
struct Visible<'v> {
    state: &'v State,
    index: &'v Index,
    asked: &'v Asked<'v>,
    late: Vec<u64>,
}

impl Visible<'_> {
    /// What has one of the statuses, is of the right sort, and is not hidden by a restriction.
    fn things(&self) -> RoaringBitmap {
        let Asked { actor, statuses, .. } = self.asked;
        let mut things = RoaringBitmap::new();
        for status in statuses {
            let mut some = self.index.with(Column::Status, status.name());
            if *status == Status::Draft && !actor.admin_key {
                some &= self.index.with(Column::Creator, &actor.account.to_lowercase());
            }
            things |= some;
        }
        if !statuses.contains(&Status::Trashed) {
            things -= self.on_trash();
        }
        if !self.asked.entities.contains(&Entity::Space) {
            things -= self.index.with(Column::Type, "space");
        }
        if !actor.admin_key {
            things -= self.hidden();
        }
        things
    }

    /// The comments and the files that lie on what is in the trash.
    fn on_trash(&self) -> RoaringBitmap {
        let (mut found, mut open) = (RoaringBitmap::new(), self.index.with(Column::Status, "trashed"));
        while !open.is_empty() {
            let ids = open.iter().filter_map(|number| self.index.facts(number));
            let below = ids.map(|facts| self.index.linked(Link::Below, facts.id));
            let below = below.fold(RoaringBitmap::new(), |all, one| all | one) - &found;
            // What lies in the tree has other content for its parent.
            let lies_on_it = |number: &u32| self.index.facts(*number).is_some_and(|facts| facts.parent.is_none());
            open = below.iter().filter(lies_on_it).collect();
            found |= &open;
        }
        found
    }

    /// What a restriction hides from the caller, with everything below it. Restrictions count at once, so those of
    /// changed things are looked up.
    fn hidden(&self) -> RoaringBitmap {
        let mut hidden = RoaringBitmap::new();
        for id in self.index.restricted().iter().copied().chain(self.late.iter().copied()) {
            let content = self.state.contents.get(&id);
            if content.is_some_and(|content| !self.state.is_unrestricted(self.asked.actor, content)) {
                hidden |= self.index.numbers([id]) | self.index.below(id);
            }
        }
        hidden
    }

    /// Everything in the spaces with this status that the caller may see.
    fn spaces(&self, status: &str) -> RoaringBitmap {
        let spaces = self.state.spaces.values().filter(|space| space.status == status);
        spaces
            .filter(|space| self.state.may_view_space(self.asked.actor, space.id))
            .map(|space| self.index.linked(Link::Space, space.id))
            .fold(RoaringBitmap::new(), |all, one| all | one)
    }
}
