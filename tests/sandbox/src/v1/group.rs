//! Group.

use super::show;
use crate::answer::{Outcome, Problem, Reply};
use crate::call::Call;
use crate::handlers::{Table, read, write};
use crate::page::by_offset;
use crate::state::State;
use serde_json::Value;

pub(super) const TABLE: Table = &[
    ("getGroups", read(get_groups)),
    ("createGroup", write(create_group)),
    ("getGroupByGroupId", read(get_group_by_group_id)),
    ("removeGroupById", write(remove_group_by_id)),
];

fn get_groups(state: &State, call: &Call<'_>) -> Outcome {
    let wanted = match call.query("accessType") {
        None => None,
        Some("user") => Some("confluence-users"),
        Some("admin" | "site-admin") => Some("site-admins"),
        Some(other) => return Err(Problem::bad_request(format!("`accessType` cannot be {other}"))),
    };
    let groups = state
        .groups
        .values()
        .filter(|group| wanted.is_none_or(|name| group.name == name));
    let shown: Vec<Value> = groups.map(show::group).collect();
    let total = shown.len();
    let mut page = by_offset(call, 200, shown)?;
    page["totalSize"] = total.into();
    Ok(Reply::ok(page))
}

fn create_group(state: &mut State, call: &Call<'_>) -> Outcome {
    let name = call.required_text("name")?;
    if name.is_empty() || state.groups.values().any(|group| group.name == name) {
        return Err(Problem::bad_request(format!(
            "A group named {name} already exists or cannot exist"
        )));
    }
    Ok(Reply::json(201, show::group(state.add_group(name))))
}

fn get_group_by_group_id(state: &State, call: &Call<'_>) -> Outcome {
    let group = state.groups.get(call.query("id").unwrap_or_default());
    group
        .map(|group| Reply::ok(show::group(group)))
        .ok_or_else(Problem::not_found)
}

fn remove_group_by_id(state: &mut State, call: &Call<'_>) -> Outcome {
    let removed = state.groups.remove(call.query("id").unwrap_or_default());
    removed.map(|_| Reply::empty(204)).ok_or_else(Problem::not_found)
}
