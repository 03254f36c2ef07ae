//! Users.

use super::expand::Expand;
use super::resource::{View, user};
use super::show;
use crate::answer::{Outcome, Problem, Reply};
use crate::call::Call;
use crate::handlers::{Table, read};
use crate::page::by_offset;
use crate::state::State;
use serde_json::{Value, json};

pub(super) const TABLE: Table = &[
    ("getCurrentUser", read(get_current_user)),
    ("getUser", read(get_user)),
    ("getBulkUserLookup", read(get_bulk_user_lookup)),
    ("getPrivacyUnsafeUserEmail", read(get_privacy_unsafe_user_email)),
    ("getGroupMembershipsForUser", read(get_group_memberships_for_user)),
];

fn get_current_user(state: &State, call: &Call<'_>) -> Outcome {
    let user = user::by_id(View { state, call }, &call.caller.account, &Expand::asked(call, &[]));
    Ok(Reply::ok(show::with_base(call, user)))
}

fn get_user(state: &State, call: &Call<'_>) -> Outcome {
    let account = show::account_or_caller(state, call)?;
    let user = user::user(View { state, call }, account, &Expand::asked(call, &[]));
    Ok(Reply::ok(show::with_base(call, user)))
}

fn get_bulk_user_lookup(state: &State, call: &Call<'_>) -> Outcome {
    let expand = Expand::asked(call, &[]);
    let ids = call.list("accountId").into_iter();
    let users = ids.map(|id| user::by_id(View { state, call }, id, &expand));
    Ok(Reply::ok(by_offset(call, 200, users.collect())?))
}

fn get_privacy_unsafe_user_email(state: &State, call: &Call<'_>) -> Outcome {
    let account = show::account_or_caller(state, call)?;
    Ok(Reply::ok(json!({ "accountId": account.id, "email": account.email })))
}

fn get_group_memberships_for_user(state: &State, call: &Call<'_>) -> Outcome {
    let account = &show::account_or_caller(state, call)
        .map_err(|_| Problem::not_found())?
        .id;
    let groups: Vec<Value> = state
        .groups
        .values()
        .filter(|group| group.members.contains(account))
        .map(show::group)
        .collect();
    Ok(Reply::ok(by_offset(call, 200, groups)?))
}
