//! What one format says and the other has no word for.
//!
//! In a document it is in the attribute `__storage`: the attributes of an element that have no counterpart, or the text
//! of a macro. In storage format it is in the attributes `data-adf` (the attributes of a node, as JSON),
//! `data-adf-marks` and `data-adf-mark`.

use serde_json::{Map, Value};

/// The attribute of nodes and marks, and the parameter of extensions.
pub(crate) const STORAGE: &str = "__storage";

/// The attributes of elements.
pub(crate) const DATA: &str = "data-adf";
pub(crate) const DATA_MARKS: &str = "data-adf-marks";
pub(crate) const DATA_MARK: &str = "data-adf-mark";

/// The member of a difference that lists what is not there.
const ABSENT: &str = "";

/// What makes `to` out of `from`.
pub(crate) fn difference(from: &Map<String, Value>, to: &Map<String, Value>) -> Map<String, Value> {
    let mut difference = Map::new();
    for (name, value) in to {
        match (from.get(name), value) {
            (Some(old), new) if old == new => {}
            (Some(Value::Object(old)), Value::Object(new)) => {
                difference.insert(name.clone(), self::difference(old, new).into());
            }
            _ => {
                difference.insert(name.clone(), value.clone());
            }
        }
    }
    let absent: Vec<&str> = from
        .keys()
        .filter(|name| !to.contains_key(*name))
        .map(String::as_str)
        .collect();
    if !absent.is_empty() {
        difference.insert(ABSENT.to_owned(), absent.into());
    }
    difference
}

/// Applies a difference.
pub(crate) fn apply(target: &mut Map<String, Value>, difference: Map<String, Value>) {
    for (name, value) in difference {
        match (target.get_mut(&name), value) {
            (_, Value::Array(absent)) if name == ABSENT => {
                for name in absent.iter().filter_map(Value::as_str) {
                    target.remove(name);
                }
            }
            (Some(Value::Object(old)), Value::Object(new)) => apply(old, new),
            (_, value) => {
                target.insert(name, value);
            }
        }
    }
}

/// The object in the attribute `__storage`.
pub(crate) fn kept(attrs: &Map<String, Value>) -> Option<&Map<String, Value>> {
    attrs.get(STORAGE)?.as_object()
}

/// The text that `__storage` has for a name.
pub(crate) fn kept_text<'a>(attrs: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    kept(attrs)?.get(name)?.as_str()
}

/// Sets a text of `__storage`.
pub(crate) fn keep(attrs: &mut Map<String, Value>, name: &str, text: &str) {
    let kept = attrs.entry(STORAGE).or_insert_with(|| Value::Object(Map::new()));
    if let Value::Object(kept) = kept {
        kept.insert(name.to_owned(), text.into());
    }
}
