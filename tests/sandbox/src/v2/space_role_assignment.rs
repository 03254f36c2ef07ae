//! Space Roles: who has which role in a space.

use crate::answer::{Outcome, Problem};
use crate::call::Call;
use crate::handlers::{Table, read, write};
use crate::page::{Row, Rows};
use crate::state::State;
use crate::state::space_permission::{ACCESS_CLASSES, Principal};
use serde_json::{Value, json};

pub(super) const TABLE: Table = &[
    ("getSpaceRoleAssignments", read(get_space_role_assignments)),
    ("setSpaceRoleAssignments", write(set_space_role_assignments)),
];

/// The principal of this type and id. `None` if there is no such type.
fn principal(kind: &str, id: &str) -> Option<Principal> {
    match kind {
        "USER" => Some(Principal::User(id.to_owned())),
        "GROUP" => Some(Principal::Group(id.to_owned())),
        "ACCESS_CLASS" => Some(Principal::AccessClass(id.to_owned())),
        _ => None,
    }
}

fn show(principal: &Principal, role: &str) -> Value {
    let kind = match principal {
        Principal::User(_) => "USER",
        Principal::Group(_) => "GROUP",
        Principal::AccessClass(_) => "ACCESS_CLASS",
    };
    json!({ "principal": { "principalType": kind, "principalId": principal.id() }, "roleId": role })
}

/// The principal that the query asks for. Its type and its id go together.
pub(super) fn asked_principal(call: &Call<'_>) -> Result<Option<Principal>, Problem> {
    match (call.query("principal-type"), call.query("principal-id")) {
        (None, None) => Ok(None),
        (Some(kind), Some(id)) => match principal(kind, id) {
            Some(principal) => Ok(Some(principal)),
            None => Err(Problem::bad_request(format!("`principal-type` cannot be {kind}"))),
        },
        _ => Err(Problem::bad_request(
            "`principal-type` and `principal-id` must be given together",
        )),
    }
}

/// Whether the query asks for built-in roles. `None` if it does not ask.
pub(super) fn asked_system(call: &Call<'_>) -> Result<Option<bool>, Problem> {
    match call.query("role-type").map(str::to_uppercase).as_deref() {
        None => Ok(None),
        Some("SYSTEM") => Ok(Some(true)),
        Some("CUSTOM") => Ok(Some(false)),
        Some(other) => Err(Problem::bad_request(format!("`role-type` cannot be {other}"))),
    }
}

fn get_space_role_assignments(state: &State, call: &Call<'_>) -> Outcome {
    let space = state.spaces.get(&call.id("id")?).ok_or_else(Problem::not_found)?;
    let (role, system, principal) = (call.query("role-id"), asked_system(call)?, asked_principal(call)?);
    let is_system = |id: &str| state.roles.get(id).is_some_and(|role| role.system);
    let wanted = space.roles.iter().filter(|(held_by, held)| {
        role.is_none_or(|role| *held == role)
            && system.is_none_or(|system| is_system(held) == system)
            && principal.as_ref().is_none_or(|principal| *held_by == principal)
    });
    let rows = wanted.map(|(held_by, role)| Row {
        key: format!("{held_by:?}"),
        id: 0,
        item: (held_by, role),
    });
    Rows {
        rows: rows.collect(),
        descending: false,
    }
    .reply(call, 25, |(held_by, role)| show(held_by, role))
}

/// All of the assignments are made, or none.
fn set_space_role_assignments(state: &mut State, call: &Call<'_>) -> Outcome {
    let given = call.json().as_array();
    let given = given.ok_or_else(|| Problem::bad_request("The body must be a list of assignments"))?;
    let changes = assignments(state, given)?;
    let space = state.spaces.get_mut(&call.id("id")?).ok_or_else(Problem::not_found)?;
    for (principal, role) in &changes {
        match role {
            Some(role) => space.roles.insert(principal.clone(), role.clone()),
            None => space.roles.remove(principal),
        };
    }
    get_space_role_assignments(state, call)
}

/// Principals and the roles that they are given. Without a role, they lose theirs.
pub(super) fn assignments(state: &State, given: &[Value]) -> Result<Vec<(Principal, Option<String>)>, Problem> {
    let read = |assignment: &Value| {
        let role = match &assignment["roleId"] {
            Value::Null => None,
            role => Some(known_role(state, role)?),
        };
        Ok((known_principal(state, &assignment["principal"])?, role))
    };
    given.iter().map(read).collect()
}

pub(super) fn known_role(state: &State, id: &Value) -> Result<String, Problem> {
    let role = id.as_str().filter(|id| state.roles.contains_key(*id));
    role.map(str::to_owned)
        .ok_or_else(|| Problem::bad_request(format!("There is no role {id}")))
}

fn known_principal(state: &State, given: &Value) -> Result<Principal, Problem> {
    let id = given["principalId"].as_str().unwrap_or_default();
    let principal = principal(given["principalType"].as_str().unwrap_or_default(), id);
    let is_known = |principal: &Principal| match principal {
        Principal::User(id) => state.account(id).is_some(),
        Principal::Group(id) => state.groups.contains_key(id),
        Principal::AccessClass(class) => ACCESS_CLASSES.contains(&class.as_str()),
    };
    principal
        .filter(is_known)
        .ok_or_else(|| Problem::bad_request(format!("There is no principal {given}")))
}
