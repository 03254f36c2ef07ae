//! The cases: answers that are made from one answer by removing members, setting them to `null`, or adding unknown
//! ones.
//!
//! The answer comes from the document. The model only says which members it requires and where it has ids.

use super::generate::{MemberPlace, Sample, escaped};
use crate::models::bare;
use crate::random::Random;
use confluence_sdk::__rt::model::Type;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Answers for one case.
type Case = fn(&Sample, Type) -> Vec<Value>;

/// The answer, unless nothing is left of it: an answer has at least one member that is declared.
fn some(value: Value, sample: &Sample) -> Vec<Value> {
    let emptied = value == json!({}) && sample.value != value;
    (!emptied).then_some(value).into_iter().collect()
}

/// All cases, by name.
pub(crate) const CASES: &[(&str, Case)] = &[
    ("all members", |sample, _| vec![sample.value.clone()]),
    ("no optional member", |sample, model| {
        some(no_optional_member(sample, model), sample)
    }),
    ("null for every text and number", |sample, model| {
        vec![nulls(sample, model, false)]
    }),
    ("null for every member", |sample, model| {
        vec![nulls(sample, model, true)]
    }),
    ("unknown members", |sample, model| vec![unknown_members(sample, model)]),
    ("unknown words", |sample, _| unknown_words(sample)),
    ("lists and objects only", |sample, model| {
        some(without(sample, model, true), sample)
    }),
    ("identity only", |sample, model| {
        some(without(sample, model, false), sample)
    }),
    ("without some required members", |sample, model| {
        some(without_some(sample, model), sample)
    }),
    ("ids as numbers or texts", |sample, model| {
        vec![other_ids(sample, model)]
    }),
];

/// Members that the model requires are kept. If such a member is optional in the document, `coverage` finds it.
fn no_optional_member(sample: &Sample, model: Type) -> Value {
    let needed = needed(model, &sample.value);
    let mut value = sample.value.clone();
    let optional = |place: &&MemberPlace| !place.required && !needed.contains(&place.pointer);
    for place in sample.members.iter().filter(optional) {
        remove(&mut value, &place.pointer);
    }
    value
}

/// `null` in all places where the document allows it or the model does not require the value.
fn nulls(sample: &Sample, model: Type, containers: bool) -> Value {
    let needed = needed(model, &sample.value);
    let mut value = sample.value.clone();
    for place in &sample.members {
        let own = value.pointer_mut(&place.pointer);
        if let Some(own) = own.filter(|own| containers || !holds_more(own))
            && (place.nullable || !needed.contains(&place.pointer))
        {
            *own = Value::Null;
        }
    }
    value
}

/// More members in every object. Maps are left out, because no member of a map is unknown.
fn unknown_members(sample: &Sample, model: Type) -> Value {
    let maps = pointers(model, &sample.value, |model, _| matches!(model, Type::Map(_)));
    let mut value = sample.value.clone();
    for pointer in sample.objects.iter().filter(|pointer| !maps.contains(*pointer)) {
        if let Some(Value::Object(object)) = value.pointer_mut(pointer) {
            object.insert("a new member".to_owned(), json!({"x": [1, {"y": null}], "id": "z"}));
            object.insert("zNew".to_owned(), json!(0.5));
            object.insert("_new".to_owned(), Value::Null);
        }
    }
    value
}

fn unknown_words(sample: &Sample) -> Vec<Value> {
    let mut value = sample.value.clone();
    for pointer in &sample.words {
        if let Some(word) = value.pointer_mut(pointer) {
            *word = "a_NEW-word \u{e4}".into();
        }
    }
    (!sample.words.is_empty()).then_some(value).into_iter().collect()
}

/// Only members that the model requires. Lists and objects are kept if `keep_containers` is true.
fn without(sample: &Sample, model: Type, keep_containers: bool) -> Value {
    let needed = needed(model, &sample.value);
    let mut value = sample.value.clone();
    // From the inside out, so that the remaining pointers stay valid.
    for place in sample
        .members
        .iter()
        .rev()
        .filter(|place| !needed.contains(&place.pointer))
    {
        let own = value.pointer(&place.pointer);
        if own.is_some_and(|own| !keep_containers || !holds_more(own)) {
            remove(&mut value, &place.pointer);
        }
    }
    value
}

/// Removes about half of the members that the document requires and the model does not. In every answer it is another
/// half.
fn without_some(sample: &Sample, model: Type) -> Value {
    let needed = needed(model, &sample.value);
    let mut random = Random::seeded(sample.seed);
    let mut value = sample.value.clone();
    for place in sample.members.iter().filter(|place| place.required) {
        if random.below(2) == 0 && !needed.contains(&place.pointer) {
            remove(&mut value, &place.pointer);
        }
    }
    value
}

fn other_ids(sample: &Sample, model: Type) -> Value {
    let ids = pointers(model, &sample.value, |model, _| matches!(model, Type::Id(..)));
    let mut value = sample.value.clone();
    for pointer in ids {
        let Some(id) = value.pointer_mut(&pointer) else {
            continue;
        };
        let other = match id {
            Value::String(digits) => digits.parse::<u64>().ok().map(Value::from),
            Value::Number(number) => Some(number.to_string().into()),
            _ => None,
        };
        if let Some(other) = other {
            *id = other;
        }
    }
    value
}

/// The members that the model requires.
fn needed(model: Type, value: &Value) -> BTreeSet<String> {
    pointers(model, value, |_, required| required)
}

/// The places that `choose` selects, by the type that the model has there and by whether the model requires it.
fn pointers(model: Type, value: &Value, choose: fn(Type, bool) -> bool) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    walk(model, false, value, String::new(), &mut |model, required, pointer| {
        if choose(model, required) {
            found.insert(pointer);
        }
    });
    found
}

pub(crate) fn walk(
    model: Type,
    required: bool,
    value: &Value,
    pointer: String,
    visit: &mut dyn FnMut(Type, bool, String),
) {
    let model = bare(model);
    visit(model, required, pointer.clone());
    match (model, value) {
        (Type::Object(form), Value::Object(object)) => {
            for member in form.members {
                if let Some(value) = object.get(member.wire) {
                    let pointer = format!("{pointer}/{}", escaped(member.wire));
                    walk((member.part)(), member.required, value, pointer, visit);
                }
            }
        }
        (Type::Map(part), Value::Object(object)) => {
            for (name, value) in object {
                walk(part(), true, value, format!("{pointer}/{}", escaped(name)), visit);
            }
        }
        (Type::List(part), Value::Array(items)) => {
            for (index, value) in items.iter().enumerate() {
                walk(part(), true, value, format!("{pointer}/{index}"), visit);
            }
        }
        (Type::Shapes(_, parts), value) => {
            for part in parts {
                walk(part(), required, value, pointer.clone(), visit);
            }
        }
        _ => {}
    }
}

fn holds_more(value: &Value) -> bool {
    value.is_object() || value.is_array()
}

pub(crate) fn remove(value: &mut Value, pointer: &str) {
    let Some((parent, name)) = pointer.rsplit_once('/') else {
        return;
    };
    let name = name.replace("~1", "/").replace("~0", "~");
    if let Some(Value::Object(parent)) = value.pointer_mut(parent) {
        parent.remove(&name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_is_removed_by_its_pointer() {
        let mut value = json!({"a": [{"b/~c": 1, "d": 2}]});
        remove(&mut value, "/a/0/b~1~0c");
        assert_eq!(value, json!({"a": [{"d": 2}]}));
    }
}
