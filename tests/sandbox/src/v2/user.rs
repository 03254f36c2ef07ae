//! User: lookups in bulk.

use crate::answer::{Outcome, Problem, Reply};
use crate::call::Call;
use crate::handlers::{Table, read};
use crate::page::base;
use crate::state::State;
use crate::state::account::Account;
use serde_json::{Value, json};

pub(super) const TABLE: Table = &[("createBulkUserLookup", read(create_bulk_user_lookup))];

/// Only the users themselves see their e-mail address.
fn show(state: &State, call: &Call<'_>, account: &Account) -> Value {
    let mine = account.id == call.caller.account;
    json!({
        "displayName": account.name,
        "timeZone": account.time_zone.iana_name().unwrap_or("UTC"),
        "personalSpaceId": state.personal_space(&account.id).map(|space| space.id.to_string()),
        "isExternalCollaborator": account.is_guest(),
        "accountStatus": "active",
        "accountId": account.id,
        "email": if mine { account.email.as_str() } else { "" },
        "accountType": account.account_type(),
        "publicName": account.name,
        "profilePicture": { "path": "/wiki/aa-avatar/default", "isDefault": true },
    })
}

/// Unknown accounts are left out.
fn create_bulk_user_lookup(state: &State, call: &Call<'_>) -> Outcome {
    let ids = call.member("accountIds").and_then(Value::as_array);
    let ids = ids.filter(|ids| !ids.is_empty() && ids.len() <= 250);
    let ids = ids.ok_or_else(|| Problem::bad_request("`accountIds` must hold between 1 and 250 ids"))?;
    let known = ids.iter().filter_map(|id| state.account(id.as_str()?));
    let shown: Vec<Value> = known.map(|account| show(state, call, account)).collect();
    Ok(Reply::ok(json!({ "results": shown, "_links": { "base": base(call) } })))
}
