//! Space Permissions: which there are, and who has them.

use crate::answer::{Outcome, Problem};
use crate::call::Call;
use crate::handlers::{Table, read};
use crate::page::{Row, Rows};
use crate::state::State;
use crate::state::role::PERMISSIONS;
use crate::state::space_permission::{Principal, SpacePermission, display_name};
use serde_json::{Value, json};

pub(super) const TABLE: Table = &[
    (
        "getSpacePermissionsAssignments",
        read(get_space_permissions_assignments),
    ),
    ("getAvailableSpacePermissions", read(get_available_space_permissions)),
];

fn show(space: u64, permission: &SpacePermission) -> Value {
    let kind = match permission.principal {
        Principal::User(_) => "user",
        Principal::Group(_) => "group",
        Principal::AccessClass(_) => "role",
    };
    let (operation, target) = permission.words();
    json!({
        "id": permission.id(space).to_string(),
        "principal": { "type": kind, "id": permission.principal.id() },
        "operation": { "key": operation, "targetType": target },
    })
}

fn get_space_permissions_assignments(state: &State, call: &Call<'_>) -> Outcome {
    let space = state.spaces.get(&call.id("id")?).ok_or_else(Problem::not_found)?;
    let permissions = state.space_permissions(space).into_iter();
    let rows = permissions.map(|permission| (permission.id(space.id), permission));
    Rows::by_id(rows).reply(call, 25, |permission| show(space.id, permission))
}

/// All of them need the permission to view the space.
fn get_available_space_permissions(_: &State, call: &Call<'_>) -> Outcome {
    let rows = PERMISSIONS.iter().map(|name| Row {
        key: (*name).to_owned(),
        id: 0,
        item: *name,
    });
    Rows {
        rows: rows.collect(),
        descending: false,
    }
    .reply(call, 25, |name| {
        let required = ["read/space"].iter().filter(|needed| *needed != name);
        json!({
            "id": name,
            "displayName": display_name(name),
            "requiredPermissionIds": required.collect::<Vec<_>>(),
        })
    })
}
