//! Space Roles and the transition to them.

use crate::answer::{Outcome, Problem, Reply};
use crate::call::Call;
use crate::handlers::{Table, read, write};
use crate::page::{Row, Rows};
use crate::state::longtask::Work;
use crate::state::role::{PERMISSIONS, SpaceRole};
use crate::state::{State, random_uuid, stamp};
use serde_json::{Value, json};

pub(super) const TABLE: Table = &[
    ("getAvailableSpaceRoles", read(get_available_space_roles)),
    ("getSpaceRolesById", read(get_space_roles_by_id)),
    ("createSpaceRole", write(create_space_role)),
    ("updateSpaceRole", write(update_space_role)),
    (
        "listSpacePermissionCombinations",
        read(list_space_permission_combinations),
    ),
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

fn get_available_space_roles(state: &State, call: &Call<'_>) -> Outcome {
    let wanted_type = call.query("role-type").map(str::to_uppercase);
    let of_type = |role: &&SpaceRole| match wanted_type.as_deref() {
        Some("SYSTEM") => role.system,
        Some("CUSTOM") => !role.system,
        _ => true,
    };
    let rows = state.roles.values().filter(of_type).map(|role| Row {
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

/// One combination: what every user of the site has in the spaces that are not private.
fn list_space_permission_combinations(state: &State, call: &Call<'_>) -> Outcome {
    let permissions: Vec<_> = PERMISSIONS
        .iter()
        .map(|name| json!({ "id": name, "displayName": name }))
        .collect();
    let combination = json!({
        "combinationId": "site-users",
        "spaceCount": state.spaces.values().filter(|space| !space.private).count(),
        "principalCount": state.accounts.values().filter(|account| !account.is_app).count(),
        "permissions": permissions,
        "principalTypes": ["USER"],
    });
    let slice = Rows::by_id([(0, combination)]).slice(call, 25)?;
    let mut shown = json!({ "results": slice.items, "generatedAt": stamp(state.now()) });
    if let Some(cursor) = slice.next {
        shown["cursor"] = cursor.into();
    }
    Ok(Reply::ok(shown))
}
