//! Space permissions: giving them to a user or a group, and taking them away.

use super::show;
use crate::answer::{Outcome, Problem, Reply};
use crate::call::Call;
use crate::handlers::{Table, write};
use crate::state::State;
use crate::state::account::ANONYMOUS;
use crate::state::role::PERMISSIONS;
use crate::state::space_permission::{CustomPermission, Principal, SpacePermission};
use serde_json::{Value, json};

pub(super) const TABLE: Table = &[
    ("addPermissionToSpace", write(add_permission_to_space)),
    ("addCustomContentPermissions", write(add_custom_content_permissions)),
    ("removePermission", write(remove_permission)),
];

/// Whoever has no other permission in a space must have this one first.
const READ: &str = "read/space";

/// The user or group that `subject` in a request names.
fn subject(state: &State, call: &Call<'_>) -> Result<Principal, Problem> {
    let subject = &call.json()["subject"];
    let identifier = subject["identifier"].as_str();
    let identifier = identifier.ok_or_else(|| Problem::bad_request("`subject.identifier` must be given as text"))?;
    principal(state, subject["type"].as_str().unwrap_or_default(), identifier)
}

/// A user or group. A group can be named by its id or by its name.
pub(super) fn principal(state: &State, kind: &str, identifier: &str) -> Result<Principal, Problem> {
    match kind {
        "user" if identifier == ANONYMOUS => Ok(Principal::everybody()),
        "user" => {
            let account = state.account(identifier);
            let unknown = || Problem::bad_request(format!("No user found with the id {identifier}"));
            account
                .map(|account| Principal::User(account.id.clone()))
                .ok_or_else(unknown)
        }
        "group" => {
            let mut groups = state.groups.values();
            let group = groups.find(|group| group.id == identifier || group.name == identifier);
            let unknown = || Problem::bad_request(format!("No group found with the name or id {identifier}"));
            group
                .map(|group| Principal::Group(group.id.clone()))
                .ok_or_else(unknown)
        }
        _ => Err(Problem::bad_request("`subject.type` must be user or group")),
    }
}

/// Refuses someone who may not read the space.
fn reads(state: &State, space: u64, principal: &Principal) -> Result<(), Problem> {
    let read = SpacePermission {
        principal: principal.clone(),
        name: READ,
    };
    let space = state.spaces.get(&space).ok_or_else(Problem::not_found)?;
    if state.space_permissions(space).contains(&read) {
        return Ok(());
    }
    Err(Problem::bad_request(format!(
        "The permission to read the space must be given to {} first",
        principal.id()
    )))
}

fn add_permission_to_space(state: &mut State, call: &Call<'_>) -> Outcome {
    let principal = subject(state, call)?;
    let operation = &call.json()["operation"];
    let word = |member: &str| operation[member].as_str().unwrap_or_default();
    let asked = format!("{}/{}", word("key"), word("target"));
    let name = PERMISSIONS.into_iter().find(|name| *name == asked);
    let name = name.ok_or_else(|| Problem::bad_request(format!("There is no space permission {asked}")))?;
    let space = show::space_in_path(state, call)?;
    let (id, permission) = (space.id, SpacePermission { principal, name });
    if state.space_permissions(space).contains(&permission) {
        return Err(Problem::bad_request(format!(
            "The permission {name} is already given to {}",
            permission.principal.id()
        )));
    }
    if name != READ {
        reads(state, id, &permission.principal)?;
    }
    let shown = json!({
        "id": permission.id(id),
        "subject": call.json()["subject"],
        "operation": operation,
        "_links": { "self": format!("{}/{}", call.path.trim_start_matches("/wiki"), permission.id(id)) },
    });
    let space = state.spaces.get_mut(&id).ok_or_else(Problem::not_found)?;
    space.granted.insert(permission);
    Ok(Reply::ok(shown))
}

/// What a request says of one type of custom content.
fn custom_permission(principal: &Principal, given: &Value) -> Result<(CustomPermission, bool), Problem> {
    let operation = ["read", "create", "delete"]
        .into_iter()
        .find(|key| given["key"] == *key);
    let operation = operation.ok_or_else(|| Problem::bad_request("`key` must be read, create or delete"))?;
    let target = given["target"].as_str().filter(|target| !target.is_empty());
    let target = target.ok_or_else(|| Problem::bad_request("`target` must be a type of custom content"))?;
    let access = given["access"].as_bool();
    let access = access.ok_or_else(|| Problem::bad_request("`access` must be true or false"))?;
    let permission = CustomPermission {
        principal: principal.clone(),
        operation,
        target: target.to_owned(),
    };
    Ok((permission, access))
}

/// All of the operations are changed, or none.
fn add_custom_content_permissions(state: &mut State, call: &Call<'_>) -> Outcome {
    let principal = subject(state, call)?;
    let operations = call.member("operations").and_then(Value::as_array);
    let operations = operations.filter(|operations| !operations.is_empty());
    let operations = operations.ok_or_else(|| Problem::bad_request("`operations` must be a list"))?;
    let space = show::space_in_path(state, call)?;
    let id = space.id;
    let mut changes = Vec::new();
    for given in operations {
        let (permission, access) = custom_permission(&principal, given)?;
        if access && space.custom_permissions.contains(&permission) {
            return Err(Problem::bad_request(format!(
                "The permission to {} {} is already given to {}",
                permission.operation,
                permission.target,
                principal.id()
            )));
        }
        changes.push((permission, access));
    }
    reads(state, id, &principal)?;
    let space = state.spaces.get_mut(&id).ok_or_else(Problem::not_found)?;
    for (permission, access) in changes {
        if access {
            space.custom_permissions.insert(permission);
        } else {
            space.custom_permissions.remove(&permission);
        }
    }
    Ok(Reply::empty(200))
}

fn remove_permission(state: &mut State, call: &Call<'_>) -> Outcome {
    let space = show::space_in_path(state, call)?;
    let wanted = call.path("id");
    let mut all = state.space_permissions(space).into_iter();
    let permission = all.find(|permission| permission.id(space.id).to_string() == wanted);
    let permission = permission.ok_or_else(|| Problem::missing(format!("There is no permission {wanted}")))?;
    let id = space.id;
    let mut changed = space.clone();
    changed.revoke(&permission);
    let left = state.space_permissions(&changed);
    if left.contains(&permission) {
        return Err(Problem::bad_request(format!(
            "{} has the permission {} by a role or from the whole site",
            permission.principal.id(),
            permission.name
        )));
    }
    if !left.iter().any(|permission| permission.name == "administer/space") {
        return Err(Problem::bad_request("Somebody must be able to administer the space"));
    }
    state.spaces.insert(id, changed);
    Ok(Reply::empty(204))
}
