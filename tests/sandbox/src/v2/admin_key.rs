//! Admin Key: for some time, restrictions do not apply to the administrator who has one.

use crate::answer::{Outcome, Problem, Reply};
use crate::call::Call;
use crate::handlers::{Table, read, write};
use crate::state::{State, stamp};
use jiff::Timestamp;
use serde_json::{Value, json};
use std::time::Duration;

pub(super) const TABLE: Table = &[
    ("getAdminKey", read(get_admin_key)),
    ("enableAdminKey", write(enable_admin_key)),
    ("disableAdminKey", write(disable_admin_key)),
];

/// How long a key is valid by default, in minutes.
const DEFAULT_MINUTES: u64 = 10;

fn show(account: &str, expires: Timestamp) -> Value {
    json!({ "accountId": account, "expirationTime": stamp(expires) })
}

fn get_admin_key(state: &State, call: &Call<'_>) -> Outcome {
    let account = &call.caller.account;
    let expires = state.admin_keys.get(account).filter(|_| state.has_admin_key(account));
    expires
        .map(|expires| Reply::ok(show(account, *expires)))
        .ok_or_else(Problem::not_found)
}

fn enable_admin_key(state: &mut State, call: &Call<'_>) -> Outcome {
    let minutes = match call.member("durationInMinutes") {
        None => DEFAULT_MINUTES,
        Some(value) => match value.as_u64() {
            Some(0) => DEFAULT_MINUTES,
            Some(minutes @ 1..=1440) => minutes,
            _ => return Err(Problem::bad_request(format!("`durationInMinutes` cannot be {value}"))),
        },
    };
    let expires = state.in_future(Duration::from_secs(minutes * 60));
    let account = &call.caller.account;
    state.admin_keys.insert(account.clone(), expires);
    Ok(Reply::ok(show(account, expires)))
}

fn disable_admin_key(state: &mut State, call: &Call<'_>) -> Outcome {
    state.admin_keys.remove(&call.caller.account);
    Ok(Reply::empty(204))
}
