//! Any JSON, as it is written.

use super::{Blank, Done, Event, Fail, Node, Slot, ToNode};
use serde::de::{DeserializeOwned, Deserializer};
use serde_json::Value;
use serde_json::value::RawValue;
use std::fmt;
use std::str::FromStr;

/// Any JSON, such as the value of a property. It is kept as it is written, so what is read and sent back is the same:
/// numbers with all their digits, members in their order.
///
/// It is made from a [`serde_json::Value`], from a text or from anything that serde can write:
///
/// ```
/// use confluence_sdk::Json;
/// use serde_json::json;
///
/// let made = Json::from(json!({ "reviewed": true }));
/// let read: Json = r#"{ "price": 11414242.420033589, "big": 123456789012345678901234567890 }"#.parse()?;
/// assert!(read.as_str().contains("123456789012345678901234567890"));
///
/// #[derive(serde::Deserialize)]
/// struct Review { reviewed: bool }
/// assert!(made.parse::<Review>()?.reviewed);
/// assert_eq!(made.to_value()?["reviewed"], true);
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// Two are equal if they are the same JSON: blanks and the order of members do not count, each digit of a number does.
#[derive(Clone)]
pub struct Json(Box<RawValue>);

impl Json {
    /// Writes a value as JSON.
    ///
    /// # Errors
    ///
    /// If the value cannot be JSON, such as a map whose keys are not texts.
    pub fn of(value: &(impl serde::Serialize + ?Sized)) -> Result<Self, serde_json::Error> {
        serde_json::value::to_raw_value(value).map(Self)
    }

    /// Reads it as a type of your own.
    ///
    /// # Errors
    ///
    /// If it is not what the type expects.
    pub fn parse<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_str(self.as_str())
    }

    /// Reads it as a [`serde_json::Value`], whose numbers have 64 bits. So a number can lose digits here.
    ///
    /// # Errors
    ///
    /// If a number is too large for a `Value`, or if it is nested too deeply.
    pub fn to_value(&self) -> Result<Value, serde_json::Error> {
        self.parse()
    }

    /// The text, as it was written.
    pub fn as_str(&self) -> &str {
        self.0.get()
    }

    /// Whether it is `null`.
    pub fn is_null(&self) -> bool {
        self.as_str() == "null"
    }

    fn read(text: &str) -> Result<Self, serde_json::Error> {
        RawValue::from_string(text.trim_ascii().to_owned()).map(Self)
    }
}

impl From<&RawValue> for Json {
    fn from(value: &RawValue) -> Self {
        Self(value.to_owned())
    }
}

impl From<Value> for Json {
    fn from(value: Value) -> Self {
        Self::from(&value)
    }
}

impl From<&Value> for Json {
    fn from(value: &Value) -> Self {
        // What `Value` prints is JSON. So this is never `null` for another value.
        Self::read(&value.to_string()).unwrap_or_else(|_| Self::blank())
    }
}

macro_rules! from_values { ($($type:ty)*) => {$(
    impl From<$type> for Json {
        fn from(value: $type) -> Self {
            Value::from(value).into()
        }
    }
)*} }

from_values! { bool i32 i64 u32 u64 &str String serde_json::Map<String, Value> Vec<Value> }

impl FromStr for Json {
    type Err = serde_json::Error;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::read(text)
    }
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl PartialEq for Json {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str() || same(self.as_str(), other.as_str(), 0)
    }
}

impl Eq for Json {}

impl PartialEq<Value> for Json {
    fn eq(&self, other: &Value) -> bool {
        let other = Self::from(other);
        *self == other
    }
}

impl PartialEq<Json> for Value {
    fn eq(&self, other: &Json) -> bool {
        other == self
    }
}

fn same(a: &str, b: &str, depth: usize) -> bool {
    const DEEPEST: usize = 128;
    if depth > DEEPEST {
        return a == b;
    }
    match (a.as_bytes().first(), b.as_bytes().first()) {
        (Some(b'{'), Some(b'{')) => members(a).zip(members(b)).is_some_and(|(a, b)| {
            let pairs = || a.iter().zip(&b);
            a.len() == b.len() && pairs().all(|((a, x), (b, y))| a == b && same(x.get(), y.get(), depth + 1))
        }),
        (Some(b'['), Some(b'[')) => elements(a).zip(elements(b)).is_some_and(|(a, b)| {
            a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| same(a.get(), b.get(), depth + 1))
        }),
        (Some(b'"'), Some(b'"')) => match (serde_json::from_str::<String>(a), serde_json::from_str::<String>(b)) {
            (Ok(a), Ok(b)) => a == b,
            _ => a == b,
        },
        _ => a == b,
    }
}

/// The members, sorted by name. Of members with the same name the last one counts.
fn members(text: &str) -> Option<std::collections::BTreeMap<String, &RawValue>> {
    let pairs: super::again::Pairs<'_> = serde_json::from_str(text).ok()?;
    Some(pairs.0.into_iter().collect())
}

fn elements(text: &str) -> Option<Vec<&RawValue>> {
    serde_json::from_str(text).ok()
}

impl Blank for Json {
    fn blank() -> Self {
        Self(RawValue::NULL.to_owned())
    }
}

impl Slot for Json {
    fn accept(&mut self, e: Event<'_>) -> Done {
        let written = match e {
            Event::Raw(text) | Event::Number(text) => Self::read(text),
            Event::List(list) => match list.slice() {
                Some(slice) => Self::read(slice.text()),
                None => return self.accept_value(Event::List(list)),
            },
            Event::Map(map) => match map.slice() {
                Some(slice) => Self::read(slice.text()),
                None => return self.accept_value(Event::Map(map)),
            },
            // Its digits are known only to the second reading.
            Event::Float(_) => return Err(Fail::expected("a number with its digits", &e)),
            e => return self.accept_value(e),
        };
        *self = written.map_err(|error| Fail::other(format!("not valid JSON: {error}")))?;
        Ok(())
    }
}

impl Json {
    fn accept_value(&mut self, e: Event<'_>) -> Done {
        *self = e.buffered()?.into();
        Ok(())
    }
}

impl ToNode for Json {
    fn node(&self) -> Node<'_> {
        Node::Raw(self)
    }
}

impl serde::Serialize for Json {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(s)
    }
}

impl<'de> serde::Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let mut json = Self::blank();
        super::decode::de_raw(d, &mut json)?;
        Ok(json)
    }
}
