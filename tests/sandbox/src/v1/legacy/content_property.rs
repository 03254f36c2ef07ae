//! Properties of content, and what properties of content and of spaces have in common.

use super::content::named;
use super::{DELETES_CONTENT, EDITS_CONTENT, Table, get, legacy};
use crate::answer::{Outcome, Problem, Reply};
use crate::call::Call;
use crate::handlers::write;
use crate::page::offset_page;
use crate::state::State;
use crate::state::property::{Change, Property};
use crate::v1::expand::Expand;
use crate::v1::resource::content::address;
use crate::v1::resource::{View, property};
use crate::v1::show;
use jiff::Timestamp;
use serde_json::Value;
use std::collections::BTreeMap;

pub(super) const TABLE: Table = &[
    get("/wiki/rest/api/content/{id}/property", list),
    legacy(
        "POST",
        "/wiki/rest/api/content/{id}/property",
        EDITS_CONTENT,
        write(create),
    ),
    get("/wiki/rest/api/content/{id}/property/{key}", one),
    legacy(
        "POST",
        "/wiki/rest/api/content/{id}/property/{key}",
        EDITS_CONTENT,
        write(create),
    ),
    legacy(
        "PUT",
        "/wiki/rest/api/content/{id}/property/{key}",
        EDITS_CONTENT,
        write(update),
    ),
    legacy(
        "DELETE",
        "/wiki/rest/api/content/{id}/property/{key}",
        DELETES_CONTENT,
        write(delete),
    ),
];

/// The properties of one thing, by their ids.
pub(super) type Properties = BTreeMap<u64, Property>;

fn list(state: &State, call: &Call<'_>) -> Outcome {
    let held = named(state, call)?;
    list_of(state, call, &address(held), &held.properties)
}

fn one(state: &State, call: &Call<'_>) -> Outcome {
    let held = named(state, call)?;
    one_of(state, call, &address(held), &held.properties)
}

fn create(state: &mut State, call: &Call<'_>) -> Outcome {
    let new = (state.new_id(), state.now());
    create_in(properties(state, call)?, call, new)?;
    one(state, call)
}

fn update(state: &mut State, call: &Call<'_>) -> Outcome {
    let new = (state.new_id(), state.now());
    update_in(properties(state, call)?, call, new)?;
    one(state, call)
}

fn delete(state: &mut State, call: &Call<'_>) -> Outcome {
    delete_in(properties(state, call)?, call)
}

fn properties<'s>(state: &'s mut State, call: &Call<'_>) -> Result<&'s mut Properties, Problem> {
    let id = named(state, call)?.id;
    let held = state.contents.get_mut(&id).ok_or_else(Problem::not_found)?;
    Ok(&mut held.properties)
}

/// The key that the path or the body names.
fn key<'c>(call: &'c Call<'_>) -> Result<&'c str, Problem> {
    match call.path("key") {
        "" => call.required_text("key"),
        key => Ok(key),
    }
}

fn missing(call: &Call<'_>) -> Problem {
    Problem::missing(format!("There is no property with the key {}", call.path("key")))
}

/// `owner` is the address of the thing that has the properties.
pub(super) fn list_of(state: &State, call: &Call<'_>, owner: &str, held: &Properties) -> Outcome {
    let expand = Expand::asked_or(call, &["version"]);
    let view = View { state, call };
    let page = offset_page(call, 10, held.values().collect(), |held| {
        property::property(view, owner, held, &expand)
    })?;
    Ok(Reply::ok(page))
}

pub(super) fn one_of(state: &State, call: &Call<'_>, owner: &str, held: &Properties) -> Outcome {
    let key = key(call)?;
    let found = held
        .values()
        .find(|held| held.key == key)
        .ok_or_else(|| missing(call))?;
    let expand = Expand::asked_or(call, &["version"]);
    let shown = property::property(View { state, call }, owner, found, &expand);
    Ok(Reply::ok(show::with_base(call, shown)))
}

/// `new` is the id of the new property, and when it is made.
pub(super) fn create_in(held: &mut Properties, call: &Call<'_>, new: (u64, Timestamp)) -> Result<(), Problem> {
    let key = key(call)?;
    let value = call.json().get("value").cloned();
    let value = value.ok_or_else(|| Problem::bad_request("`value` must be given"))?;
    if held.values().any(|held| held.key == key) {
        return Err(Problem::conflict(format!(
            "A property with the key {key} already exists"
        )));
    }
    let (id, now) = new;
    held.insert(id, Property::new(id, key, value, &call.caller.account, now));
    Ok(())
}

/// A property that does not exist is created as version 1.
pub(super) fn update_in(held: &mut Properties, call: &Call<'_>, new: (u64, Timestamp)) -> Result<(), Problem> {
    let number = call.json()["version"]["number"].as_u64();
    let number = number.ok_or_else(|| Problem::bad_request("`version.number` must be given"))?;
    let key = call.path("key");
    let Some(found) = held.values_mut().find(|held| held.key == key) else {
        return if number == 1 {
            create_in(held, call, new)
        } else {
            Err(missing(call))
        };
    };
    if number != found.version + 1 {
        return Err(Problem::conflict(format!(
            "The current version of the property {key} is {}. Provided version: {number}",
            found.version
        )));
    }
    found.change(Change {
        value: call.json().get("value").cloned().unwrap_or(Value::Null),
        message: call.json()["version"]["message"].as_str().unwrap_or_default(),
        author: &call.caller.account,
        at: new.1,
    });
    Ok(())
}

pub(super) fn delete_in(held: &mut Properties, call: &Call<'_>) -> Outcome {
    let key = call.path("key");
    let id = held.values().find(|held| held.key == key).map(|held| held.id);
    id.and_then(|id| held.remove(&id)).ok_or_else(|| missing(call))?;
    Ok(Reply::empty(204))
}
