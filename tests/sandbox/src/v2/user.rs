//! User: lookups in bulk, and access by e-mail address.

use crate::answer::{Outcome, Problem, Reply};
use crate::call::Call;
use crate::handlers::{Table, read, write};
use crate::page::base;
use crate::state::State;
use crate::state::access::Actor;
use crate::state::account::Account;
use confluence_sdk::spec::Verb;
use serde_json::{Value, json};

pub(super) const TABLE: Table = &[
    ("createBulkUserLookup", read(create_bulk_user_lookup)),
    ("checkAccessByEmail", read(check_access_by_email)),
    ("inviteByEmail", write(invite_by_email)),
];

/// The largest number of e-mail addresses in one call.
const MAX_EMAILS: usize = 100;

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

fn emails<'c>(call: &'c Call<'_>) -> Result<Vec<&'c str>, Problem> {
    let given = call.member("emails").and_then(Value::as_array);
    let texts: Option<Vec<&str>> = given.and_then(|list| list.iter().map(Value::as_str).collect());
    let texts = texts.filter(|list| (1..=MAX_EMAILS).contains(&list.len()));
    texts.ok_or_else(|| Problem::bad_request(format!("`emails` must hold between 1 and {MAX_EMAILS} addresses")))
}

/// `name@host.domain`, without blanks.
fn is_email(text: &str) -> bool {
    let parts = text.split_once('@');
    parts.is_some_and(|(name, host)| {
        !name.is_empty()
            && !host.contains('@')
            && host.split('.').count() > 1
            && host.split('.').all(|part| !part.is_empty())
            && !text.contains(char::is_whitespace)
    })
}

fn check_access_by_email(state: &State, call: &Call<'_>) -> Outcome {
    let (valid, invalid): (Vec<&str>, Vec<&str>) = emails(call)?.into_iter().partition(|text| is_email(text));
    let has_access = |email: &&str| {
        let account = state.account_by_email(email);
        account.is_some_and(|account| state.site_right(Actor::new(&account.id), Verb::UseSite))
    };
    let without: Vec<&str> = valid.into_iter().filter(|email| !has_access(email)).collect();
    Ok(Reply::ok(
        json!({ "emailsWithoutAccess": without, "invalidEmails": invalid }),
    ))
}

/// People who have access already and texts that are no addresses are passed over.
fn invite_by_email(state: &mut State, call: &Call<'_>) -> Outcome {
    for email in emails(call)?.into_iter().filter(|text| is_email(text)) {
        state.invite(email);
    }
    Ok(Reply::empty(200))
}
