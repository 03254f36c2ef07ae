//! App properties: data that a Forge app stores on the site for itself.

use crate::answer::{Outcome, Problem, Reply};
use crate::call::Call;
use crate::handlers::{Table, read, write};
use crate::page::{Row, Rows};
use crate::state::State;
use serde_json::{Value, json};

pub(super) const TABLE: Table = &[
    ("getForgeAppProperties", read(get_forge_app_properties)),
    ("getForgeAppProperty", read(get_forge_app_property)),
    ("putForgeAppProperty", write(put_forge_app_property)),
    ("deleteForgeAppProperty", write(delete_forge_app_property)),
];

/// Longest key of a property.
const MAX_KEY: usize = 127;

fn address(call: &Call<'_>) -> (String, String) {
    (
        call.caller.app.clone().unwrap_or_default(),
        call.path("propertyKey").to_owned(),
    )
}

fn show(key: &str, value: &Value) -> Value {
    json!({ "key": key, "value": value })
}

fn get_forge_app_properties(state: &State, call: &Call<'_>) -> Outcome {
    let (app, _) = address(call);
    let own = state.app_properties.iter().filter(|((owner, _), _)| *owner == app);
    let rows = own.map(|((_, key), value)| Row {
        key: key.clone(),
        id: 0,
        item: (key, value),
    });
    Rows {
        rows: rows.collect(),
        descending: false,
    }
    .reply(call, 50, |(key, value)| show(key, value))
}

fn get_forge_app_property(state: &State, call: &Call<'_>) -> Outcome {
    let address = address(call);
    let value = state.app_properties.get(&address).ok_or_else(Problem::not_found)?;
    Ok(Reply::ok(show(&address.1, value)))
}

fn put_forge_app_property(state: &mut State, call: &Call<'_>) -> Outcome {
    let address = address(call);
    if address.1.chars().count() > MAX_KEY {
        return Err(Problem::bad_request(format!(
            "The key is longer than {MAX_KEY} characters"
        )));
    }
    let known = state.app_properties.insert(address, call.json().clone());
    Ok(Reply::empty(if known.is_some() { 200 } else { 201 }))
}

fn delete_forge_app_property(state: &mut State, call: &Call<'_>) -> Outcome {
    state.app_properties.remove(&address(call));
    Ok(Reply::empty(204))
}
