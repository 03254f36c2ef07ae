//! Mutates each optional member.

use super::Answer;
use super::table::Table;
use crate::decode::cases::{remove, walk};
use crate::decode::same;
use crate::models::bare;
use crate::random::Random;
use confluence_sdk::__rt::model::Type;
use serde_json::{Value, json};

/// The number of members of one answer that are mutated.
const MOST: usize = 40;

pub(super) fn mutate(answer: &Answer<'_>, value: &Value, seed: u64, table: &mut Table) {
    let mut random = Random::seeded(seed);
    let mut places = optional(answer.model, value);
    while places.len() > MOST {
        let place = random.below(places.len());
        places.swap_remove(place);
    }
    for (model, pointer) in places {
        let Some(own) = value.pointer(&pointer) else { continue };
        let mut all = vec![
            ("another spelling", respelt(value, &pointer)),
            ("missing", without(value, &pointer)),
            ("null", replaced(value, &pointer, Value::Null)),
        ];
        if let Some(odd) = random.pick(&odd_values(model, own)) {
            all.push(("the right type, an odd value", replaced(value, &pointer, odd.clone())));
        }
        if let Some(other) = random.pick(&other_types(own)) {
            all.push(("another type", replaced(value, &pointer, other.clone())));
        }
        for (kind, mutated) in all
            .into_iter()
            .filter(|(_, mutated)| says_something(answer.model, mutated))
        {
            try_one(answer, kind, &pointer, &mutated, table);
        }
    }
}

fn try_one(answer: &Answer<'_>, kind: &'static str, pointer: &str, mutated: &Value, table: &mut Table) {
    match answer.read(mutated) {
        Ok(echo) => {
            let lost =
                (echo.gaps > 0).then(|| format!("{} {pointer}: a result is lost: {:?}", answer.name(), echo.odd));
            table.count(kind, !echo.odd.is_empty(), lost);
            // Links may be objects, and are absent then.
            if echo.odd.is_empty() && !pointer.contains("/_links") {
                silent(answer, kind, pointer, mutated, &echo.json, table);
            }
        }
        Err(error) => table.count(kind, true, Some(format!("{} {pointer}: {error}", answer.name()))),
    }
}

/// What was not reported must have been read.
fn silent(answer: &Answer<'_>, kind: &str, pointer: &str, mutated: &Value, written: &[u8], table: &mut Table) {
    table.checked("what was not reported has been read");
    let Ok(written) = serde_json::from_slice(written) else {
        return;
    };
    for difference in same::differences(answer.model, mutated, &written) {
        if !difference.path.contains("._links") {
            table.fail(
                answer.name(),
                &format!(
                    "{kind} at {pointer}: changed in silence: {}: {}",
                    difference.path, difference.problem
                ),
            );
        }
    }
}

/// The members that the model does not require, with their types: not those that lead from one page to the next.
fn optional(model: Type, value: &Value) -> Vec<(Type, String)> {
    let mut found = Vec::new();
    walk(model, true, value, String::new(), &mut |model, required, pointer| {
        let leads_on = pointer.ends_with("/_links/next") && pointer.matches('/').count() <= 3
            || matches!(pointer.as_str(), "/_links" | "/cursor");
        if !required && !leads_on && !found.iter().any(|(_, known)| *known == pointer) {
            found.push((model, pointer));
        }
    });
    found
}

/// Whether a member is left that is declared. An answer without any is none.
fn says_something(model: Type, value: &Value) -> bool {
    match bare(model) {
        Type::Object(form) => form.members.iter().any(|member| value.get(member.wire).is_some()),
        _ => true,
    }
}

fn respelt(value: &Value, pointer: &str) -> Value {
    let mut value = value.clone();
    let own = value.pointer(pointer).cloned().unwrap_or_default();
    remove(&mut value, pointer);
    if let Some((parent, name)) = pointer.rsplit_once('/')
        && let Some(Value::Object(parent)) = value.pointer_mut(parent)
    {
        parent.insert(format!("{name}_"), own);
    }
    value
}

fn without(value: &Value, pointer: &str) -> Value {
    let mut value = value.clone();
    remove(&mut value, pointer);
    value
}

pub(super) fn replaced(value: &Value, pointer: &str, other: Value) -> Value {
    let mut value = value.clone();
    if let Some(own) = value.pointer_mut(pointer) {
        *own = other;
    }
    value
}

fn odd_values(model: Type, own: &Value) -> Vec<Value> {
    let odd = match (bare(model), own) {
        (Type::Integer(..), Value::Number(_)) => json!([-1, 1.5, 1e300, i64::MIN, u64::MAX]),
        (Type::Number, Value::Number(_)) => json!([-1, 1e300]),
        (Type::Time | Type::Id(..), Value::String(_)) => json!(["", "x y", "0000-00-00", "\u{0}"]),
        (Type::Time | Type::Id(..), Value::Number(_)) => json!([-1, 1.5, 1e300, i64::MIN]),
        (_, Value::String(_)) => json!(["", "\u{0}", "-1", "x".repeat(5000)]),
        (_, Value::Array(_)) => json!([[null], [{}], [[]], ["x"], [7], [null, null]]),
        (_, Value::Object(_)) => json!([{}, {"odd": {}}, {"id": {}}, {"results": null}]),
        _ => json!([]),
    };
    odd.as_array().cloned().unwrap_or_default()
}

pub(super) fn other_types(own: &Value) -> Vec<Value> {
    let all = [
        json!("x"),
        json!(7),
        json!(2.5),
        json!(true),
        json!([]),
        json!({}),
        json!([7]),
        json!({"x": [7]}),
    ];
    let same = |other: &Value| std::mem::discriminant(own) == std::mem::discriminant(other);
    all.into_iter().filter(|other| !same(other)).collect()
}
