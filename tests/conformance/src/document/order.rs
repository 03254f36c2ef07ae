//! The order in which a document names its paths, schemas and members.
//!
//! serde_json sorts the members of objects. It has a feature that keeps the order, but the feature would also change
//! the SDK, which is built together with this crate. So the order is read into an extra member beside each object whose
//! members are names.

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use std::fmt;

/// Members whose value is an object with names and not with keywords.
const ORDERED: [&str; 3] = ["paths", "properties", "schemas"];

/// Reads a document.
pub(super) fn read(text: &str) -> Result<Value, serde_json::Error> {
    let mut json = serde_json::Deserializer::from_str(text);
    let read = Read { names: false }.deserialize(&mut json)?;
    json.end()?;
    Ok(read.value)
}

/// The members of the object `name` in `parent`, in the order of the document.
pub(crate) fn members<'a>(parent: &'a Value, name: &str) -> Vec<(&'a String, &'a Value)> {
    let Some(object) = parent[name].as_object() else {
        return Vec::new();
    };
    match parent[key(name)].as_array() {
        Some(order) => order
            .iter()
            .filter_map(|name| object.get_key_value(name.as_str()?))
            .collect(),
        None => object.iter().collect(),
    }
}

fn key(name: &str) -> String {
    format!("{PREFIX}{name}")
}

const PREFIX: &str = "x-order-of-";

/// A value and, if it is an object, its names in order.
struct Ordered {
    value: Value,
    names: Vec<Value>,
}

/// Reads one value.
struct Read {
    /// Whether the members of this value are names. If so, a member called `properties` is an ordinary name.
    names: bool,
}

impl<'de> DeserializeSeed<'de> for Read {
    type Value = Ordered;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Ordered, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Read {
    type Value = Ordered;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Ordered, A::Error> {
        let (mut object, mut names) = (Map::new(), Vec::new());
        while let Some(name) = map.next_key::<String>()? {
            let ordered = !self.names && ORDERED.contains(&name.as_str());
            let read = map.next_value_seed(Read { names: ordered })?;
            if ordered {
                object.insert(key(&name), Value::Array(read.names));
            }
            names.push(Value::String(name.clone()));
            object.insert(name, read.value);
        }
        Ok(Ordered {
            value: Value::Object(object),
            names,
        })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Ordered, A::Error> {
        let mut list = Vec::new();
        while let Some(read) = seq.next_element_seed(Read { names: false })? {
            list.push(read.value);
        }
        Ok(scalar(Value::Array(list)))
    }

    fn visit_bool<E: Error>(self, v: bool) -> Result<Ordered, E> {
        Ok(scalar(Value::Bool(v)))
    }

    fn visit_i64<E: Error>(self, v: i64) -> Result<Ordered, E> {
        Ok(scalar(v.into()))
    }

    fn visit_u64<E: Error>(self, v: u64) -> Result<Ordered, E> {
        Ok(scalar(v.into()))
    }

    fn visit_f64<E: Error>(self, v: f64) -> Result<Ordered, E> {
        Ok(scalar(v.into()))
    }

    fn visit_str<E: Error>(self, v: &str) -> Result<Ordered, E> {
        Ok(scalar(v.into()))
    }

    fn visit_unit<E: Error>(self) -> Result<Ordered, E> {
        Ok(scalar(Value::Null))
    }
}

fn scalar(value: Value) -> Ordered {
    Ordered {
        value,
        names: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_their_order() {
        let text = r#"{"properties":{"z":{"type":"string"},"properties":{"properties":{"y":1,"a":2.5}},"b":[null]}}"#;
        let value = read(text).unwrap();
        let names = |parent: &Value| -> Vec<String> {
            members(parent, "properties")
                .into_iter()
                .map(|(name, _)| name.clone())
                .collect()
        };
        assert_eq!(names(&value), ["z", "properties", "b"]);
        assert_eq!(names(&value["properties"]["properties"]), ["y", "a"]);
        assert!(read("{} x").is_err());
    }

    #[test]
    fn what_was_not_read_here_has_some_order() {
        let value = serde_json::json!({"properties": {"b": 1, "a": 2}});
        assert_eq!(members(&value, "properties").len(), 2);
    }
}
