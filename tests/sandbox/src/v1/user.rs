//! Users.

use super::expand::Expand;
use super::resource::{View, user};
use super::show;
use crate::answer::{Outcome, Problem, Reply};
use crate::call::Call;
use crate::handlers::{Table, read};
use crate::page::by_offset;
use crate::state::State;
use crate::state::account::{ANONYMOUS, Account};
use serde_json::{Value, json};

pub(super) const TABLE: Table = &[
    ("getCurrentUser", read(get_current_user)),
    ("getUser", read(get_user)),
    ("getBulkUserLookup", read(get_bulk_user_lookup)),
    ("getPrivacyUnsafeUserEmail", read(get_privacy_unsafe_user_email)),
    (
        "getPrivacyUnsafeUserEmailBulk",
        read(get_privacy_unsafe_user_email_bulk),
    ),
    ("getAnonymousUser", read(get_anonymous_user)),
    ("getGroupMembershipsForUser", read(get_group_memberships_for_user)),
];

fn get_current_user(state: &State, call: &Call<'_>) -> Outcome {
    let expand = Expand::asked(call, &[]);
    let user = match call.caller.account.as_str() {
        ANONYMOUS => user::anonymous(&expand),
        id => user::by_id(View { state, call }, id, &expand),
    };
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
    Ok(Reply::ok(email(show::account_or_caller(state, call)?)))
}

/// Accounts that are not known are left out.
fn get_privacy_unsafe_user_email_bulk(state: &State, call: &Call<'_>) -> Outcome {
    let accounts = call.list("accountId").into_iter().filter_map(|id| state.account(id));
    Ok(Reply::ok(accounts.map(email).collect()))
}

fn email(account: &Account) -> Value {
    json!({ "accountId": account.id, "email": account.email })
}

fn get_anonymous_user(_: &State, call: &Call<'_>) -> Outcome {
    Ok(Reply::ok(show::with_base(
        call,
        user::anonymous(&Expand::asked(call, &[])),
    )))
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
