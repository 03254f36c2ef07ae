//! User properties.

use crate::answer::{Outcome, Problem, Reply};
use crate::call::Call;
use crate::handlers::{Table, read, write};
use crate::page::by_offset;
use crate::state::property::Property;
use crate::state::{State, stamp};
use serde_json::json;

pub(super) const TABLE: Table = &[
    ("createUserProperty", write(create_user_property)),
    ("getUserProperty", read(get_user_property)),
    ("getUserProperties", read(get_user_properties)),
    ("updateUserProperty", write(update_user_property)),
    ("deleteUserProperty", write(delete_user_property)),
];

fn address(state: &State, call: &Call<'_>) -> Result<(String, String), Problem> {
    let (user, key) = (call.path("userId"), call.path("key"));
    if !key
        .chars()
        .all(|letter| letter.is_ascii_alphanumeric() || "-_".contains(letter))
    {
        return Err(Problem::bad_request(format!("Not a key: {key}")));
    }
    let account = state.account(user).ok_or_else(Problem::not_found)?;
    Ok((account.id.clone(), key.to_owned()))
}

fn create_user_property(state: &mut State, call: &Call<'_>) -> Outcome {
    let address = address(state, call)?;
    let value = call
        .member("value")
        .cloned()
        .ok_or_else(|| Problem::bad_request("`value` must be given"))?;
    if state.user_properties.contains_key(&address) {
        return Err(Problem::conflict(format!("The property {} already exists", address.1)));
    }
    let property = Property::new(state.new_id(), &address.1, value, &call.caller.account, state.now());
    state.user_properties.insert(address, property);
    Ok(Reply::empty(201))
}

fn get_user_property(state: &State, call: &Call<'_>) -> Outcome {
    let property = state
        .user_properties
        .get(&address(state, call)?)
        .ok_or_else(Problem::not_found)?;
    Ok(Reply::ok(json!({
        "key": property.key,
        "value": property.value,
        "id": property.id.to_string(),
        "lastModifiedDate": stamp(property.changed),
        "createdDate": stamp(property.created),
        "_links": { "self": call.path.strip_prefix("/wiki") },
    })))
}

fn get_user_properties(state: &State, call: &Call<'_>) -> Outcome {
    let account = state.account(call.path("userId")).ok_or_else(Problem::not_found)?;
    let own = state.user_properties.keys().filter(|(owner, _)| *owner == account.id);
    let keys = own.map(|(_, key)| json!({ "key": key })).collect();
    Ok(Reply::ok(by_offset(call, 5, keys)?))
}

fn update_user_property(state: &mut State, call: &Call<'_>) -> Outcome {
    let address = address(state, call)?;
    let value = call
        .member("value")
        .cloned()
        .ok_or_else(|| Problem::bad_request("`value` must be given"))?;
    let now = state.now();
    let property = state.user_properties.get_mut(&address).ok_or_else(Problem::not_found)?;
    property.value = value;
    property.changed = now;
    Ok(Reply::empty(204))
}

fn delete_user_property(state: &mut State, call: &Call<'_>) -> Outcome {
    let address = address(state, call)?;
    state
        .user_properties
        .remove(&address)
        .map(|_| Reply::empty(204))
        .ok_or_else(Problem::not_found)
}
