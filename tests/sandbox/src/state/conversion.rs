//! Conversions of bodies that were asked for and are fetched later.

use super::{State, random_uuid};
use crate::body::Body;
use jiff::Timestamp;
use std::sync::atomic::{AtomicBool, Ordering};

/// A conversion that was asked for. It is finished when its result is asked for the second time.
#[derive(Debug)]
pub(crate) struct Conversion {
    pub(crate) owner: String,
    source: Body,
    pub(crate) representation: String,
    pub(crate) value: String,
    asked: Timestamp,
    polled: AtomicBool,
    /// Whether it was asked for again while its result was still there.
    pub(crate) again: bool,
}

impl Clone for Conversion {
    fn clone(&self) -> Self {
        Self {
            owner: self.owner.clone(),
            source: self.source.clone(),
            representation: self.representation.clone(),
            value: self.value.clone(),
            asked: self.asked,
            polled: AtomicBool::new(self.polled.load(Ordering::Relaxed)),
            again: self.again,
        }
    }
}

/// How long a result can be fetched, in seconds.
const LIFE: i64 = 300;

impl Conversion {
    /// Whether the result is there. The first question gets the answer that it is not.
    pub(crate) fn is_done(&self) -> bool {
        self.polled.swap(true, Ordering::Relaxed)
    }
}

impl State {
    /// Starts a conversion and returns its id. If `cached` is true, the same conversion that the account asked for
    /// before is used again.
    pub(crate) fn convert(&mut self, owner: &str, source: Body, to: &str, value: String, cached: bool) -> String {
        let now = self.now();
        let is_same = |held: &Conversion| {
            held.owner == owner
                && held.representation == to
                && held.source.value == source.value
                && held.source.representation == source.representation
                && lasts(held, now)
        };
        let known = self.conversions.iter().find(|(_, held)| cached && is_same(held));
        let again = known.is_some();
        let id = known.map_or_else(random_uuid, |(id, _)| id.clone());
        let conversion = Conversion {
            owner: owner.to_owned(),
            representation: to.to_owned(),
            value,
            source,
            asked: now,
            polled: AtomicBool::new(false),
            again,
        };
        self.conversions.insert(id.clone(), conversion);
        id
    }

    /// A conversion whose result can still be fetched.
    pub(crate) fn conversion(&self, id: &str) -> Option<&Conversion> {
        let now = self.now();
        self.conversions.get(id).filter(|held| lasts(held, now))
    }
}

fn lasts(conversion: &Conversion, now: Timestamp) -> bool {
    now.as_second() - conversion.asked.as_second() <= LIFE
}
