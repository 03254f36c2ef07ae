//! Two kinds of enums: the values of one kind are words, the variants of the other kind are JSON values of different
//! shapes.

use super::{Blank, Done, Event, Fail, Slot, accept_value, scalar};
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

/// Reads one of several shapes from a `serde_json::Value`.
pub type ReadShape<T> = fn(&Value) -> Result<T, Fail>;

/// Reads an enum whose variants are shapes. The first variant that fits the value is used.
///
/// If none fits, the failure is from the shape that read deepest into the value.
pub fn untagged<T>(slot: &mut T, e: Event<'_>, shapes: &[ReadShape<T>]) -> Done {
    let mut value = Value::Null;
    value.accept(e)?;
    let mut closest: Option<Fail> = None;
    for shape in shapes {
        match shape(&value) {
            Ok(v) => {
                *slot = v;
                return Ok(());
            }
            Err(fail) => {
                if closest.as_ref().is_none_or(|c| c.depth() < fail.depth()) {
                    closest = Some(fail);
                }
            }
        }
    }
    Err(closest.unwrap_or_else(|| Fail::other("no shape fits")))
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
