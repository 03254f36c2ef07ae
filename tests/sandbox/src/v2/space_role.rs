//! Space Roles: making, reading and changing roles.

use super::space_role_assignment::{asked_principal, asked_system, known_role};
use crate::answer::{Outcome, Problem, Reply};
use crate::call::{Call, parse_id};
use crate::handlers::{Table, read, write};
use crate::page::{Row, Rows};
use crate::state::account::Account;
use crate::state::longtask::Work;
use crate::state::role::{PERMISSIONS, SpaceRole};
use crate::state::space_permission::{ANONYMOUS_USERS, Principal};
use crate::state::{State, random_uuid};
use serde_json::{Value, json};

pub(super) const TABLE: Table = &[
    ("getAvailableSpaceRoles", read(get_available_space_roles)),
    ("getSpaceRolesById", read(get_space_roles_by_id)),
    ("createSpaceRole", write(create_space_role)),
    ("updateSpaceRole", write(update_space_role)),
    ("deleteSpaceRole", write(delete_space_role)),
    ("getSpaceRoleMode", read(get_space_role_mode)),
];

fn show(role: &SpaceRole) -> Value {
    json!({
        "id": role.id,
        "type": if role.system { "SYSTEM" } else { "CUSTOM" },
        "name": role.name,
        "description": role.description,
        "spacePermissions": role.permissions,
    })
}

/// Every role can be given in every space. With a principal, these are the roles that it has.
fn get_available_space_roles(state: &State, call: &Call<'_>) -> Outcome {
    let (system, principal) = (asked_system(call)?, asked_principal(call)?);
    let space = match call.query("space-id") {
        Some(text) => Some(parse_id(text).ok_or_else(|| Problem::bad_request(format!("Not an id: {text}")))?),
        None => None,
    };
    let spaces = state
        .spaces
        .values()
        .filter(|held| space.is_none_or(|space| held.id == space));
    let assigned: Vec<_> = spaces.flat_map(|space| &space.roles).collect();
    let has = |principal: &Principal, role: &SpaceRole| {
        let mut assigned = assigned.iter();
        assigned.any(|(held_by, held)| *held_by == principal && **held == role.id)
    };
    let wanted = state.roles.values().filter(|role| {
        system.is_none_or(|system| role.system == system)
            && principal.as_ref().is_none_or(|principal| has(principal, role))
    });
    let rows = wanted.map(|role| Row {
        key: role.id.clone(),
        id: 0,
        item: role,
    });
    Rows {
        rows: rows.collect(),
        descending: false,
    }
    .reply(call, 25, |role| show(role))
}

fn get_space_roles_by_id(state: &State, call: &Call<'_>) -> Outcome {
    state
        .roles
        .get(call.path("id"))
        .map(|role| Reply::ok(show(role)))
        .ok_or_else(Problem::not_found)
}

/// Name, description and permissions as a request gives them.
fn content(call: &Call<'_>) -> Result<(String, String, Vec<String>), Problem> {
    let permissions = call.member("spacePermissions").and_then(Value::as_array);
    let permissions: Option<Vec<String>> =
        permissions.and_then(|list| list.iter().map(|name| name.as_str().map(str::to_owned)).collect());
    let permissions = permissions.filter(|list| !list.is_empty());
    let permissions = permissions.ok_or_else(|| Problem::bad_request("`spacePermissions` must be a list of names"))?;
    if let Some(unknown) = permissions.iter().find(|name| !PERMISSIONS.contains(&name.as_str())) {
        return Err(Problem::bad_request(format!("There is no space permission {unknown}")));
    }
    Ok((
        call.required_text("name")?.to_owned(),
        call.required_text("description")?.to_owned(),
        permissions,
    ))
}

fn create_space_role(state: &mut State, call: &Call<'_>) -> Outcome {
    let (name, description, permissions) = content(call)?;
    if state.roles.values().any(|role| role.name == name) {
        return Err(Problem::bad_request(format!("A role named {name} already exists")));
    }
    let role = SpaceRole {
        id: random_uuid(),
        system: false,
        name,
        description,
        permissions,
    };
    let shown = show(&role);
    state.roles.insert(role.id.clone(), role);
    Ok(Reply::json(201, shown))
}

fn update_space_role(state: &mut State, call: &Call<'_>) -> Outcome {
    let (name, description, permissions) = content(call)?;
    reassign(state, call)?;
    let role = state.roles.get_mut(call.path("id")).ok_or_else(Problem::not_found)?;
    if role.system {
        return Err(Problem::bad_request("A system role cannot be changed"));
    }
    *role = SpaceRole {
        name,
        description,
        permissions,
        ..role.clone()
    };
    let mut shown = show(role);
    let task = state.start_task("updateSpaceRole", &call.caller.account, Work::Nothing);
    shown["taskId"] = task.to_string().into();
    Ok(Reply::json(202, shown))
}

/// Gives other roles to those who may no longer have this one: people who are not logged in, and guests.
fn reassign(state: &mut State, call: &Call<'_>) -> Result<(), Problem> {
    let other = |member: &str| call.member(member).map(|id| known_role(state, id)).transpose();
    let (anonymous, guests) = (other("anonymousReassignmentRoleId")?, other("guestReassignmentRoleId")?);
    let accounts = &state.accounts;
    let is_guest = |id: &String| accounts.get(id).is_some_and(Account::is_guest);
    let instead = |principal: &Principal| match principal {
        Principal::AccessClass(class) if class == ANONYMOUS_USERS => anonymous.clone(),
        Principal::User(id) if is_guest(id) => guests.clone(),
        _ => None,
    };
    let mut changes = Vec::new();
    for space in state.spaces.values() {
        let held = space.roles.iter().filter(|(_, role)| *role == call.path("id"));
        changes.extend(held.filter_map(|(principal, _)| Some((space.id, principal.clone(), instead(principal)?))));
    }
    for (space, principal, role) in changes {
        if let Some(space) = state.spaces.get_mut(&space) {
            space.roles.insert(principal, role);
        }
    }
    Ok(())
}

/// Who has the role loses its permissions.
fn delete_space_role(state: &mut State, call: &Call<'_>) -> Outcome {
    let id = call.path("id");
    let role = state.roles.get(id).ok_or_else(Problem::not_found)?;
    if role.system {
        return Err(Problem::bad_request("A system role cannot be deleted"));
    }
    state.roles.remove(id);
    let spaces: Vec<u64> = state.spaces.keys().copied().collect();
    for space in spaces {
        if let Some(space) = state.spaces.get_mut(&space) {
            space.roles.retain(|_, role| role != id);
        }
    }
    let task = state.start_task("deleteSpaceRole", &call.caller.account, Work::Nothing);
    Ok(Reply::json(202, json!({ "taskId": task.to_string() })))
}

/// The site has both: single permissions, and roles.
fn get_space_role_mode(_: &State, _: &Call<'_>) -> Outcome {
    Ok(Reply::ok(json!({ "mode": "ROLES_TRANSITION" })))
}
