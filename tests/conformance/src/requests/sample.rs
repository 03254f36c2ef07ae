//! Realistic texts and numbers, chosen by the name of the value and by its schema.

use serde_json::{Value, json};

/// Texts that fit the name, the most likely first. The serial number makes them different from the texts of other
/// places.
pub(crate) fn texts(name: &str, prose: &str, schema: &Value, serial: u64) -> Vec<String> {
    let mut texts = Vec::new();
    texts.extend(schema["example"].as_str().map(str::to_owned));
    texts.extend(schema["default"].as_str().map(str::to_owned));
    if prose.contains("epoch time") {
        texts.push((1_785_587_400_000 + serial).to_string());
    }
    texts.push(by_name(name, schema, serial));
    texts.push(format!("{}", 98_305 + serial));
    texts.push(format!("att{serial}"));
    texts.push(format!("key-{serial}_a"));
    texts
}

fn by_name(name: &str, schema: &Value, serial: u64) -> String {
    let lower = name.to_ascii_lowercase();
    let one_of = |names: &[&str]| names.contains(&lower.as_str());
    if is_time(name, schema) {
        return format!("2026-08-01T12:30:{:02}.000Z", serial % 60);
    }
    if schema["pattern"]
        .as_str()
        .is_some_and(|pattern| pattern.contains("att"))
        || lower.contains("attachment")
    {
        return format!("att{serial}");
    }
    if lower.contains("account") {
        return format!("5b10ac8d82e05b22cc7d{serial}");
    }
    if is_id(name) || one_of(&["limit", "start", "version"]) {
        return (98_305 + serial).to_string();
    }
    if one_of(&["cqlcontext"]) {
        return json!({"contentId": (98_305 + serial).to_string(), "contentStatuses": ["current"], "spaceKey": "KEY"})
            .to_string();
    }
    if one_of(&["minoredit"]) {
        return serial.is_multiple_of(2).to_string();
    }
    if lower.ends_with("key") || lower.ends_with("keys") {
        return format!("KEY{serial}");
    }
    // Characters with a meaning in a path, in a query or in JSON. There is no comma, because commas separate the
    // elements of lists.
    format!("Ä \"b\"&c=/+%25{serial}?#\\")
}

/// The name of a label. The SDK refuses names that the site would change.
pub(crate) fn label(serial: u64) -> String {
    format!("ä-&c=/+%25{serial}")
}

/// Whole numbers that the schema allows: both ends of its range, or an ordinary number.
pub(crate) fn numbers(name: &str, schema: &Value, serial: u64) -> Vec<i64> {
    let ordinary = i64::try_from(serial).unwrap_or_default() + if is_id(name) { 98_305 } else { 1 };
    match (schema["minimum"].as_i64(), schema["maximum"].as_i64()) {
        (Some(least), Some(most)) => vec![least, most],
        (Some(least), None) => vec![least, least.max(ordinary)],
        (None, Some(most)) => vec![most.min(ordinary)],
        // The number of a version. A few operations accept only the first one.
        (None, None) if name == "number" => vec![1],
        (None, None) => vec![ordinary],
    }
}

/// Objects for schemas that allow any object. They fit the name, or there is one with values of all types and one that
/// names something.
pub(crate) fn things(name: &str, serial: u64) -> Vec<(&'static str, Value)> {
    let id = (98_305 + serial).to_string();
    match name {
        "_expandable" => vec![("links", json!({"any": format!("/rest/api/thing/{serial}")}))],
        "container" => vec![("content", json!({"id": id, "type": "page"}))],
        "homepage" => vec![("a page", json!({"id": id}))],
        _ => vec![
            (
                "anything",
                json!({"any": format!("thing {serial}"), "list": [1, true, null, {"x": 0.5}]}),
            ),
            ("an id", json!({"id": id})),
        ],
    }
}

pub(crate) fn is_id(name: &str) -> bool {
    name == "id" || name == "ids" || ["Id", "Ids", "-id", "-ids"].iter().any(|end| name.ends_with(end))
}

pub(crate) fn is_time(name: &str, schema: &Value) -> bool {
    schema["format"] == "date-time" || ["At", "Date"].iter().any(|end| name.ends_with(end)) || name == "when"
}
