//! Users.

use super::{View, space};
use crate::state::account::Account;
use crate::v1::expand::{Expand, Parts};
use crate::v1::show;
use confluence_sdk::spec::Verb;
use serde_json::{Value, json};

/// A user. Only they themselves see their e-mail address.
pub(in crate::v1) fn user(view: View<'_>, account: &Account, expand: &Expand) -> Value {
    let mut shown = show::user(account);
    if account.id == view.call.caller.account {
        shown["email"] = account.email.as_str().into();
    }
    let personal = view.state.personal_space(&account.id);
    let address = personal.map(space::address).unwrap_or_default();
    Parts::of(shown, expand)
        .part("operations", "", |_| operations(view, account))
        .part("personalSpace", &address, |below| {
            personal.map_or(Value::Null, |held| space::space(view, held, below))
        })
        .finish()
}

/// How people without an account are shown.
pub(in crate::v1) fn anonymous(expand: &Expand) -> Value {
    let shown = json!({
        "type": "anonymous",
        "profilePicture": show::profile_picture(),
        "displayName": "Anonymous",
        "_links": { "self": "/rest/api/user/anonymous" },
    });
    // What everybody may do is said by each space, not by the site.
    Parts::of(shown, expand).part("operations", "", |_| json!([])).finish()
}

/// The account with this id. An account that is gone is shown as unknown; it is not an error.
pub(in crate::v1) fn by_id(view: View<'_>, id: &str, expand: &Expand) -> Value {
    let account = view.state.account(id);
    account.map_or_else(
        || json!({ "type": "unknown", "accountId": id }),
        |account| user(view, account, expand),
    )
}

/// What the account may do on the site.
fn operations(view: View<'_>, account: &Account) -> Value {
    let actor = crate::state::access::Actor::new(&account.id);
    let all = [
        (Verb::UseSite, "use", "application"),
        (Verb::CreateSpaces, "create", "space"),
        (Verb::ConfluenceAdmin, "administer", "application"),
    ];
    let granted = all.iter().filter(|(verb, ..)| view.state.site_right(actor, *verb));
    granted
        .map(|(_, operation, target)| json!({ "operation": operation, "targetType": target }))
        .collect()
}
