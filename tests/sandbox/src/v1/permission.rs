//! Content permissions: may this user or group do that?

use super::show;
use crate::answer::{Outcome, Problem, Reply};
use crate::call::Call;
use crate::handlers::{Table, read};
use crate::state::State;
use crate::state::access::Actor;
use crate::state::account::ANONYMOUS;
use crate::state::content::Content;
use confluence_sdk::spec::{PermissionGrant, Verb};
use serde_json::{Value, json};

pub(super) const TABLE: Table = &[("checkContentPermission", read(check_content_permission))];

fn check_content_permission(state: &State, call: &Call<'_>) -> Outcome {
    let content = show::find(state, call, "id")?;
    let subject = &call.json()["subject"];
    let identifier = subject["identifier"].as_str().unwrap_or_default();
    let operation = call.required_text("operation")?;
    let myself = subject["type"] == "user" && identifier == call.caller.account;
    // Only administrators may ask about others.
    if !myself && !state.site_right(call.actor(), Verb::ConfluenceAdmin) {
        return Err(Problem::not_permitted(call.shape()));
    }
    let accounts: Vec<&str> = match subject["type"].as_str() {
        Some("user") if identifier == ANONYMOUS || state.account(identifier).is_some() => vec![identifier],
        Some("group") => {
            let group = state.groups.get(identifier);
            let group = group.ok_or_else(|| Problem::bad_request(format!("There is no group {identifier}")))?;
            group.members.iter().map(String::as_str).collect()
        }
        _ => return Err(Problem::bad_request("`subject` must name a user or a group")),
    };
    if !matches!(operation, "read" | "update" | "delete") {
        return Err(Problem::bad_request(format!("`operation` cannot be {operation}")));
    }
    let permitted = accounts
        .iter()
        .all(|account| may(state, Actor::new(account), operation, content));
    let error = json!({ "translation": format!("The subject lacks the permission to {operation}"), "args": [] });
    let errors: Vec<Value> = if permitted { Vec::new() } else { vec![error] };
    Ok(Reply::ok(json!({ "hasPermission": permitted, "errors": errors })))
}

fn may(state: &State, actor: Actor<'_>, operation: &str, content: &Content) -> bool {
    let deletes = PermissionGrant {
        verb: Verb::Delete,
        kind: content.kind.permission_kind(),
    };
    match operation {
        "read" => state.may_view(actor, content),
        "update" => state.may_edit(actor, content),
        _ => state.may_edit(actor, content) && state.space_right(actor, deletes, content.space),
    }
}
