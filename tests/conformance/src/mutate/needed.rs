//! Takes away what an answer is about.

use super::Answer;
use super::members::{other_types, replaced};
use super::table::Table;
use crate::decode::cases::remove;
use crate::models::bare;
use confluence_sdk::__rt::model::Type;
use serde_json::{Value, json};

/// The answers about content that has no state: `#[model(may_be_empty)]`.
const MAY_BE_EMPTY: [&str; 3] = ["get_content_state", "set_content_state", "remove_content_state"];

pub(super) fn mutate(answer: &Answer<'_>, value: &Value, table: &mut Table) {
    let mut all = other_types(value);
    all.retain(|other| !fits(answer.model, other));
    all.push(json!(null));
    if let (Type::Object(form), Value::Object(_)) = (bare(answer.model), value) {
        all.extend([
            json!({}),
            json!({"errors": [{"status": 500, "title": "x"}]}),
            json!({"message": "x"}),
        ]);
        all.retain(|other| form.members.iter().all(|member| other.get(member.wire).is_none()));
        all.retain(|other| *other != json!({}) || !MAY_BE_EMPTY.contains(&answer.name()));
        if answer.is_page() {
            all.push(json!({"_links": {}}));
        }
        for member in form.members.iter().filter(|member| member.required) {
            let pointer = format!("/{}", member.wire);
            let mut missing = value.clone();
            remove(&mut missing, &pointer);
            all.extend([missing, replaced(value, &pointer, Value::Null)]);
        }
    }
    for mutated in all {
        table.checked("answers without what they are about");
        if let Ok(echo) = answer.read(&mutated)
            && echo.gaps == 0
        {
            let problem = format!("{mutated} is read as {}", String::from_utf8_lossy(&echo.json));
            table.fail(answer.name(), &problem);
        }
    }
}

/// Whether the value is such an answer after all.
fn fits(model: Type, value: &Value) -> bool {
    match (bare(model), value) {
        (Type::Json, _) => true,
        (Type::Map(_), Value::Object(_)) => true,
        (Type::List(_), Value::Array(list)) => list.is_empty(),
        (Type::Text | Type::Words(_), value) => !value.is_array() && !value.is_object(),
        _ => false,
    }
}
