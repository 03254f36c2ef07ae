//! Reads values from any self-describing serde format, or from a `serde_json::Value`.
//!
//! A whole body is read by [`quick`], and by serde where that fails.
//!
//! serde's errors contain only text. So a [`Fail`] is kept beside them in [`Aside`] and has the path, and serde's error
//! has the position.

mod quick;

use super::read::find;
use super::{Blank, DecodeError, Done, Event, Fail, Key, ListSource, MapSource, Slot};
use serde::de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use std::cell::Cell;
use std::fmt;

/// Reads a whole JSON body, in which nothing may be odd.
pub fn decode<T: Slot + Blank>(raw: &[u8]) -> Result<T, DecodeError> {
    let mut slot = T::blank();
    if quick::read(raw, &mut slot).is_ok() {
        return Ok(slot);
    }
    slot = T::blank();
    decode_into(raw, &mut slot)?;
    Ok(slot)
}

fn decode_into(raw: &[u8], slot: &mut dyn Slot) -> Result<(), DecodeError> {
    let aside = Aside {
        exact: true,
        ..Aside::default()
    };
    let mut json = serde_json::Deserializer::from_slice(raw);
    let put = Put { slot, aside: &aside };
    match put.deserialize(&mut json).and_then(|()| json.end()) {
        Ok(()) => Ok(()),
        Err(error) => Err(DecodeError::new(raw, aside.fail.take(), &error)),
    }
}

/// Reads a value from any self-describing format. `Deserialize` of a model calls this.
pub fn de_slot<'de, T: Slot + Blank, D: Deserializer<'de>>(d: D) -> Result<T, D::Error> {
    let mut slot = T::blank();
    let aside = Aside::default();
    let put = Put {
        slot: &mut slot,
        aside: &aside,
    };
    match put.deserialize(d) {
        Ok(()) => Ok(slot),
        Err(error) => Err(aside.with_path(error)),
    }
}

/// Reads a value as it is written, if the format can do that.
pub(super) fn de_raw<'de, D: Deserializer<'de>>(d: D, slot: &mut dyn Slot) -> Result<(), D::Error> {
    let aside = Aside::default();
    let put = Put { slot, aside: &aside };
    AsWritten(put).deserialize(d).map_err(|error| aside.with_path(error))
}

/// Reads a value from a `serde_json::Value`.
pub fn accept_value(v: &Value, s: &mut dyn Slot) -> Done {
    match v {
        Value::Null => s.accept(Event::Null),
        Value::Bool(v) => s.accept(Event::Bool(*v)),
        Value::Number(n) => accept_number(n, |e| s.accept(e)),
        Value::String(v) => s.accept(Event::Text(v)),
        Value::Array(v) => s.accept(Event::List(&mut Buffered {
            rest: v.iter(),
            current: &Value::Null,
        })),
        Value::Object(v) => s.accept(Event::Map(&mut Buffered {
            rest: v.iter(),
            current: &Value::Null,
        })),
    }
}

pub(super) fn accept_number(n: &serde_json::Number, accept: impl FnOnce(Event<'_>) -> Done) -> Done {
    if let Some(v) = n.as_i64() {
        accept(Event::Int(v))
    } else if let Some(v) = n.as_u64() {
        accept(Event::Uint(v))
    } else {
        accept(Event::Number(&n.to_string()))
    }
}

/// The rest of a list or object in memory, and the value of the last key that was returned.
struct Buffered<'a, I> {
    rest: I,
    current: &'a Value,
}

impl<'a, I: ExactSizeIterator<Item = &'a Value>> ListSource for Buffered<'a, I> {
    fn next(&mut self, s: &mut dyn Slot) -> Result<bool, Fail> {
        match self.rest.next() {
            Some(v) => accept_value(v, s).map(|()| true),
            None => Ok(false),
        }
    }
    fn hint(&self) -> usize {
        self.rest.len()
    }
}

impl<'a, I: Iterator<Item = (&'a String, &'a Value)>> MapSource for Buffered<'a, I> {
    fn key(&mut self, fields: &[&'static str], next: usize) -> Result<Key, Fail> {
        Ok(match self.rest.next() {
            Some((key, value)) => {
                self.current = value;
                find(fields, next, key)
            }
            None => Key::End,
        })
    }
    fn name(&mut self) -> Result<Option<String>, Fail> {
        Ok(self.rest.next().map(|(key, value)| {
            self.current = value;
            key.clone()
        }))
    }
    fn value(&mut self, s: &mut dyn Slot) -> Done {
        accept_value(self.current, s)
    }
    fn skip(&mut self) -> Done {
        Ok(())
    }
}

/// The failure that belongs to the serde error which is being returned.
#[derive(Default)]
struct Aside {
    fail: Cell<Option<Fail>>,
    /// Whether what is read must be the same digit for digit. If it may not be, the answer is read again.
    exact: bool,
}

impl Aside {
    #[cold]
    fn with_path<E: de::Error>(&self, error: E) -> E {
        match self.fail.take() {
            // serde_json finds the position again, at the end of the text.
            Some(fail) if fail.depth() > 0 => de::Error::custom(format_args!("{}: {error}", fail.path())),
            _ => error,
        }
    }

    /// Keeps the failure. The returned error is the source's own error, if the source failed.
    #[cold]
    fn put<E: de::Error>(&self, fail: Fail, error: Option<E>) -> E {
        let error = error.unwrap_or_else(|| E::custom(fail.problem().unwrap_or_default()));
        self.fail.set(Some(fail));
        error
    }
}

/// Reads one value into a slot.
struct Put<'a> {
    slot: &'a mut dyn Slot,
    aside: &'a Aside,
}

impl Put<'_> {
    fn event<E: de::Error>(self, e: Event<'_>) -> Result<(), E> {
        self.slot.accept(e).map_err(|fail| self.aside.put(fail, None))
    }
}

impl<'de> DeserializeSeed<'de> for Put<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<(), D::Error> {
        d.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Put<'_> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }
    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        self.event(Event::Null)
    }
    fn visit_none<E: de::Error>(self) -> Result<(), E> {
        self.event(Event::Null)
    }
    fn visit_some<D: Deserializer<'de>>(self, d: D) -> Result<(), D::Error> {
        self.deserialize(d)
    }
    fn visit_newtype_struct<D: Deserializer<'de>>(self, d: D) -> Result<(), D::Error> {
        self.deserialize(d)
    }
    fn visit_bool<E: de::Error>(self, v: bool) -> Result<(), E> {
        self.event(Event::Bool(v))
    }
    fn visit_i64<E: de::Error>(self, v: i64) -> Result<(), E> {
        self.event(Event::Int(v))
    }
    fn visit_u64<E: de::Error>(self, v: u64) -> Result<(), E> {
        self.event(i64::try_from(v).map_or(Event::Uint(v), Event::Int))
    }
    fn visit_f64<E: de::Error>(self, v: f64) -> Result<(), E> {
        self.event(Event::Float(v))
    }
    fn visit_str<E: de::Error>(self, v: &str) -> Result<(), E> {
        self.event(Event::Text(v))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, access: A) -> Result<(), A::Error> {
        let mut stream = Stream::new(access, self.aside);
        let done = self.slot.accept(Event::List(&mut stream));
        done.map_err(|fail| self.aside.put(fail, stream.error))
    }
    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<(), A::Error> {
        let mut stream = Stream::new(access, self.aside);
        let done = self.slot.accept(Event::Map(&mut stream));
        done.map_err(|fail| self.aside.put(fail, stream.error))
    }
}

/// Reads one value into a slot, as it is written. serde_json hands it over under a name of its own. Other formats do
/// not know that name and hand over what they have.
struct AsWritten<'a>(Put<'a>);

/// serde_json's name for a value as it is written.
const RAW: &str = "$serde_json::private::RawValue";

impl<'de> DeserializeSeed<'de> for AsWritten<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<(), D::Error> {
        d.deserialize_newtype_struct(RAW, self)
    }
}

macro_rules! as_before { ($($visit:ident($($v:ident: $type:ty)?);)*) => {$(
    fn $visit<E: de::Error>(self, $($v: $type)?) -> Result<(), E> {
        self.0.$visit($($v)?)
    }
)*} }

impl<'de> Visitor<'de> for AsWritten<'_> {
    type Value = ();
    as_before! {
        visit_unit();
        visit_none();
        visit_bool(v: bool);
        visit_i64(v: i64);
        visit_u64(v: u64);
        visit_str(v: &str);
    }
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }
    fn visit_f64<E: de::Error>(self, v: f64) -> Result<(), E> {
        accept_value(&v.into(), self.0.slot).map_err(|fail| self.0.aside.put(fail, None))
    }
    fn visit_some<D: Deserializer<'de>>(self, d: D) -> Result<(), D::Error> {
        self.deserialize(d)
    }
    fn visit_newtype_struct<D: Deserializer<'de>>(self, d: D) -> Result<(), D::Error> {
        self.0.deserialize(d)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, access: A) -> Result<(), A::Error> {
        self.0.visit_seq(access)
    }
    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<(), A::Error> {
        let mut object = serde_json::Map::new();
        while let Some(name) = access.next_key::<String>()? {
            if name == RAW && object.is_empty() {
                return access.next_value_seed(Written(self.0));
            }
            object.insert(name, access.next_value()?);
        }
        let done = accept_value(&Value::Object(object), self.0.slot);
        done.map_err(|fail| self.0.aside.put(fail, None))
    }
}

/// Takes the text that serde_json hands over.
struct Written<'a>(Put<'a>);

impl<'de> DeserializeSeed<'de> for Written<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<(), D::Error> {
        d.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Written<'_> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }
    fn visit_str<E: de::Error>(self, v: &str) -> Result<(), E> {
        self.0.event(match v {
            "null" => Event::Null,
            v => Event::Raw(v),
        })
    }
}

/// A list or an object that a serde format reads.
struct Stream<'a, A, E> {
    access: A,
    aside: &'a Aside,
    error: Option<E>,
}

impl<'a, A, E> Stream<'a, A, E> {
    fn new(access: A, aside: &'a Aside) -> Self {
        Self {
            access,
            aside,
            error: None,
        }
    }

    #[cold]
    fn fail(&mut self, error: E) -> Fail {
        self.error = Some(error);
        self.aside.fail.take().unwrap_or_else(Fail::source)
    }
}

impl<'de, A: MapAccess<'de>> MapSource for Stream<'_, A, A::Error> {
    fn key(&mut self, fields: &[&'static str], next: usize) -> Result<Key, Fail> {
        match self.access.next_key_seed(Find { fields, next }) {
            Ok(key) => Ok(key.unwrap_or(Key::End)),
            Err(e) => Err(self.fail(e)),
        }
    }
    fn name(&mut self) -> Result<Option<String>, Fail> {
        self.access.next_key().map_err(|e| self.fail(e))
    }
    fn value(&mut self, slot: &mut dyn Slot) -> Done {
        let aside = self.aside;
        self.access
            .next_value_seed(Put { slot, aside })
            .map_err(|e| self.fail(e))
    }
    fn skip(&mut self) -> Done {
        match self.access.next_value::<IgnoredAny>() {
            Ok(IgnoredAny) => Ok(()),
            Err(e) => Err(self.fail(e)),
        }
    }
    fn raw(&mut self, slot: &mut dyn Slot) -> Done {
        let aside = self.aside;
        self.access
            .next_value_seed(AsWritten(Put { slot, aside }))
            .map_err(|e| self.fail(e))
    }
    fn exact(&self) -> bool {
        self.aside.exact
    }
}

impl<'de, A: SeqAccess<'de>> ListSource for Stream<'_, A, A::Error> {
    fn next(&mut self, slot: &mut dyn Slot) -> Result<bool, Fail> {
        let aside = self.aside;
        match self.access.next_element_seed(Put { slot, aside }) {
            Ok(element) => Ok(element.is_some()),
            Err(e) => Err(self.fail(e)),
        }
    }
    fn hint(&self) -> usize {
        self.access.size_hint().unwrap_or(0)
    }
    fn exact(&self) -> bool {
        self.aside.exact
    }
}

/// Finds a key without copying it.
struct Find<'a> {
    fields: &'a [&'static str],
    next: usize,
}

impl<'de> DeserializeSeed<'de> for Find<'_> {
    type Value = Key;
    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<Key, D::Error> {
        d.deserialize_identifier(self)
    }
}

impl<'de> Visitor<'de> for Find<'_> {
    type Value = Key;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }
    fn visit_str<E: de::Error>(self, s: &str) -> Result<Key, E> {
        Ok(find(self.fields, self.next, s))
    }
}

#[cfg(test)]
pub(super) mod tests;
