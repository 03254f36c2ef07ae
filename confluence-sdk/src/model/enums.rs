//! Two kinds of enums: the values of one kind are words, the variants of the other kind are JSON values of different
//! shapes.

use super::{Blank, Done, Event, Fail, Slice, Slot, accept_value, scalar};
use serde_json::Value;

/// An enum whose values are words. Words that this version does not know are kept.
pub trait Text: Sized + Clone + 'static {
    /// All known words with their variants.
    const TABLE: &'static [(&'static str, Self)];
    /// The variant that keeps an unknown word.
    const UNKNOWN: fn(Box<str>) -> Self;
}

/// The variant for a word.
pub fn from_text<T: Text>(s: &str) -> T {
    match T::TABLE.iter().find(|(word, _)| *word == s) {
        Some((_, variant)) => variant.clone(),
        None => T::UNKNOWN(s.into()),
    }
}

/// Reads a word. An unknown word is not an error, but a value that is not a word is.
pub fn accept_text<T: Text>(slot: &mut T, e: Event<'_>) -> Done {
    accept_word(e, &mut |word| *slot = from_text(word))
}

fn accept_word(e: Event<'_>, take: &mut dyn FnMut(&str)) -> Done {
    scalar::scalar(&mut (), e, "text", |e| {
        match e {
            Event::Bool(v) => take(if *v { "true" } else { "false" }),
            e => take(&scalar::text(e)?),
        }
        Some(())
    })
}

/// Reads a value from a `serde_json::Value`.
pub fn from_value<T: Slot + Blank>(v: &Value) -> Result<T, Fail> {
    let mut slot = T::blank();
    accept_value(v, &mut slot)?;
    Ok(slot)
}

/// Hands a value over to a slot, as often as it is called.
pub type Feed<'a> = &'a dyn Fn(&mut dyn Slot) -> Done;

/// Reads a value from a feed.
pub fn fed<T: Slot + Blank>(feed: Feed<'_>) -> Result<T, Fail> {
    let mut slot = T::blank();
    feed(&mut slot)?;
    Ok(slot)
}

/// Reads one of several shapes.
pub type ReadShape<T> = fn(Feed<'_>) -> Result<T, Fail>;

/// Reads an enum whose variants are shapes. The first variant that fits the value is used. If none fits, and the source
/// allows that what is odd is passed over, it is the variant of which the least has to be passed over.
///
/// If there is none, the failure is from the shape that read deepest into the value. `telling` has for each shape a
/// member that only this one has; it may be empty.
pub fn untagged<T>(slot: &mut T, e: Event<'_>, shapes: &[ReadShape<T>], telling: &[&str]) -> Done {
    try_all(e, telling, &mut |feed, i| {
        *slot = shapes[i](feed)?;
        Ok(())
    })
}

/// Reads an enum whose variants are shapes. The keys of the object say which shape it is.
pub fn by_keys<T>(slot: &mut T, mut e: Event<'_>, choose: fn(&[String]) -> ReadShape<T>) -> Done {
    *slot = if let Some(slice) = e.slice() {
        choose(&slice.keys())(&|slot| slice.accept(&mut |e| slot.accept(e)))?
    } else {
        let value = e.buffered()?;
        let keys: Vec<String> = value
            .as_object()
            .into_iter()
            .flat_map(|object| object.keys().cloned())
            .collect();
        choose(&keys)(&|slot| accept_value(&value, slot))?
    };
    Ok(())
}

fn try_all(mut e: Event<'_>, telling: &[&str], attempt: &mut dyn FnMut(Feed<'_>, usize) -> Done) -> Done {
    let chosen = |has: &dyn Fn(&str) -> bool| {
        let told = telling.iter().position(|name| !name.is_empty() && has(name));
        told.map_or(0..telling.len(), |i| i..i + 1)
    };
    if let Some(slice) = e.slice() {
        let keys = slice.keys();
        let chosen = chosen(&|name| keys.iter().any(|key| key == name));
        return slice.try_all(chosen, &mut |slice, i| {
            attempt(&|slot| slice.accept(&mut |e| slot.accept(e)), i)
        });
    }
    let value = e.buffered()?;
    let mut closest: Option<Fail> = None;
    for i in chosen(&|name| value.get(name).is_some()) {
        match attempt(&|slot| accept_value(&value, slot), i) {
            Ok(()) => return Ok(()),
            Err(fail) if closest.as_ref().is_none_or(|c| c.depth() < fail.depth()) => closest = Some(fail),
            Err(_) => {}
        }
    }
    Err(closest.unwrap_or_else(|| Fail::other("no shape fits")))
}

impl Event<'_> {
    /// The value itself, if it can be read once more.
    pub fn slice(&mut self) -> Option<Slice<'_>> {
        match self {
            Event::List(list) => list.slice(),
            Event::Map(map) => map.slice(),
            _ => None,
        }
    }

    /// The value in memory. It fails where a number would lose digits that are asked for.
    pub fn buffered(self) -> Result<Value, Fail> {
        let exact = match &self {
            Event::List(list) => list.exact(),
            Event::Map(map) => map.exact(),
            _ => false,
        };
        let mut value = Value::Null;
        value.accept(self)?;
        match exact && has_fraction(&value) {
            true => Err(Fail::other("expected a value without fractions, found one")),
            false => Ok(value),
        }
    }
}

fn has_fraction(value: &Value) -> bool {
    match value {
        Value::Number(number) => number.is_f64(),
        Value::Array(all) => all.iter().any(has_fraction),
        Value::Object(all) => all.values().any(has_fraction),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::model::sample::*;
    use crate::model::{decode, to_json};

    #[test]
    fn unknown_words_are_kept() {
        assert_eq!(decode::<Status>(br#""current""#).unwrap(), Status::Current);
        let status: Status = decode(br#""brand-new""#).unwrap();
        assert_eq!(status, Status::Unknown("brand-new".into()));
        assert_eq!(to_json(&status).unwrap(), br#""brand-new""#);
        assert_eq!(decode::<Status>(b"7").unwrap(), Status::Unknown("7".into()));
        assert_eq!(
            decode::<Status>(b"[]").unwrap_err().to_string(),
            "expected text, found a list (line 1, column 2)"
        );
    }

    #[test]
    fn the_first_shape_that_fits() {
        assert!(matches!(decode::<Body>(br#""x""#).unwrap(), Body::Word(w) if w == "x"));
        assert!(matches!(decode::<Body>(br#"{"id":"u"}"#).unwrap(), Body::Person(p) if p.id.as_str() == "u"));
        assert!(matches!(decode::<Body>(br#"[{"id":"u"}]"#).unwrap(), Body::People(p) if p.len() == 1));
        assert_eq!(
            to_json(&decode::<Body>(br#"[{"id":"u"}]"#).unwrap()).unwrap(),
            br#"[{"id":"u"}]"#
        );
    }

    #[test]
    fn no_shape_fits() {
        let error = decode::<Vec<Body>>(br#"["a",[{"id":{}}]]"#).unwrap_err();
        assert_eq!(
            error.to_string(),
            "expected text, found an object at `$[1][0].id` (line 1, column 16)"
        );
    }
}
