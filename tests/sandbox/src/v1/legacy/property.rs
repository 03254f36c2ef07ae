//! Properties of content and of spaces.

use super::{ADMINISTERS_SPACE, DELETES_CONTENT, DELETES_SPACE, EDITS_CONTENT, Table, content, get, legacy, space};
use crate::answer::{Outcome, Problem, Reply};
use crate::call::Call;
use crate::handlers::write;
use crate::page::offset_page;
use crate::state::State;
use crate::state::property::{Change, Property};
use crate::v1::expand::Expand;
use crate::v1::resource::{self, View};
use crate::v1::show;
use serde_json::Value;
use std::collections::BTreeMap;

pub(super) const TABLE: Table = &[
    get(OF_CONTENT, list),
    legacy("POST", OF_CONTENT, EDITS_CONTENT, write(create)),
    get(ONE_OF_CONTENT, one),
    legacy("POST", ONE_OF_CONTENT, EDITS_CONTENT, write(create)),
    legacy("PUT", ONE_OF_CONTENT, EDITS_CONTENT, write(update)),
    legacy("DELETE", ONE_OF_CONTENT, DELETES_CONTENT, write(delete)),
    get(OF_SPACE, list),
    legacy("POST", OF_SPACE, ADMINISTERS_SPACE, write(create)),
    get(ONE_OF_SPACE, one),
    legacy("POST", ONE_OF_SPACE, ADMINISTERS_SPACE, write(create)),
    legacy("PUT", ONE_OF_SPACE, ADMINISTERS_SPACE, write(update)),
    legacy("DELETE", ONE_OF_SPACE, DELETES_SPACE, write(delete)),
];

const OF_CONTENT: &str = "/wiki/rest/api/content/{id}/property";
const ONE_OF_CONTENT: &str = "/wiki/rest/api/content/{id}/property/{key}";
const OF_SPACE: &str = "/wiki/rest/api/space/{spaceKey}/property";
const ONE_OF_SPACE: &str = "/wiki/rest/api/space/{spaceKey}/property/{key}";

/// What is shown of a property if `expand` does not say it.
const DEFAULT: [&str; 1] = ["version"];

/// The properties of one thing, by their ids.
type Properties = BTreeMap<u64, Property>;

/// The address of the thing in the path, and its properties.
fn owner<'s>(state: &'s State, call: &Call<'_>) -> Result<(String, &'s Properties), Problem> {
    if call.path("spaceKey").is_empty() {
        let held = content::named(state, call)?;
        Ok((resource::content::address(held), &held.properties))
    } else {
        let held = space::named(state, call)?;
        Ok((resource::space::address(held), &held.properties))
    }
}

fn properties<'s>(state: &'s mut State, call: &Call<'_>) -> Result<&'s mut Properties, Problem> {
    let properties = if call.path("spaceKey").is_empty() {
        let id = content::named(state, call)?.id;
        state.contents.get_mut(&id).map(|held| &mut held.properties)
    } else {
        let id = space::named(state, call)?.id;
        state.spaces.get_mut(&id).map(|held| &mut held.properties)
    };
    properties.ok_or_else(Problem::not_found)
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

fn list(state: &State, call: &Call<'_>) -> Outcome {
    let (owner, held) = owner(state, call)?;
    let expand = Expand::asked_or(call, &DEFAULT);
    let view = View { state, call };
    let page = offset_page(call, 10, held.values().collect(), |held| {
        resource::property::property(view, &owner, held, &expand)
    })?;
    Ok(Reply::ok(page))
}

fn one(state: &State, call: &Call<'_>) -> Outcome {
    let (owner, held) = owner(state, call)?;
    let key = key(call)?;
    let found = held.values().find(|held| held.key == key);
    let expand = Expand::asked_or(call, &DEFAULT);
    let found = found.ok_or_else(|| missing(call))?;
    let shown = resource::property::property(View { state, call }, &owner, found, &expand);
    Ok(Reply::ok(show::with_base(call, shown)))
}

fn create(state: &mut State, call: &Call<'_>) -> Outcome {
    let (id, now) = (state.new_id(), state.now());
    let held = properties(state, call)?;
    let key = key(call)?;
    let value = call.json().get("value").cloned();
    let value = value.ok_or_else(|| Problem::bad_request("`value` must be given"))?;
    if held.values().any(|held| held.key == key) {
        return Err(Problem::conflict(format!(
            "A property with the key {key} already exists"
        )));
    }
    held.insert(id, Property::new(id, key, value, &call.caller.account, now));
    one(state, call)
}

/// A property that does not exist is created as version 1.
fn update(state: &mut State, call: &Call<'_>) -> Outcome {
    let number = call.json()["version"]["number"].as_u64();
    let number = number.ok_or_else(|| Problem::bad_request("`version.number` must be given"))?;
    let (key, now) = (call.path("key"), state.now());
    let known = properties(state, call)?.values_mut().find(|held| held.key == key);
    let Some(found) = known else {
        return if number == 1 {
            create(state, call)
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
        at: now,
    });
    one(state, call)
}

fn delete(state: &mut State, call: &Call<'_>) -> Outcome {
    let key = call.path("key");
    let held = properties(state, call)?;
    let id = held.values().find(|held| held.key == key).map(|held| held.id);
    id.and_then(|id| held.remove(&id)).ok_or_else(|| missing(call))?;
    Ok(Reply::empty(204))
}
