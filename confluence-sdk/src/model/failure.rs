//! Whether JSON that comes with a status of success tells of a failure all the same.

use serde_json::{Map, Value};

/// Whether JSON tells of a failure, in one of the forms of the vendor or of a gateway: it has errors, the status of a
/// failure, or says that it did not work.
pub(crate) fn tells_of_failure(value: &Value) -> bool {
    match value {
        Value::Bool(done) => !done,
        Value::Array(list) => list.iter().any(tells_of_failure),
        Value::Object(object) => is_failure(object),
        _ => false,
    }
}

fn is_failure(object: &Map<String, Value>) -> bool {
    let has = |name: &str| object.get(name).is_some_and(says_something);
    let failed = |name: &str| object.get(name).is_some_and(is_status_of_failure);
    let denies = |name: &str| object.get(name) == Some(&Value::Bool(false));
    ["errors", "error", "errorMessages", "fault"].into_iter().any(has)
        || ["statusCode", "status", "code"].into_iter().any(failed)
        || ["success", "successful"].into_iter().any(denies)
        || matches!(object.get("data"), Some(Value::Object(data)) if is_failure(data))
}

fn says_something(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(list) => !list.is_empty(),
        Value::Object(members) => !members.is_empty(),
        Value::Number(number) => number.as_u64() != Some(0),
        Value::Bool(true) => true,
    }
}

/// A status is a number or its digits.
fn is_status_of_failure(value: &Value) -> bool {
    let status = match value {
        Value::String(digits) => digits.parse().ok(),
        number => number.as_u64(),
    };
    matches!(status, Some(400..=599))
}
