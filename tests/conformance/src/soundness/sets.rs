//! Chooses the sets of scopes: sets around each requirement, a fixed random sample, and the sets of Connect.

use super::evaluate::{CONNECT_ALONE, CONNECT_LADDER};
use crate::document::{Documents, Operation};
use crate::random::Random;
use std::collections::BTreeSet;
use std::ops::Range;

const SAMPLES: usize = 200;
const LARGEST: usize = 40;
const SEED: u64 = 0x0c0f_1e2e_2ce5;
/// A scope of another product, which allows nothing here. It is used for "no scopes", because a set cannot be empty.
pub(super) const FOREIGN: &str = "read:jira-work";

/// The sets, without repetitions. A set is identified by its index. The random sets come first, then those of Connect.
pub(super) struct Sets {
    list: Vec<Vec<String>>,
    connect: Range<usize>,
}

impl Sets {
    /// Makes the random sets, which depend only on the documents, and the sets of Connect.
    pub(super) fn sample(documents: &Documents) -> Result<Self, String> {
        let alternatives: BTreeSet<&[String]> = documents
            .operations()
            .flat_map(|operation| &operation.scopes)
            .map(Vec::as_slice)
            .collect();
        let alternatives = Vec::from_iter(alternatives);
        let scopes: BTreeSet<&str> = alternatives.iter().copied().flatten().map(String::as_str).collect();
        let scopes = Vec::from_iter(scopes);
        if scopes.len() <= LARGEST {
            return Err(format!(
                "the documents name {} scopes, too few to draw {LARGEST} of them",
                scopes.len()
            ));
        }
        let mut random = Random::seeded(SEED);
        let mut drawn = BTreeSet::new();
        let mut list = Vec::new();
        while list.len() < SAMPLES {
            // Every second set contains complete alternatives. Otherwise very few sets would allow anything.
            let whole = if list.len() % 2 == 0 {
                Vec::new()
            } else {
                several(&mut random, &alternatives)
            };
            let set = fill(&mut random, whole, &scopes);
            if drawn.insert(set.clone()) {
                list.push(Vec::from_iter(set.into_iter().map(str::to_owned)));
            }
        }
        list.extend(connect_sets());
        Ok(Self {
            connect: SAMPLES..list.len(),
            list,
        })
    }

    pub(super) fn list(&self) -> &[Vec<String>] {
        &self.list
    }

    pub(super) fn sampled(&self) -> Range<usize> {
        0..SAMPLES
    }

    pub(super) fn is_sampled(&self, place: usize) -> bool {
        place < SAMPLES
    }

    pub(super) fn connect(&self) -> Range<usize> {
        self.connect.clone()
    }

    /// Adds each alternative of the operation, each alternative without one of its scopes, and a set without scopes.
    pub(super) fn around(&mut self, operation: &Operation) -> Vec<usize> {
        let mut wanted = BTreeSet::from([vec![FOREIGN]]);
        for all in &operation.scopes {
            let all = BTreeSet::from_iter(all.iter().map(String::as_str));
            wanted.insert(all.iter().copied().collect());
            for left_out in &all {
                wanted.insert(all.iter().copied().filter(|scope| scope != left_out).collect());
            }
        }
        wanted.remove(&Vec::new());
        wanted.into_iter().map(|set| self.place(&set)).collect()
    }

    fn place(&mut self, set: &[&str]) -> usize {
        if let Some(place) = self.list.iter().position(|known| known == set) {
            return place;
        }
        self.list.push(set.iter().map(|scope| (*scope).to_owned()).collect());
        self.list.len() - 1
    }
}

/// One to six alternatives, as many as fit into one set.
fn several<'a>(random: &mut Random, alternatives: &[&'a [String]]) -> Vec<&'a [String]> {
    let mut room = LARGEST;
    let wanted = 1 + random.below(6);
    let picked = (0..wanted).filter_map(|_| random.pick(alternatives).copied());
    let fitting = picked.take_while(|all| {
        let fits = all.len() <= room;
        room = room.saturating_sub(all.len());
        fits
    });
    fitting.collect()
}

/// These alternatives and random scopes, up to a random size.
fn fill<'a>(random: &mut Random, whole: Vec<&'a [String]>, scopes: &[&'a str]) -> BTreeSet<&'a str> {
    let mut set = BTreeSet::from_iter(whole.into_iter().flatten().map(String::as_str));
    let size = 1 + random.below(LARGEST);
    while set.len() < size
        && let Some(scope) = random.pick(scopes)
    {
        set.insert(scope);
    }
    set
}

/// Each Connect scope, alone and with the scope for acting as a user. The latter alone is used for `NONE`.
fn connect_sets() -> Vec<Vec<String>> {
    let [act_as_user, email] = CONNECT_ALONE;
    let mut sets = vec![vec![act_as_user.to_owned()]];
    for scope in CONNECT_LADDER.into_iter().chain([email]) {
        sets.push(vec![scope.to_owned()]);
        sets.push(vec![scope.to_owned(), act_as_user.to_owned()]);
    }
    sets
}
