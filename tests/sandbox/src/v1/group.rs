//! Group.

use super::expand::Expand;
use super::resource::{View, user};
use super::show;
use crate::answer::{Outcome, Problem, Reply};
use crate::call::Call;
use crate::handlers::{Table, read, write};
use crate::page::by_offset;
use crate::state::State;
use crate::state::account::{self, Group};
use serde_json::Value;

pub(super) const TABLE: Table = &[
    ("getGroups", read(get_groups)),
    ("createGroup", write(create_group)),
    ("getGroupByGroupId", read(get_group_by_group_id)),
    ("removeGroupById", write(remove_group_by_id)),
    ("searchGroups", read(search_groups)),
    ("getGroupMembersByGroupId", read(get_group_members_by_group_id)),
    ("addUserToGroupByGroupId", write(add_user_to_group_by_group_id)),
    (
        "removeMemberFromGroupByGroupId",
        write(remove_member_from_group_by_group_id),
    ),
];

/// The largest number of groups or members in one answer.
const MAX_LISTED: u64 = 200;

fn get_groups(state: &State, call: &Call<'_>) -> Outcome {
    let wanted = match call.query("accessType") {
        None => None,
        Some("user") => Some(account::USERS),
        Some("admin" | "site-admin") => Some(account::ADMINS),
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

/// A page of groups or members. The total is said if it is asked for.
fn page(call: &Call<'_>, shown: Vec<Value>) -> Outcome {
    if call.number("limit")?.is_some_and(|limit| limit > MAX_LISTED) {
        return Err(Problem::bad_request(format!(
            "`limit` must not be greater than {MAX_LISTED}"
        )));
    }
    let total = shown.len();
    let mut page = by_offset(call, MAX_LISTED as usize, shown)?;
    if call.flag("shouldReturnTotalSize") {
        page["totalSize"] = total.into();
    }
    Ok(Reply::ok(page))
}

fn search_groups(state: &State, call: &Call<'_>) -> Outcome {
    let part = call.query("query").unwrap_or_default().to_lowercase();
    let found = state
        .groups
        .values()
        .filter(|group| group.name.to_lowercase().contains(&part));
    page(call, found.map(show::group).collect())
}

fn get_group_members_by_group_id(state: &State, call: &Call<'_>) -> Outcome {
    let group = named(state, call.path("groupId"))?;
    let expand = Expand::asked(call, &[]);
    let members = group.members.iter();
    let shown = members.map(|id| user::by_id(View { state, call }, id, &expand));
    page(call, shown.collect())
}

fn named<'s>(state: &'s State, id: &str) -> Result<&'s Group, Problem> {
    let group = state.groups.get(id);
    group.ok_or_else(|| Problem::missing(format!("There is no group {id}")))
}

/// Adding a member again changes nothing.
fn add_user_to_group_by_group_id(state: &mut State, call: &Call<'_>) -> Outcome {
    let group = named(state, call.query("groupId").unwrap_or_default())?.id.clone();
    let account = call.required_text("accountId")?;
    if state.account(account).is_none() {
        return Err(Problem::bad_request(format!("There is no user {account}")));
    }
    state.set_member(&group, account, true);
    Ok(Reply::empty(201))
}

fn remove_member_from_group_by_group_id(state: &mut State, call: &Call<'_>) -> Outcome {
    let group = named(state, call.query("groupId").unwrap_or_default())?.id.clone();
    let account = call.query("accountId").unwrap_or_default();
    if state.account(account).is_none() {
        return Err(Problem::missing(format!("There is no user {account}")));
    }
    state.set_member(&group, account, false);
    Ok(Reply::empty(204))
}
