//! The v1 form of things that many answers contain: users, spaces, content, groups and long tasks.

use super::expand::Expand;
use super::resource::{self, View};
use crate::answer::Problem;
use crate::call::{Call, parse_id};
use crate::page::base;
use crate::state::State;
use crate::state::account::{Account, Group};
use crate::state::content::Content;
use crate::state::space::Space;
use serde_json::{Value, json};

/// A user as others see them: their e-mail address is hidden.
pub(super) fn user(account: &Account) -> Value {
    json!({
        "type": "known",
        "accountId": account.id,
        "accountType": account.account_type(),
        "email": "",
        "publicName": account.name,
        "displayName": account.name,
        "timeZone": account.time_zone.iana_name().unwrap_or("UTC"),
        "profilePicture": profile_picture(),
        "isExternalCollaborator": account.is_guest(),
        "isGuest": account.is_guest(),
        "_links": { "self": format!("/rest/api/user?accountId={}", account.id) },
    })
}

/// The picture of everyone who has not uploaded one.
pub(super) fn profile_picture() -> Value {
    json!({ "path": "/wiki/aa-avatar/default", "width": 48, "height": 48, "isDefault": true })
}

pub(super) fn group(group: &Group) -> Value {
    json!({
        "type": "group",
        "name": group.name,
        "id": group.id,
        "usageType": "USERBASE_GROUP",
        "managedBy": "ADMINS",
        "_links": { "self": format!("/rest/api/group/by-id?id={}", group.id) },
    })
}

/// A space with its description and its history.
pub(super) fn space(state: &State, call: &Call<'_>, space: &Space) -> Value {
    let expand = Expand::of(&["description.plain", "history"]);
    resource::space::space(View { state, call }, space, &expand)
}

/// Content with the parts that `expand` asks for, and always with the parts in `always`.
pub(super) fn content(state: &State, call: &Call<'_>, content: &Content, always: &[&str]) -> Value {
    resource::content::content(View { state, call }, content, &Expand::asked(call, always))
}

/// A single piece of content, which says where its links start.
pub(super) fn single(state: &State, call: &Call<'_>, held: &Content, always: &[&str]) -> Value {
    with_base(call, content(state, call, held, always))
}

/// Says where the links of a single thing start.
pub(super) fn with_base(call: &Call<'_>, mut shown: Value) -> Value {
    shown["_links"]["base"] = base(call);
    shown["_links"]["context"] = "/wiki".into();
    shown
}

/// The answer that names a task.
pub(super) fn long_task(task: u64) -> Value {
    json!({ "id": task.to_string(), "links": { "status": format!("/rest/api/longtask/{task}") } })
}

/// The content that the path names. Its permissions were checked before.
pub(super) fn find<'s>(state: &'s State, call: &Call<'_>, wire: &str) -> Result<&'s Content, Problem> {
    parse_id(call.path(wire))
        .and_then(|id| state.contents.get(&id))
        .ok_or_else(Problem::not_found)
}

/// The content that the path names, if the caller may see it.
pub(super) fn visible<'s>(state: &'s State, call: &Call<'_>, wire: &str) -> Result<&'s Content, Problem> {
    let content = find(state, call, wire).ok();
    let visible = content.filter(|content| state.may_view(call.actor(), content));
    visible.ok_or_else(|| Problem::missing(format!("There is no content {}", call.path(wire))))
}

/// The space that `spaceKey` in the path names. Its permissions were checked before.
pub(super) fn space_in_path<'s>(state: &'s State, call: &Call<'_>) -> Result<&'s Space, Problem> {
    let key = call.path("spaceKey");
    state
        .space_by_key(key)
        .ok_or_else(|| Problem::missing(format!("There is no space {key}")))
}

/// The account that `accountId` names; without it the caller.
pub(super) fn account_or_caller<'s>(state: &'s State, call: &Call<'_>) -> Result<&'s Account, Problem> {
    let id = call.query("accountId").unwrap_or(&call.caller.account);
    state.account(id).ok_or_else(Problem::not_found)
}
