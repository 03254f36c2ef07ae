//! The order of results, and the positions in it at which a listing continues.

use super::Order;
use super::facts::{Column, Facts};
use super::index::Index;
use super::text::Term;
use crate::cursor::Cursor;
use crate::state::State;
use confluence_sdk::cql::Field;
use roaring::RoaringBitmap;
use serde_json::{Value, json};
use std::borrow::Cow;
use std::cmp::Ordering;

/// A position between results: after this one, or before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Position {
    keys: Vec<Key<'static>>,
    id: u64,
    backwards: bool,
}

/// What results are compared by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key<'k> {
    Number(i64),
    Text(Cow<'k, str>),
}

impl Position {
    /// The position as the text of a cursor for this listing.
    pub(crate) fn encode(&self, scope: &str) -> String {
        let keys: Vec<Value> = self.keys.iter().map(Key::to_json).collect();
        let cursor = Cursor {
            key: json!({ "keys": keys, "backwards": self.backwards }).to_string(),
            id: self.id,
        };
        cursor.encode(scope)
    }

    pub(crate) fn decode(scope: &str, cursor: &str) -> Option<Self> {
        let Cursor { key, id } = Cursor::decode(scope, cursor)?;
        let position: Value = serde_json::from_str(&key).ok()?;
        let keys = position["keys"].as_array()?.iter().map(Key::from_json);
        Some(Self {
            keys: keys.collect::<Option<_>>()?,
            id,
            backwards: position["backwards"].as_bool()?,
        })
    }
}

impl Key<'_> {
    fn to_json(&self) -> Value {
        match self {
            Self::Number(number) => (*number).into(),
            Self::Text(text) => text.as_ref().into(),
        }
    }

    fn from_json(value: &Value) -> Option<Key<'static>> {
        let text = || value.as_str().map(|text| Key::Text(text.to_owned().into()));
        value.as_i64().map(Key::Number).or_else(text)
    }

    fn into_owned(self) -> Key<'static> {
        match self {
            Self::Number(number) => Key::Number(number),
            Self::Text(text) => Key::Text(text.into_owned().into()),
        }
    }
}

/// How much a word in the title counts. One in the text counts 1.
const TITLE_WEIGHT: i64 = 3;

/// Puts results into an order.
pub(super) struct Sorter<'s> {
    state: &'s State,
    index: &'s Index,
    order: &'s [Order],
    /// By number in the index. Empty if the query has no text.
    scores: Vec<i64>,
    best: i64,
}

/// A result and what it is compared by first. This is found only once, because a few of many results are wanted.
struct Placed<'k> {
    number: u32,
    facts: &'k Facts,
    first: Option<(Key<'k>, bool)>,
}

/// Part of the results.
pub(super) struct Slice {
    pub(super) numbers: Vec<u32>,
    pub(super) before: Option<Position>,
    pub(super) after: Option<Position>,
}

impl<'s> Sorter<'s> {
    pub(super) fn new(state: &'s State, index: &'s Index, order: &'s [Order], terms: &[&Term]) -> Self {
        let mut scores = vec![0; if terms.is_empty() { 0 } else { index.size() }];
        for term in terms {
            for (column, weight) in [(Column::TitleWord, TITLE_WEIGHT), (Column::Text, 1)] {
                let having = index.having(column, term);
                having.iter().for_each(|number| scores[number as usize] += weight);
            }
        }
        Self {
            state,
            index,
            order,
            scores,
            best: (TITLE_WEIGHT + 1) * terms.len() as i64,
        }
    }

    /// How well a result fits the text of the query, from 0 to 1.
    pub(super) fn score(&self, number: u32) -> f64 {
        self.points(number) as f64 / self.best.max(1) as f64
    }

    fn points(&self, number: u32) -> i64 {
        self.scores.get(number as usize).copied().unwrap_or_default()
    }

    /// The results from a position on, or from a number of results on.
    pub(super) fn slice(&self, hits: &RoaringBitmap, start: usize, limit: usize, from: Option<&Position>) -> Slice {
        let backwards = from.is_some_and(|from| from.backwards);
        let mut results: Vec<Placed<'_>> = hits.iter().filter_map(|number| self.place(number)).collect();
        if let Some(from) = from {
            let side = if backwards { Ordering::Less } else { Ordering::Greater };
            results.retain(|result| self.against(result, from) == side);
        }
        let skipped = if from.is_some() { 0 } else { start.min(results.len()) };
        let end = skipped.saturating_add(limit).min(results.len());
        let compare = |a: &Placed<'_>, b: &Placed<'_>| {
            let order = self.compare(a, b);
            if backwards { order.reverse() } else { order }
        };
        let more = end < results.len();
        if more && end > 0 {
            // Only the results up to the end of the slice are sorted.
            results.select_nth_unstable_by(end - 1, compare);
        }
        results.truncate(end);
        results.sort_unstable_by(compare);
        results.drain(..skipped);
        if backwards {
            results.reverse();
        }
        let (before, after) = match (backwards, from) {
            (true, _) => (more, true),
            (false, Some(_)) => (true, more),
            (false, None) => (skipped > 0, more),
        };
        Slice {
            before: results
                .first()
                .filter(|_| before)
                .map(|result| self.position(result, true)),
            after: results
                .last()
                .filter(|_| after)
                .map(|result| self.position(result, false)),
            numbers: results.into_iter().map(|result| result.number).collect(),
        }
    }

    fn place(&self, number: u32) -> Option<Placed<'_>> {
        let facts = self.index.facts(number)?;
        let first = self.keys(number, facts).next();
        Some(Placed { number, facts, first })
    }

    fn position(&self, result: &Placed<'_>, backwards: bool) -> Position {
        let keys = self.keys(result.number, result.facts);
        Position {
            keys: keys.map(|(key, _)| key.into_owned()).collect(),
            id: result.facts.id,
            backwards,
        }
    }

    /// What a result is compared by, and whether the larger comes first.
    fn keys<'f>(&'f self, number: u32, facts: &'f Facts) -> impl Iterator<Item = (Key<'f>, bool)> {
        let relevance = (self.order.is_empty() && self.best > 0).then(|| (Key::Number(self.points(number)), true));
        let fields = self
            .order
            .iter()
            .map(|order| (self.key(facts, order.field), order.descending));
        relevance.into_iter().chain(fields)
    }

    fn key<'f>(&'f self, facts: &'f Facts, field: Field) -> Key<'f> {
        let text = |text: &'f str| Key::Text(text.into());
        match field {
            Field::Created => Key::Number(facts.created.as_millisecond()),
            Field::Creator => text(&facts.creator),
            Field::Id => Key::Number(facts.id.cast_signed()),
            Field::LastModified => Key::Number(facts.modified.as_millisecond()),
            Field::Space => match self.state.spaces.get(&facts.space) {
                Some(space) => Key::Text(space.key.to_lowercase().into()),
                None => text(""),
            },
            Field::Type => text(&facts.kind),
            _ => text(&facts.title_key),
        }
    }

    fn compare(&self, a: &Placed<'_>, b: &Placed<'_>) -> Ordering {
        let first = a.first.iter().zip(&b.first);
        let first = first.map(|((a, descending), (b, _))| (a.cmp(b), *descending));
        let others = self.order.iter().skip(1).map(|order| {
            let (a, b) = (self.key(a.facts, order.field), self.key(b.facts, order.field));
            (a.cmp(&b), order.descending)
        });
        order(first.chain(others)).then(a.facts.id.cmp(&b.facts.id))
    }

    fn against(&self, result: &Placed<'_>, position: &Position) -> Ordering {
        let keys = self.keys(result.number, result.facts).zip(&position.keys);
        let differences = keys.map(|((own, descending), other)| (own.cmp(other), descending));
        order(differences).then(result.facts.id.cmp(&position.id))
    }
}

/// The first difference decides.
fn order(mut differences: impl Iterator<Item = (Ordering, bool)>) -> Ordering {
    match differences.find(|(order, _)| order.is_ne()) {
        Some((order, true)) => order.reverse(),
        Some((order, false)) => order,
        None => Ordering::Equal,
    }
}
