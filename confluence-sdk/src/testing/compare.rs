//! How a request differs from one that was expected or recorded.

use serde_json::Value;
use std::fmt;

/// Where two values differ, each as a line that names the member.
pub(super) fn compare(path: &str, wanted: &Value, found: &Value) -> Vec<String> {
    let at = |name: &dyn fmt::Display| match path {
        "" => name.to_string(),
        path => format!("{path}.{name}"),
    };
    match (wanted, found) {
        (Value::Object(a), Value::Object(b)) => {
            let names = a.keys().chain(b.keys().filter(|name| !a.contains_key(*name)));
            let none = Value::Null;
            let pair = |name: &String| (a.get(name).unwrap_or(&none), b.get(name).unwrap_or(&none));
            names
                .flat_map(|name| compare(&at(name), pair(name).0, pair(name).1))
                .collect()
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            let pairs = a.iter().zip(b).enumerate();
            pairs
                .flat_map(|(i, (a, b))| compare(&format!("{path}[{i}]"), a, b))
                .collect()
        }
        (a, b) if a == b => Vec::new(),
        (a, b) => vec![format!("`{path}`: expected {}, got {}", shown(a), shown(b))],
    }
}

/// A value in a line of text.
fn shown(value: &Value) -> String {
    const LONGEST: usize = 120;
    let text = match value {
        Value::Null => return "nothing".to_owned(),
        value => value.to_string(),
    };
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// How often, in words.
pub(super) fn times_of(times: usize) -> String {
    match times {
        0 => "never".to_owned(),
        1 => "once".to_owned(),
        times => format!("{times} times"),
    }
}
