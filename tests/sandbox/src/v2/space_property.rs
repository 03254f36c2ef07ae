//! Space Properties.

use crate::answer::{Outcome, Problem, Reply};
use crate::call::Call;
use crate::handlers::{Table, read, write};
use crate::page::Rows;
use crate::state::property::{Change, Property};
use crate::state::space::Space;
use crate::state::{State, stamp};
use serde_json::{Value, json};
use std::collections::BTreeMap;

pub(super) const TABLE: Table = &[
    ("getSpaceProperties", read(get_space_properties)),
    ("createSpaceProperty", write(create_space_property)),
    ("getSpacePropertyById", read(get_space_property_by_id)),
    ("updateSpacePropertyById", write(update_space_property_by_id)),
    ("deleteSpacePropertyById", write(delete_space_property_by_id)),
];

pub(super) fn show(property: &Property) -> Value {
    json!({
        "id": property.id.to_string(),
        "key": property.key,
        "value": property.value,
        "createdAt": stamp(property.created),
        "createdBy": property.created_by,
        "version": {
            "createdAt": stamp(property.changed),
            "createdBy": property.author,
            "message": property.message,
            "number": property.version,
        },
    })
}

fn space<'s>(state: &'s State, call: &Call<'_>) -> Result<&'s Space, Problem> {
    state.spaces.get(&call.id("space-id")?).ok_or_else(Problem::not_found)
}

fn properties<'s>(state: &'s mut State, call: &Call<'_>) -> Result<&'s mut BTreeMap<u64, Property>, Problem> {
    let space = state.spaces.get_mut(&call.id("space-id")?);
    space.map(|space| &mut space.properties).ok_or_else(Problem::not_found)
}

fn missing(call: &Call<'_>) -> Problem {
    Problem::missing(format!("There is no property {}", call.path("property-id")))
}

fn get_space_properties(state: &State, call: &Call<'_>) -> Outcome {
    let key = call.query("key");
    let held = space(state, call)?.properties.values();
    let wanted = held.filter(|held| key.is_none_or(|key| held.key == key));
    Rows::by_id(wanted.map(|held| (held.id, held))).reply(call, 25, |held| show(held))
}

fn create_space_property(state: &mut State, call: &Call<'_>) -> Outcome {
    let key = call.required_text("key")?;
    let value = call.json().get("value").cloned();
    let value = value.ok_or_else(|| Problem::bad_request("`value` must be given"))?;
    let (id, now) = (state.new_id(), state.now());
    let held = properties(state, call)?;
    if key.is_empty() || held.values().any(|held| held.key == key) {
        let title = format!("A property with the key `{key}` already exists or cannot exist");
        return Err(Problem::conflict(title));
    }
    let property = Property::new(id, key, value, &call.caller.account, now);
    let shown = show(&property);
    held.insert(id, property);
    Ok(Reply::json(201, shown))
}

fn get_space_property_by_id(state: &State, call: &Call<'_>) -> Outcome {
    let held = space(state, call)?.properties.get(&call.id("property-id")?);
    held.map(|held| Reply::ok(show(held))).ok_or_else(|| missing(call))
}

fn update_space_property_by_id(state: &mut State, call: &Call<'_>) -> Outcome {
    let now = state.now();
    let id = call.id("property-id")?;
    let held = properties(state, call)?.get_mut(&id).ok_or_else(|| missing(call))?;
    if call.text("key").is_some_and(|key| key != held.key) {
        return Err(Problem::bad_request("The key of a property cannot be changed"));
    }
    let version = &call.json()["version"];
    if version["number"].as_u64() != Some(held.version + 1) {
        let title = format!("The current version of the property is {}", held.version);
        return Err(Problem::conflict(title));
    }
    held.change(Change {
        value: call.json().get("value").cloned().unwrap_or_default(),
        message: version["message"].as_str().unwrap_or_default(),
        author: &call.caller.account,
        at: now,
    });
    Ok(Reply::ok(show(held)))
}

fn delete_space_property_by_id(state: &mut State, call: &Call<'_>) -> Outcome {
    let id = call.id("property-id")?;
    let removed = properties(state, call)?.remove(&id);
    removed.map(|_| Reply::empty(204)).ok_or_else(|| missing(call))
}
