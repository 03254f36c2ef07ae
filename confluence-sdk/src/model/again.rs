//! Reads an answer a second time, after something odd was found in it: from slices of its text, so that what cannot be
//! read can be passed over, and so that numbers keep their digits.
//!
//! What is passed over is noted. If it is an element of the list that the answer is about, it is noted as lost.

use super::read::find;
use super::{DecodeError, Done, Event, Fail, Key, ListSource, MapSource, Slot, Step};
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use std::cell::RefCell;
use std::fmt;
use std::ops::Range;

/// A value may lie this deep, as in the first reading.
const DEEPEST: usize = 128;
/// What has more oddities than this is not the answer that was declared.
const MOST: usize = 10_000;

/// One value of an answer that is read again.
#[derive(Clone, Copy)]
pub struct Slice<'a> {
    text: &'a str,
    place: &'a Place<'a>,
    /// What was passed over. `None` if nothing may be.
    notes: Option<&'a Notes<'a>>,
}

/// The place of a value in the answer.
struct Place<'a> {
    outer: Option<&'a Place<'a>>,
    step: Step,
    depth: usize,
    /// Whether it is the answer itself, or a member of it that is needed.
    needed: bool,
}

const ROOT: Place<'static> = Place {
    outer: None,
    step: Step::Index(0),
    depth: 0,
    needed: true,
};

/// What was passed over in one answer.
struct Notes<'a> {
    body: &'a str,
    found: RefCell<Vec<Note>>,
}

/// One thing that was passed over.
pub(crate) struct Note {
    pub(crate) error: DecodeError,
    /// The index of the element, if it is one of those that the answer is about.
    pub(crate) lost: Option<usize>,
    /// Whether it is `null`. Then nothing is lost with it.
    pub(crate) null: bool,
}

/// Reads a whole body, and passes over what is odd and not needed.
pub(super) fn again(body: &str, slot: &mut dyn Slot) -> Result<Vec<Note>, Fail> {
    let notes = Notes {
        body,
        found: RefCell::default(),
    };
    let whole = Slice {
        text: body.trim_ascii(),
        place: &ROOT,
        notes: Some(&notes),
    };
    whole.accept(&mut |e| slot.accept(e))?;
    Ok(notes.found.into_inner())
}

impl<'a> Slice<'a> {
    /// Reads a value in which nothing may be odd. The text is valid JSON.
    pub(super) fn strict(text: &str, take: &mut dyn FnMut(Event<'_>) -> Done) -> Done {
        let slice = Slice {
            text,
            place: &ROOT,
            notes: None,
        };
        slice.accept(take)
    }

    /// The value as it is written.
    pub fn text(self) -> &'a str {
        self.text
    }

    /// The names of its members; none if it is no object.
    pub(super) fn keys(self) -> Vec<String> {
        let pairs = parse(self.text).unwrap_or(Pairs(Vec::new()));
        pairs.0.into_iter().map(|(key, _)| key).collect()
    }

    /// Hands the value over.
    pub fn accept(self, take: &mut dyn FnMut(Event<'_>) -> Done) -> Done {
        match self.text.as_bytes().first() {
            Some(b'n') => take(Event::Null),
            Some(b't') => take(Event::Bool(true)),
            Some(b'f') => take(Event::Bool(false)),
            Some(b'"') => match serde_json::from_str::<String>(self.text) {
                Ok(text) => take(Event::Text(&text)),
                Err(_) => Err(Fail::other("expected text, found one that is not Unicode")),
            },
            Some(b'[' | b'{') if self.place.depth >= DEEPEST => Err(Fail::other("the JSON is nested too deeply")),
            Some(b'[') => take(Event::List(&mut Elements {
                list: self,
                all: parse(self.text)?,
                at: 0,
            })),
            Some(b'{') => take(Event::Map(&mut Members {
                object: self,
                all: parse(self.text)?,
                at: 0,
                step: Step::Index(0),
            })),
            _ => number(self.text, take),
        }
    }

    /// Hands the value over to several slots in turn, of which the first one that takes it counts: in the first round
    /// if nothing about it is odd, else the one that passes over least.
    pub(super) fn try_all(self, those: Range<usize>, attempt: &mut dyn FnMut(Slice<'_>, usize) -> Done) -> Done {
        let strict = Slice { notes: None, ..self };
        let mut failed = Err(Fail::other("no shape fits"));
        for i in those.clone() {
            match attempt(strict, i) {
                Ok(()) => return Ok(()),
                Err(fail) if fail.depth() >= depth(&failed) => failed = Err(fail),
                Err(_) => {}
            }
        }
        let Some(notes) = self.notes else { return failed };
        let before = notes.found.borrow().len();
        let mut best = None;
        for i in those {
            let passed = attempt(self, i).map(|()| notes.found.borrow().len());
            notes.found.borrow_mut().truncate(before);
            if let Ok(passed) = passed
                && best.is_none_or(|(least, _)| passed < least)
            {
                best = Some((passed, i));
            }
        }
        match best {
            Some((_, i)) => attempt(self, i),
            None => failed,
        }
    }

    fn inner<'b>(self, text: &'b str, place: &'b Place<'b>) -> Slice<'b>
    where
        'a: 'b,
    {
        Slice {
            text,
            place,
            notes: self.notes,
        }
    }

    fn step(self, step: Step, needed: bool) -> Place<'a> {
        Place {
            outer: Some(self.place),
            step,
            depth: self.place.depth + 1,
            needed: needed && self.place.needed,
        }
    }

    /// Notes that a part of this value is passed over. Its failure is given with its path from here.
    fn pass(self, fail: Fail, part: &str, lost: Option<usize>) -> Done {
        let Some(notes) = self.notes.filter(|_| !fail.is_final()) else {
            return Err(fail);
        };
        let mut found = notes.found.borrow_mut();
        if found.len() >= MOST {
            return Err(Fail::other(format!("more than {MOST} members cannot be read")).into_final());
        }
        found.push(Note {
            error: DecodeError::at(notes.body, part, self.place.whole(fail)),
            lost: lost.filter(|_| self.place.needed),
            null: part == "null",
        });
        Ok(())
    }
}

fn depth(done: &Done) -> usize {
    done.as_ref().map_or_else(Fail::depth, |()| 0)
}

impl Place<'_> {
    /// A failure with its path from the beginning of the answer.
    fn whole(&self, fail: Fail) -> Fail {
        match self.outer {
            Some(outer) => outer.whole(fail.within(self.step.clone())),
            None => fail,
        }
    }
}

fn parse<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, Fail> {
    serde_json::from_str(text).map_err(|error| Fail::other(format!("not valid JSON: {error}")))
}

fn number(text: &str, take: &mut dyn FnMut(Event<'_>) -> Done) -> Done {
    // `-0` is a whole number only without its sign.
    match text.parse::<i64>() {
        Ok(v) if text != "-0" => take(Event::Int(v)),
        _ => match text.parse::<u64>() {
            Ok(v) => take(Event::Uint(v)),
            Err(_) => take(Event::Number(text)),
        },
    }
}

/// The elements of a list.
struct Elements<'a> {
    list: Slice<'a>,
    all: Vec<&'a RawValue>,
    at: usize,
}

impl ListSource for Elements<'_> {
    fn next(&mut self, s: &mut dyn Slot) -> Result<bool, Fail> {
        let Some(element) = self.all.get(self.at) else {
            return Ok(false);
        };
        let place = self.list.step(Step::Index(self.at), false);
        self.at += 1;
        let element = self.list.inner(element.get(), &place);
        element.accept(&mut |e| s.accept(e)).map(|()| true)
    }
    fn hint(&self) -> usize {
        self.all.len() - self.at
    }
    fn pass(&mut self, fail: Fail) -> Done {
        let at = self.at - 1;
        self.list.pass(fail, self.all[at].get(), Some(at))
    }
    fn slice(&self) -> Option<Slice<'_>> {
        Some(self.list)
    }
}

/// The members of an object.
struct Members<'a> {
    object: Slice<'a>,
    all: Pairs<'a>,
    /// The number of keys that were given.
    at: usize,
    /// The last key.
    step: Step,
}

impl Members<'_> {
    fn current(&self) -> &str {
        self.all
            .0
            .get(self.at.wrapping_sub(1))
            .map_or("null", |(_, value)| value.get())
    }

    fn put(&self, s: &mut dyn Slot, needed: bool) -> Done {
        let place = self.object.step(self.step.clone(), needed);
        let value = self.object.inner(self.current(), &place);
        value.accept(&mut |e| s.accept(e))
    }
}

impl MapSource for Members<'_> {
    fn key(&mut self, fields: &[&'static str], next: usize) -> Result<Key, Fail> {
        let Some((key, _)) = self.all.0.get(self.at) else {
            return Ok(Key::End);
        };
        self.at += 1;
        let key = find(fields, next, key);
        if let Key::Field(i) = key {
            self.step = Step::Field(fields[i]);
        }
        Ok(key)
    }
    fn name(&mut self) -> Result<Option<String>, Fail> {
        let Some((key, _)) = self.all.0.get(self.at) else {
            return Ok(None);
        };
        self.at += 1;
        self.step = Step::Key(key.clone());
        Ok(Some(key.clone()))
    }
    fn value(&mut self, s: &mut dyn Slot) -> Done {
        self.put(s, false)
    }
    fn skip(&mut self) -> Done {
        Ok(())
    }
    fn needed(&mut self, s: &mut dyn Slot) -> Done {
        self.put(s, true).map_err(|fail| match self.object.place.needed {
            true => fail.into_final(),
            false => fail,
        })
    }
    fn pass(&mut self, fail: Fail) -> Done {
        self.object.pass(fail, self.current(), None)
    }
    fn lose(&mut self, fail: Fail) -> Done {
        self.object.pass(fail, self.current(), Some(self.at.saturating_sub(1)))
    }
    fn slice(&self) -> Option<Slice<'_>> {
        Some(self.object)
    }
}

/// The members of an object, in their order.
pub(super) struct Pairs<'a>(pub(super) Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Pairs<'a> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_map(Gather).map(Self)
    }
}

struct Gather;

impl<'de> Visitor<'de> for Gather {
    type Value = Vec<(String, &'de RawValue)>;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
        let mut all = Vec::new();
        while let Some((key, value)) = access.next_entry::<&RawValue, &RawValue>()? {
            // A key that is not Unicode is the name of no member.
            let key = serde_json::from_str(key.get()).unwrap_or_else(|_| key.get().to_owned());
            all.push((key, value));
        }
        Ok(all)
    }
}

impl fmt::Debug for Slice<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Slice").field(&self.text).finish()
    }
}
