//! The index: which things have a word, lie in a space, are below a page. Sets of things are bitmaps of their numbers
//! in the index, so that conditions are joined without looking at the things.

use super::facts::{COLUMNS, Column, Facts, Link};
use super::text::{Term, stem};
use jiff::Timestamp;
use roaring::RoaringBitmap;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Everything that a search can find.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    numbers: HashMap<u64, u32>,
    /// The facts by number. The places of things that are gone are used again.
    facts: Vec<Option<Facts>>,
    free: Vec<u32>,
    all: RoaringBitmap,
    words: [BTreeMap<String, RoaringBitmap>; COLUMNS],
    /// The words of titles and texts by their stems, by column.
    stems: [HashMap<String, BTreeSet<String>>; COLUMNS],
    links: HashMap<(Link, u64), RoaringBitmap>,
    /// By number and apart from the other facts, so that a search by date reads little memory.
    created: Vec<Timestamp>,
    modified: Vec<Timestamp>,
    /// What only some may read.
    restricted: BTreeSet<u64>,
}

impl Index {
    /// Adds a thing, or changes what is known about it.
    pub(super) fn put(&mut self, facts: Facts) {
        self.remove(facts.id);
        let number = self.free.pop().unwrap_or_else(|| {
            self.facts.push(None);
            self.created.push(Timestamp::MIN);
            self.modified.push(Timestamp::MIN);
            u32::try_from(self.facts.len() - 1).expect("a sandbox has fewer things than a u32 can count")
        });
        facts.each_word(|column, word| match self.words[column as usize].entry(word) {
            Entry::Occupied(mut things) => {
                things.get_mut().insert(number);
            }
            Entry::Vacant(place) => {
                if column.is_of_texts() {
                    let stems = &mut self.stems[column as usize];
                    let alike = stems.entry(stem(place.key()).into_owned()).or_default();
                    alike.insert(place.key().clone());
                }
                place.insert(RoaringBitmap::from([number]));
            }
        });
        for link in facts.links() {
            self.links.entry(link).or_default().insert(number);
        }
        if facts.restricted {
            self.restricted.insert(facts.id);
        }
        let at = number as usize;
        (self.created[at], self.modified[at]) = (facts.created, facts.modified);
        self.numbers.insert(facts.id, number);
        self.all.insert(number);
        self.facts[at] = Some(facts);
    }

    pub(super) fn remove(&mut self, id: u64) {
        let Some(number) = self.numbers.remove(&id) else {
            return;
        };
        let Some(facts) = self.facts[number as usize].take() else {
            return;
        };
        facts.each_word(|column, word| {
            let words = &mut self.words[column as usize];
            if let Some(things) = words.get_mut(&word) {
                things.remove(number);
                if things.is_empty() {
                    words.remove(&word);
                    let (stems, stem) = (&mut self.stems[column as usize], stem(&word));
                    if let Some(alike) = stems.get_mut(&*stem)
                        && alike.remove(&word)
                        && alike.is_empty()
                    {
                        stems.remove(&*stem);
                    }
                }
            }
        });
        for link in facts.links() {
            if let Some(things) = self.links.get_mut(&link) {
                things.remove(number);
                if things.is_empty() {
                    self.links.remove(&link);
                }
            }
        }
        self.restricted.remove(&id);
        self.all.remove(number);
        self.free.push(number);
    }

    pub(super) fn all(&self) -> &RoaringBitmap {
        &self.all
    }

    /// How many numbers are in use, with those of things that are gone.
    pub(super) fn size(&self) -> usize {
        self.facts.len()
    }

    pub(super) fn facts(&self, number: u32) -> Option<&Facts> {
        self.facts.get(number as usize)?.as_ref()
    }

    /// The things with these ids.
    pub(super) fn numbers(&self, ids: impl IntoIterator<Item = u64>) -> RoaringBitmap {
        ids.into_iter().filter_map(|id| self.numbers.get(&id)).collect()
    }

    pub(super) fn restricted(&self) -> &BTreeSet<u64> {
        &self.restricted
    }

    /// The things that have this word in a column. It is in small letters.
    pub(super) fn with(&self, column: Column, word: &str) -> RoaringBitmap {
        self.words[column as usize].get(word).cloned().unwrap_or_default()
    }

    /// The things that are linked to this one.
    pub(super) fn linked(&self, link: Link, id: u64) -> RoaringBitmap {
        self.links.get(&(link, id)).cloned().unwrap_or_default()
    }

    /// The things below this one, near and far.
    pub(super) fn below(&self, id: u64) -> RoaringBitmap {
        let (mut found, mut open) = (RoaringBitmap::new(), vec![id]);
        while let Some(id) = open.pop() {
            let Some(children) = self.links.get(&(Link::Below, id)) else {
                continue;
            };
            for child in children {
                if found.insert(child) {
                    open.extend(self.facts(child).map(|facts| facts.id));
                }
            }
        }
        found
    }

    /// The things with this in their title or text.
    pub(super) fn having(&self, column: Column, term: &Term) -> RoaringBitmap {
        match term {
            Term::Word(stem) => {
                let words = self.stems[column as usize].get(stem).into_iter().flatten();
                words
                    .map(|word| self.with(column, word))
                    .fold(RoaringBitmap::new(), |all, one| all | one)
            }
            Term::Phrase(phrase) => {
                let spoken = format!(" {} ", phrase.join(" "));
                let together = |number: &u32| self.facts(*number).is_some_and(|facts| facts.says(column, &spoken));
                let mut each = phrase.iter().map(|word| self.with(column, word));
                let first = each.next().unwrap_or_default();
                each.fold(first, |all, one| all & one).iter().filter(together).collect()
            }
            Term::Pattern(_) | Term::Fuzzy(..) => {
                let beginning = term.beginning();
                let words = self.words[column as usize].range(beginning.to_owned()..);
                let words = words.take_while(|(word, _)| word.starts_with(beginning));
                let mut found = RoaringBitmap::new();
                for (_, things) in words.filter(|(word, _)| term.is_word(word)) {
                    found |= things;
                }
                found
            }
        }
    }

    /// The things that were made at such a time.
    pub(super) fn created(&self, fits: impl Fn(Timestamp) -> bool) -> RoaringBitmap {
        self.at(&self.created, fits)
    }

    /// The things that were last changed at such a time.
    pub(super) fn modified(&self, fits: impl Fn(Timestamp) -> bool) -> RoaringBitmap {
        self.at(&self.modified, fits)
    }

    fn at(&self, times: &[Timestamp], fits: impl Fn(Timestamp) -> bool) -> RoaringBitmap {
        let fitting = (0_u32..).zip(times).filter(|(_, time)| fits(**time));
        let fitting: RoaringBitmap = fitting.map(|(number, _)| number).collect();
        fitting & &self.all
    }
}
