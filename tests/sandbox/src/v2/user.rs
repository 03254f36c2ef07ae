//! User: lookups in bulk.

use crate::answer::{Outcome, Problem, Reply};
use crate::call::Call;
use crate::handlers::{Table, read};
use crate::page::base;
use crate::state::State;
use crate::state::account::Account;
use serde_json::{Value, json};

pub(super) const TABLE: Table = &[("createBulkUserLookup", read(create_bulk_user_lookup))];

fn show(account: &Account) -> Value {
    json!({
        "displayName": account.name,
        "timeZone": "UTC",
        "personalSpaceId": null,
        "isExternalCollaborator": false,
        "accountStatus": "active",
        "accountId": account.id,
        "email": account.email,
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
    let known = ids.iter().filter_map(|id| state.account(id.as_str()?)).map(show);
    Ok(Reply::ok(
        json!({ "results": known.collect::<Vec<_>>(), "_links": { "base": base(call) } }),
    ))
}
