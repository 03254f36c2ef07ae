//! Space Permission Transition: from single permissions to roles. A combination is a set of permissions that accounts
//! were given in spaces and that no role stands for.

use super::space_role_assignment::known_role;
use crate::answer::{Outcome, Problem, Reply};
use crate::call::Call;
use crate::handlers::{Table, read, write};
use crate::page::Rows;
use crate::state::longtask::Work;
use crate::state::space::Space;
use crate::state::space_permission::{AccessChange, Combination, display_name};
use crate::state::{State, stamp};
use confluence_sdk::spec::Mode;
use serde_json::{Value, json};
use std::collections::BTreeSet;

pub(super) const TABLE: Table = &[
    (
        "listSpacePermissionCombinations",
        read(list_space_permission_combinations),
    ),
    (
        "generateSpacePermissionCombinations",
        write(generate_space_permission_combinations),
    ),
    (
        "bulkAssignSpacePermissionRoles",
        write(bulk_assign_space_permission_roles),
    ),
    (
        "bulkRemoveSpacePermissionAccess",
        write(bulk_remove_space_permission_access),
    ),
    ("getSpacePermissionTransitionTaskStatus", write(get_task_status)),
];

/// The name of all tasks of the transition.
const TASK: &str = "spacePermissionTransition";

/// The kinds of principals that can have a combination.
const PRINCIPAL_TYPES: [&str; 8] = [
    "USER",
    "GROUP",
    "GUEST",
    "ANONYMOUS",
    "ALL_LICENSED_USERS_USER_CLASS",
    "ALL_PRODUCT_ADMINS_USER_CLASS",
    "APP",
    "TEAM",
];

fn show(combination: &Combination) -> Value {
    let permissions = combination.permissions.iter();
    let permissions = permissions.map(|name| json!({ "id": name, "displayName": display_name(name) }));
    let accounts: BTreeSet<&str> = combination.held.iter().map(|held| held.account.as_str()).collect();
    let spaces: BTreeSet<u64> = combination.held.iter().map(|held| held.space).collect();
    let kinds: BTreeSet<&str> = combination.held.iter().map(|held| held.kind).collect();
    json!({
        "combinationId": combination.id(),
        "spaceCount": spaces.len(),
        "principalCount": accounts.len(),
        "permissions": permissions.collect::<Vec<_>>(),
        "principalTypes": kinds,
    })
}

/// What the last audit found. There is nothing before the first one.
fn list_space_permission_combinations(state: &State, call: &Call<'_>) -> Outcome {
    let Some(audit) = &state.combinations else {
        return Ok(Reply::ok(json!({ "results": [], "generatedAt": null })));
    };
    let rows = audit.found.iter().enumerate();
    let slice = Rows::by_id(rows.map(|(rank, combination)| (rank as u64, combination))).slice(call, 25)?;
    let results: Vec<Value> = slice.items.into_iter().map(show).collect();
    let mut shown = json!({ "results": results, "generatedAt": stamp(audit.at) });
    if let Some(cursor) = slice.next {
        shown["cursor"] = cursor.into();
    }
    Ok(Reply::ok(shown))
}

/// The answer that names a task.
fn submitted(state: &mut State, call: &Call<'_>, work: Work) -> Outcome {
    let task = state.start_task(TASK, &call.caller.account, work);
    let url = format!(
        "{}/wiki/api/v2/space-permissions/transition/tasks/{task}",
        base_of(call)
    );
    Ok(Reply::json(
        202,
        json!({ "taskId": task.to_string(), "status": "IN_PROGRESS", "statusUrl": url }),
    ))
}

/// Where the caller's requests go: the site, or the gateway.
fn base_of(call: &Call<'_>) -> String {
    match call.caller.mode {
        Mode::Basic | Mode::Connect | Mode::ConnectUser => call.site.url.clone(),
        _ => call.site.gateway_url(),
    }
}

fn generate_space_permission_combinations(state: &mut State, call: &Call<'_>) -> Outcome {
    submitted(state, call, Work::FindCombinations)
}

fn bulk_assign_space_permission_roles(state: &mut State, call: &Call<'_>) -> Outcome {
    let assignments = list(call.json(), "assignments")?;
    let spaces = selected(state, call)?;
    let mut changes = Vec::new();
    for assignment in assignments {
        let combination = combination(state, &assignment["permissionCombinationId"])?;
        for of_type in list(assignment, "principalTypeAssignments")? {
            let kind = of_type["principalType"].as_str().unwrap_or_default();
            if !PRINCIPAL_TYPES.contains(&kind) {
                return Err(Problem::bad_request(format!("`principalType` cannot be {kind}")));
            }
            let role = match of_type["removeAccess"].as_bool() {
                Some(true) => None,
                Some(false) => Some(known_role(state, &of_type["roleId"])?),
                None => return Err(Problem::bad_request("`removeAccess` must be given")),
            };
            let held = combination.held.iter().filter(|held| held.kind == kind);
            changes.extend(change(held, &spaces, role.as_deref()));
        }
    }
    submitted(state, call, Work::ChangeAccess(changes))
}

fn bulk_remove_space_permission_access(state: &mut State, call: &Call<'_>) -> Outcome {
    let ids = list(call.json(), "permissionCombinationIds")?;
    let spaces = selected(state, call)?;
    let mut changes = Vec::new();
    for id in ids {
        changes.extend(change(combination(state, id)?.held.iter(), &spaces, None));
    }
    submitted(state, call, Work::ChangeAccess(changes))
}

/// Takes the permissions of a combination away in the selected spaces, and gives a role in their place.
fn change<'h>(
    held: impl Iterator<Item = &'h crate::state::space_permission::Held>,
    spaces: &BTreeSet<u64>,
    role: Option<&str>,
) -> Vec<AccessChange> {
    let here = held.filter(|held| spaces.contains(&held.space));
    here.map(|held| AccessChange {
        space: held.space,
        account: held.account.clone(),
        role: role.map(str::to_owned),
    })
    .collect()
}

/// A list that must not be empty.
fn list<'v>(value: &'v Value, member: &str) -> Result<&'v Vec<Value>, Problem> {
    let list = value[member].as_array().filter(|list| !list.is_empty());
    list.ok_or_else(|| Problem::bad_request(format!("`{member}` must be a list and not empty")))
}

fn combination<'s>(state: &'s State, id: &Value) -> Result<&'s Combination, Problem> {
    let found = state.combinations.as_ref().map(|audit| &audit.found);
    let known = found.into_iter().flatten().find(|known| *id == known.id());
    known.ok_or_else(|| Problem::bad_request(format!("There is no permission combination {id}")))
}

/// The spaces that `spaceSelection` names.
fn selected(state: &State, call: &Call<'_>) -> Result<BTreeSet<u64>, Problem> {
    let selection = &call.json()["spaceSelection"];
    let named = || -> Result<BTreeSet<u64>, Problem> {
        let targets = list(selection, "selectedSpaces")?.iter();
        targets.map(|target| space_of(state, target)).collect()
    };
    let all = |wanted: &dyn Fn(&Space) -> bool| {
        let spaces = state.spaces.values().filter(|space| wanted(space));
        spaces.map(|space| space.id).collect()
    };
    match selection["spaceType"].as_str().unwrap_or_default() {
        "ALL" => Ok(all(&|_| true)),
        "ALL_EXCEPT_PERSONAL" => Ok(all(&|space| space.kind != "personal")),
        "PERSONAL" => Ok(all(&|space| space.kind == "personal")),
        "SPECIFIC" => named(),
        "ALL_EXCEPT_SPECIFIC" => {
            let named = named()?;
            Ok(all(&|space| !named.contains(&space.id)))
        }
        other => Err(Problem::bad_request(format!(
            "`spaceSelection.spaceType` cannot be {other}"
        ))),
    }
}

/// The space that both its id and its key name.
fn space_of(state: &State, target: &Value) -> Result<u64, Problem> {
    let id = target["id"].as_str().and_then(|id| id.parse().ok());
    let space = id.and_then(|id: u64| state.spaces.get(&id));
    space
        .filter(|space| target["key"] == space.key.as_str())
        .map(|space| space.id)
        .ok_or_else(|| Problem::bad_request(format!("There is no space {target}")))
}

fn get_task_status(state: &mut State, call: &Call<'_>) -> Outcome {
    let text = call.path("taskId");
    let missing = || Problem::missing(format!("There is no task {text}"));
    let id = text.parse().map_err(|_| missing())?;
    if state.long_tasks.get(&id).is_none_or(|task| task.name != TASK) {
        return Err(missing());
    }
    let now = state.now();
    let task = state.watch_task(id).ok_or_else(missing)?;
    let status = if task.percent(now) == 100 {
        "COMPLETED"
    } else {
        "IN_PROGRESS"
    };
    Ok(Reply::ok(json!({ "taskId": text, "status": status })))
}
