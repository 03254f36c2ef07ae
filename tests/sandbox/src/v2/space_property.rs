//! Space Properties.

use super::property;
use crate::answer::{Outcome, Problem, Reply};
use crate::call::Call;
use crate::handlers::{Table, read, write};
use crate::page::Rows;
use crate::state::property::Property;
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
    let (id, now) = (state.new_id(), state.now());
    let property = property::insert(properties(state, call)?, call, id, now)?;
    Ok(Reply::json(201, show(property)))
}

fn get_space_property_by_id(state: &State, call: &Call<'_>) -> Outcome {
    let held = space(state, call)?.properties.get(&call.id("property-id")?);
    held.map(|held| Reply::ok(show(held))).ok_or_else(|| missing(call))
}

fn update_space_property_by_id(state: &mut State, call: &Call<'_>) -> Outcome {
    let now = state.now();
    let id = call.id("property-id")?;
    let held = properties(state, call)?.get_mut(&id).ok_or_else(|| missing(call))?;
    property::change(held, call, now)?;
    Ok(Reply::ok(show(held)))
}

fn delete_space_property_by_id(state: &mut State, call: &Call<'_>) -> Outcome {
    let id = call.id("property-id")?;
    let removed = properties(state, call)?.remove(&id);
    removed.map(|_| Reply::empty(204)).ok_or_else(|| missing(call))
}
