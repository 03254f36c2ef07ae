//! Writes values: as JSON, as the text of a parameter, and for `Debug`.

use super::check::finite;
use super::{Dict, Invalid, Node, Object, ToNode};
use serde::ser::{Error, SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};
use serde_json::Value;
use std::borrow::Cow;
use std::fmt;

/// Writes a value in any format. `Serialize` of a model calls this.
pub fn serialize<S: Serializer>(v: &dyn ToNode, s: S) -> Result<S::Ok, S::Error> {
    v.node().serialize(s)
}

/// The value as compact JSON. A number that is not finite is refused, because JSON cannot write it.
pub fn to_json(v: &dyn ToNode) -> Result<Vec<u8>, Invalid> {
    serde_json::to_vec(&v.node()).map_err(|error| match finite(v) {
        Err(invalid) => invalid,
        Ok(()) => Invalid::new("", error.to_string()),
    })
}

/// The value as the text of a path segment, a query parameter or a header. `None` if there is nothing to send.
///
/// A list gives `None`: the caller decides how its elements are joined.
pub fn to_text<'a>(v: &'a Node<'_>) -> Option<Cow<'a, str>> {
    Some(match v {
        Node::Absent | Node::Null | Node::Invalid(_) | Node::List(_) | Node::Json(Value::Null) => return None,
        Node::Bool(v) => if *v { "true" } else { "false" }.into(),
        Node::Int(v) => v.to_string().into(),
        Node::Uint(v) => v.to_string().into(),
        Node::Float(v) => v.to_string().into(),
        Node::Text(v) => Cow::Borrowed(v),
        Node::Json(Value::String(v)) => Cow::Borrowed(v),
        Node::Json(v) => v.to_string().into(),
        Node::Raw(v) if v.is_null() => return None,
        Node::Raw(v) => match v.parse::<String>() {
            Ok(text) => text.into(),
            Err(_) => v.as_str().into(),
        },
        Node::Object(_) | Node::Dict(_) => serde_json::to_string(v).ok()?.into(),
    })
}

impl Serialize for Node<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match self {
            Node::Absent | Node::Null => s.serialize_unit(),
            Node::Bool(v) => s.serialize_bool(*v),
            Node::Int(v) => s.serialize_i64(*v),
            Node::Uint(v) => s.serialize_u64(*v),
            // serde_json would write `null`.
            Node::Float(v) if !v.is_finite() => Err(S::Error::custom("a number is not finite")),
            Node::Float(v) => s.serialize_f64(*v),
            Node::Text(v) => s.serialize_str(v),
            Node::Json(v) => v.serialize(s),
            Node::Raw(v) => v.serialize(s),
            Node::Invalid(problem) => Err(S::Error::custom(problem)),
            Node::List(list) => {
                let mut out = s.serialize_seq(Some(list.size()))?;
                for i in 0..list.size() {
                    out.serialize_element(&list.at(i))?;
                }
                out.end()
            }
            Node::Object(object) => {
                let mut out = s.serialize_map(None)?;
                for (i, name) in object.shape().fields.iter().enumerate() {
                    match object.get(i).node() {
                        Node::Absent => {}
                        Node::Dict(rest) if object.shape().rest == Some(i) => entries(rest, &mut out)?,
                        value => out.serialize_entry(name, &value)?,
                    }
                }
                out.end()
            }
            Node::Dict(dict) => {
                let mut out = s.serialize_map(None)?;
                entries(*dict, &mut out)?;
                out.end()
            }
        }
    }
}

fn entries<S: SerializeMap>(dict: &dyn Dict, out: &mut S) -> Result<(), S::Error> {
    let mut done = Ok(());
    dict.each(&mut |key, value| {
        if done.is_ok() {
            done = out.serialize_entry(key, &value);
        }
    });
    done
}

impl fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Node::Absent => f.write_str("None"),
            Node::Null => f.write_str("Null"),
            Node::Bool(v) => v.fmt(f),
            Node::Int(v) => v.fmt(f),
            Node::Uint(v) => v.fmt(f),
            Node::Float(v) => v.fmt(f),
            Node::Text(v) => v.fmt(f),
            Node::Json(v) => v.fmt(f),
            Node::Raw(v) => v.fmt(f),
            Node::Invalid(problem) => problem.fmt(f),
            Node::Object(object) => debug(*object, f),
            Node::List(list) => f.debug_list().entries((0..list.size()).map(|i| list.at(i))).finish(),
            Node::Dict(dict) => {
                let mut out = f.debug_map();
                dict.each(&mut |key, value| {
                    out.entry(&key, &value);
                });
                out.finish()
            }
        }
    }
}

/// `Debug` of a model. It prints what a derive would print, but without `Some(..)` and without what is not there.
pub fn debug(o: &dyn Object, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let shape = o.shape();
    let mut out = f.debug_struct(shape.name);
    let mut left_out = false;
    for (i, name) in shape.rust.iter().enumerate() {
        match o.get(i).node() {
            Node::Absent => left_out = true,
            value => {
                out.field(name, &value);
            }
        }
    }
    match left_out {
        true => out.finish_non_exhaustive(),
        false => out.finish(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::decode;
    use crate::model::sample::*;
    use std::collections::BTreeMap;

    #[test]
    fn absent_members_are_left_out() {
        let page: Page = decode(br#"{"id":7,"title":"A \"b\"","version":{"number":1},"score":2.5}"#).unwrap();
        assert_eq!(
            String::from_utf8(to_json(&page).unwrap()).unwrap(),
            r#"{"id":"7","title":"A \"b\"","labels":[],"counts":{},"version":{"number":1},"score":2.5,"children":[]}"#
        );
    }

    #[test]
    fn debug_names_the_rust_fields() {
        let pair: Pair = decode(br#"{"left":{"id":"u1","name":"A"},"right":{"id":"u2"}}"#).unwrap();
        assert_eq!(
            format!("{pair:?}"),
            r#"Pair { left: Person { id: "u1", name: "A" }, right: Person { id: "u2", .. } }"#
        );
        assert!(format!("{:#?}", decode::<Page>(b"{\"id\":1}").unwrap()).contains("\n    child_pages: [],"));
    }

    #[test]
    fn numbers_that_are_not_finite_are_refused() {
        let mut page: Page = decode(br#"{"id":7,"children":[{"id":1},{"id":2}]}"#).unwrap();
        page.child_pages[1].score = Some(f64::NAN);
        assert_eq!(
            to_json(&page).unwrap_err().to_string(),
            "`children[1].score` must be a finite number, is NaN"
        );
        assert_eq!(
            to_json(&f64::INFINITY).unwrap_err().to_string(),
            "the value must be a finite number, is inf"
        );
        assert!(serde_json::to_string(&page).is_err());
    }

    #[test]
    fn text_of_parameters() {
        let text = |v: &dyn ToNode| to_text(&v.node()).map(Cow::into_owned);
        assert_eq!(text(&true).unwrap(), "true");
        assert_eq!(text(&-5_i64).unwrap(), "-5");
        assert_eq!(text(&u64::MAX).unwrap(), "18446744073709551615");
        assert_eq!(text(&1e21).unwrap(), "1000000000000000000000");
        assert_eq!(text(&"a b".to_owned()).unwrap(), "a b");
        assert_eq!(text(&None::<bool>), None);
        assert_eq!(text(&Value::Null), None);
        assert_eq!(text(&Value::from("x")).unwrap(), "x");
        assert_eq!(text(&vec![1_i64]), None);
        assert_eq!(text(&BTreeMap::from([("a".to_owned(), 1_i64)])).unwrap(), r#"{"a":1}"#);
    }
}
