//! Checks whether the written value equals the read value: every member that the model knows, with an equal value.

use super::instant;
use crate::findings::Aspect;
use crate::models::bare;
use confluence_sdk::__rt::model::{Form, Type};
use serde_json::{Map, Value};

/// A difference between an answer and what the SDK wrote for it.
pub(crate) struct Difference {
    /// Without indices: `.results[].id`.
    pub(crate) path: String,
    pub(crate) aspect: Aspect,
    pub(crate) problem: String,
}

/// All differences.
pub(crate) fn differences(model: Type, read: &Value, written: &Value) -> Vec<Difference> {
    let mut found = Vec::new();
    value(model, read, Some(written), String::new(), &mut found);
    found
}

fn value(model: Type, read: &Value, written: Option<&Value>, path: String, found: &mut Vec<Difference>) {
    let model = bare(model);
    let Some(written) = written else {
        if !read.is_null() {
            found.push(Difference {
                path,
                aspect: Aspect::Missing,
                problem: format!("{read} was read, nothing was written"),
            });
        }
        return;
    };
    match (model, read, written) {
        (_, Value::Null, written) if nothing(written) => {}
        (Type::Object(form), Value::Object(read), Value::Object(written)) => members(form, read, written, &path, found),
        (Type::Map(part), Value::Object(read), Value::Object(written)) => {
            for name in written.keys().filter(|name| !read.contains_key(*name)) {
                found.push(unasked(format!("{path}{{}}"), name));
            }
            for (name, read) in read {
                value(part(), read, written.get(name), format!("{path}{{}}"), found);
            }
        }
        (Type::List(part), Value::Array(read), Value::Array(written)) if read.len() == written.len() => {
            for (read, written) in read.iter().zip(written) {
                value(part(), read, Some(written), format!("{path}[]"), found);
            }
        }
        (Type::Shapes(_, parts), read, written) => {
            let fit = parts.iter().map(|part| knows(part(), read)).max();
            let closest = parts.iter().filter(|part| Some(knows(part(), read)) == fit);
            let of_each = closest.map(|part| {
                let mut found = Vec::new();
                value(part(), read, Some(written), path.clone(), &mut found);
                found
            });
            found.extend(of_each.min_by_key(Vec::len).unwrap_or_default());
        }
        (model, read, written) if equal(model, read, written) => {}
        (_, read, written) => found.push(Difference {
            path,
            aspect: Aspect::Value,
            problem: format!("read {read}, wrote {written}"),
        }),
    }
}

fn members(
    form: Form,
    read: &Map<String, Value>,
    written: &Map<String, Value>,
    path: &str,
    found: &mut Vec<Difference>,
) {
    for member in form.members {
        let path = format!("{path}.{}", member.wire);
        match (read.get(member.wire), written.get(member.wire)) {
            // A link that is an object is not read.
            (Some(Value::Object(_)), None) if path.contains("._links.") => {}
            (Some(read), written) => value((member.part)(), read, written, path, found),
            (None, Some(written)) if !nothing(written) => found.push(unasked(path, member.wire)),
            (None, _) => {}
        }
    }
}

fn unasked(path: String, name: &str) -> Difference {
    Difference {
        path,
        aspect: Aspect::Unasked,
        problem: format!("`{name}` was written, but not read"),
    }
}

fn nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}

/// The number of members of the value that the model knows. For other values, 1 if it has the type of the model. 0
/// means that the model does not accept the value.
fn knows(model: Type, value: &Value) -> usize {
    match (bare(model), value) {
        (Type::Object(form), Value::Object(object)) => {
            let known = form.members.iter().filter(|member| object.contains_key(member.wire));
            1 + known.count()
        }
        (Type::List(part), Value::Array(items)) => 1 + items.first().map_or(1, |item| knows(part(), item)),
        (Type::Map(_), Value::Object(_)) | (Type::Json, _) => 1,
        (Type::Object(_) | Type::List(_) | Type::Map(_), _) => 0,
        (_, Value::Object(_) | Value::Array(_)) => 0,
        _ => 1,
    }
}

/// Whether simple values are equal. Numbers, ids and points in time can be written in different ways.
fn equal(model: Type, read: &Value, written: &Value) -> bool {
    match model {
        Type::Text | Type::Id(..) | Type::Words(_) => written.is_string() && text(read) == text(written),
        Type::Integer(..) | Type::Number => written.is_number() && number(read) == number(written),
        Type::Time => instant_of(read).is_some() && instant_of(read) == instant_of(written),
        _ => read == written,
    }
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn number(value: &Value) -> Option<f64> {
    value.as_f64().or_else(|| value.as_str()?.parse().ok())
}

fn instant_of(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| instant::millis(value.as_str()?))
}
