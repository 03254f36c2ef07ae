//! Numbers, texts and booleans. A text is read where a number is expected, and a number where a text is expected,
//! because the server mixes them.

use super::{Blank, Done, Event, Fail, MapSource, Node, Slot, ToNode};
use serde_json::Value;
use std::borrow::Cow;

/// Reads one value that is neither a list nor an object.
pub fn scalar<T>(
    slot: &mut T,
    e: Event<'_>,
    expected: &'static str,
    convert: impl FnOnce(&Event<'_>) -> Option<T>,
) -> Done {
    if let Event::Map(m) = e {
        let Value::Number(n) = read_map(m)? else {
            return Err(Fail::other(format!("expected {expected}, found an object")));
        };
        return super::decode::accept_number(&n, |e| scalar(slot, e, expected, convert));
    }
    match convert(&e) {
        Some(v) => {
            *slot = v;
            Ok(())
        }
        None => Err(Fail::expected(expected, &e)),
    }
}

macro_rules! leaves { ($($type:ty: $blank:expr, $expected:literal, $read:expr, $write:expr;)*) => {$(
    impl Blank for $type {
        fn blank() -> Self {
            $blank
        }
    }
    impl Slot for $type {
        fn accept(&mut self, e: Event<'_>) -> Done {
            scalar(self, e, $expected, $read)
        }
    }
    impl ToNode for $type {
        fn node(&self) -> Node<'_> {
            let write: fn(&Self) -> Node<'_> = $write;
            write(self)
        }
    }
)*} }

leaves! {
    bool: false, "true or false", boolean, |v| Node::Bool(*v);
    i32: 0, "a whole number of 32 bits", |e| whole(e)?.try_into().ok(), |v| Node::Int((*v).into());
    i64: 0, "a whole number", |e| whole(e)?.try_into().ok(), |v| Node::Int(*v);
    u32: 0, "a whole number from 0 to 4294967295", |e| whole(e)?.try_into().ok(), |v| Node::Int((*v).into());
    u64: 0, "a whole number from 0", |e| whole(e)?.try_into().ok(), |v| i64::try_from(*v).map_or(Node::Uint(*v), Node::Int);
    f64: 0.0, "a number", number, |v| Node::Float(*v);
    String: Self::new(), "text", |e| text(e).map(Cow::into_owned), |v| Node::Text(Cow::Borrowed(v));
    Box<str>: "".into(), "text", |e| text(e).map(Into::into), |v| Node::Text(Cow::Borrowed(v));
}

fn boolean(e: &Event<'_>) -> Option<bool> {
    match e {
        Event::Bool(v) => Some(*v),
        Event::Text("true") => Some(true),
        Event::Text("false") => Some(false),
        _ => None,
    }
}

pub(crate) fn whole(e: &Event<'_>) -> Option<i128> {
    match e {
        Event::Int(v) => Some((*v).into()),
        Event::Uint(v) => Some((*v).into()),
        Event::Float(v) => without_fraction(*v),
        Event::Number(v) => without_fraction(decimal(v)?),
        Event::Text(v) => v.parse().ok().or_else(|| without_fraction(decimal(v)?)),
        _ => None,
    }
}

fn without_fraction(v: f64) -> Option<i128> {
    /// Below this, a number of 64 bits with a fraction has all digits of a whole number.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    (v.fract() == 0.0 && v.abs() < EXACT).then_some(v as i128)
}

fn number(e: &Event<'_>) -> Option<f64> {
    match e {
        Event::Int(v) => Some(*v as f64),
        Event::Uint(v) => Some(*v as f64),
        Event::Float(v) => Some(*v),
        Event::Number(v) | Event::Text(v) => decimal(v),
        _ => None,
    }
}

/// Rust parses `inf` and `nan`, but they are not numbers in JSON.
fn decimal(v: &str) -> Option<f64> {
    v.parse().ok().filter(|v: &f64| v.is_finite())
}

/// A number with a fraction is a text only as it is written: read as a number, it may have lost digits.
pub(crate) fn text<'a>(e: &Event<'a>) -> Option<Cow<'a, str>> {
    match e {
        Event::Text(v) | Event::Number(v) => Some(Cow::Borrowed(v)),
        Event::Int(v) => Some(v.to_string().into()),
        Event::Uint(v) => Some(v.to_string().into()),
        _ => None,
    }
}

impl Blank for Value {
    fn blank() -> Self {
        Self::Null
    }
}

impl Slot for Value {
    fn accept(&mut self, e: Event<'_>) -> Done {
        *self = match e {
            Event::Null => Self::Null,
            Event::Bool(v) => v.into(),
            Event::Int(v) => v.into(),
            Event::Uint(v) => v.into(),
            Event::Float(v) => v.into(),
            Event::Number(v) => decimal(v)
                .ok_or_else(|| Fail::expected("a number of 64 bits", &e))?
                .into(),
            Event::Raw(v) => serde_json::from_str(v).map_err(|_| Fail::expected("numbers of 64 bits", &e))?,
            Event::Text(v) => v.into(),
            Event::List(_) => {
                let mut list = Vec::<Self>::new();
                list.accept(e)?;
                list.into()
            }
            Event::Map(m) => read_map(m)?,
        };
        Ok(())
    }
}

impl ToNode for Value {
    fn node(&self) -> Node<'_> {
        Node::Json(self)
    }
}

/// If a crate in the build enables serde_json's feature `arbitrary_precision`, serde_json passes a number as an object
/// with this one key.
const NUMBER: &str = "$serde_json::private::Number";

/// Reads an object, or a number that is passed as an object.
pub(super) fn read_map(m: &mut dyn MapSource) -> Result<Value, Fail> {
    let mut object = serde_json::Map::new();
    super::collections::read_members(m, &mut object)?;
    if object.len() == 1 {
        let number = object
            .get(NUMBER)
            .and_then(Value::as_str)
            .map(str::parse::<serde_json::Number>);
        if let Some(Ok(number)) = number {
            return Ok(number.into());
        }
    }
    Ok(object.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{DecodeError, decode, to_json};

    fn read<T: Slot + Blank>(raw: &str) -> Result<T, DecodeError> {
        decode(raw.as_bytes())
    }

    #[test]
    fn numbers_are_range_checked() {
        assert_eq!(read::<i32>("2147483647").unwrap(), i32::MAX);
        assert_eq!(
            read::<i32>("2147483648").unwrap_err().to_string(),
            "expected a whole number of 32 bits, found 2147483648 (line 1, column 10)"
        );
        assert_eq!(read::<u32>("4294967295").unwrap(), u32::MAX);
        assert!(read::<u32>("4294967296").is_err());
        assert!(read::<u32>("-1").is_err());
        assert_eq!(read::<u64>("18446744073709551615").unwrap(), u64::MAX);
        assert!(read::<u64>("18446744073709551616").is_err());
        assert!(read::<u64>("-1").is_err());
        assert_eq!(read::<i64>("-9223372036854775808").unwrap(), i64::MIN);
        assert!(read::<i64>("9223372036854775808").is_err());
        assert_eq!(to_json(&u64::MAX).unwrap(), b"18446744073709551615");
    }

    #[test]
    fn numbers_and_texts_stand_in_for_each_other() {
        assert_eq!(read::<i64>(r#""42""#).unwrap(), 42);
        assert_eq!(read::<i64>("42.0").unwrap(), 42);
        assert_eq!(read::<i64>("4e2").unwrap(), 400);
        assert_eq!(read::<i64>(r#""42.0""#).unwrap(), 42);
        assert!(read::<i64>("42.5").is_err());
        assert!(read::<i64>(r#""""#).is_err());
        assert_eq!(read::<f64>(r#""1.5""#).unwrap(), 1.5);
        assert_eq!(read::<f64>("3").unwrap(), 3.0);
        assert_eq!(read::<f64>("18446744073709551615").unwrap(), u64::MAX as f64);
        assert!(read::<f64>(r#""NaN""#).is_err());
        assert!(read::<f64>(r#""inf""#).is_err());
        assert_eq!(read::<String>("12").unwrap(), "12");
        assert_eq!(read::<String>("18446744073709551615").unwrap(), "18446744073709551615");
        // What a number with a fraction is as text, only its digits say.
        assert!(read::<Box<str>>("1.5").is_err());
        assert!(read::<bool>(r#""true""#).unwrap());
        assert!(read::<bool>("1").is_err());
    }

    #[test]
    fn neither_lists_nor_objects_are_scalars() {
        assert_eq!(
            read::<String>("[1]").unwrap_err().to_string(),
            "expected text, found a list (line 1, column 1)"
        );
        assert_eq!(
            read::<i64>(r#"{"a":1}"#).unwrap_err().to_string(),
            "expected a whole number, found an object (line 1, column 7)"
        );
        assert_eq!(
            read::<i64>("{,}").unwrap_err().to_string(),
            "not valid JSON: key must be a string (line 1, column 2)"
        );
    }

    #[test]
    fn the_private_key_of_numbers_does_no_harm() {
        assert_eq!(
            read::<Value>(r#"{"$serde_json::private::Number":[1]}"#).unwrap()[NUMBER][0],
            1
        );
        assert_eq!(read::<f64>(r#"{"$serde_json::private::Number":"2.5"}"#).unwrap(), 2.5);
    }
}
