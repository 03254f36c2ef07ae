//! The v1 form of things that many answers contain: users, spaces, content, groups and long tasks.

use crate::answer::Problem;
use crate::call::{Call, parse_id};
use crate::page::base;
use crate::state::access::Actor;
use crate::state::account::{Account, Group};
use crate::state::content::{Content, ContentKind, Revision};
use crate::state::space::Space;
use crate::state::{State, stamp};
use confluence_sdk::spec::Verb;
use serde_json::{Map, Value, json};

pub(super) fn user(account: &Account) -> Value {
    json!({
        "type": "known",
        "accountId": account.id,
        "accountType": account.account_type(),
        "email": account.email,
        "publicName": account.name,
        "displayName": account.name,
        "timeZone": "UTC",
        "profilePicture": profile_picture(),
        "isExternalCollaborator": false,
        "isGuest": false,
        "_expandable": { "operations": "", "personalSpace": "" },
        "_links": { "self": format!("/rest/api/user?accountId={}", account.id) },
    })
}

/// The picture of everyone who has not uploaded one.
pub(super) fn profile_picture() -> Value {
    json!({ "path": "/wiki/aa-avatar/default", "width": 48, "height": 48, "isDefault": true })
}

/// Adds what `expand` asks for to a user that is shown.
pub(super) fn expand_user(state: &State, user: &mut Value, account: &str, path: &str) {
    let value = match path {
        "operations" if state.site_right(Actor::new(account), Verb::UseSite) => {
            json!([{ "operation": "use", "targetType": "application" }])
        }
        "operations" => json!([]),
        "personalSpace" => {
            let mut spaces = state.spaces.values();
            let own = spaces.find(|space| space.kind == "personal" && space.author == account);
            match own {
                Some(own) => space(state, own),
                None => return,
            }
        }
        _ => return,
    };
    user[path] = value;
    if let Some(expandable) = user["_expandable"].as_object_mut() {
        expandable.remove(path);
    }
}

/// The account with this id. An account that is gone is shown as unknown; it is not an error.
pub(super) fn user_by_id(state: &State, id: &str) -> Value {
    state
        .account(id)
        .map_or_else(|| json!({ "type": "unknown", "accountId": id }), user)
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

pub(super) fn space(state: &State, space: &Space) -> Value {
    json!({
        "id": space.id,
        "key": space.key,
        "alias": space.alias,
        "name": space.name,
        "type": space.kind,
        "status": space.status,
        "description": { "plain": { "value": space.description, "representation": "plain", "embeddedContent": [] } },
        "history": { "createdDate": stamp(space.created), "createdBy": user_by_id(state, &space.author) },
        "_expandable": { "settings": "", "metadata": "", "operations": "", "permissions": "", "homepage": "" },
        "_links": { "webui": format!("/spaces/{}", space.key), "self": format!("/rest/api/space/{}", space.key) },
    })
}

pub(super) fn version(state: &State, revision: &Revision) -> Value {
    json!({
        "by": user_by_id(state, &revision.author),
        "when": stamp(revision.at),
        "message": revision.message,
        "number": revision.number,
        "minorEdit": revision.minor,
    })
}

/// Everything that can be expanded in content, unless it is a representation of the body.
const EXPANDABLE: [&str; 5] = ["space", "version", "history", "ancestors", "container"];

/// Content with the parts that `expand` asks for, and always with the parts in `always`.
pub(super) fn content(state: &State, call: &Call<'_>, content: &Content, always: &[&str]) -> Value {
    let asked: Vec<&str> = call.list("expand").into_iter().chain(always.iter().copied()).collect();
    let wants = |name: &str| {
        asked
            .iter()
            .any(|path| *path == name || path.strip_prefix(name).is_some_and(|rest| rest.starts_with('.')))
    };
    let mut shown = json!({
        "id": content.id_text(),
        "type": content.kind.v1_type(),
        "status": content.status.name(),
        "title": content.title,
        "_links": links(state, content),
    });
    let mut expandable = Map::new();
    for name in EXPANDABLE {
        if wants(name) {
            shown[name] = expanded(state, content, name);
        } else {
            expandable.insert(name.to_owned(), "".into());
        }
    }
    let formats = asked.iter().filter_map(|path| path.strip_prefix("body."));
    for format in formats.map(|path| path.split('.').next().unwrap_or(path)) {
        let value = content.latest().body.as_format(format);
        shown["body"][format] = json!({ "value": value, "representation": format });
    }
    if let Some(file) = &content.latest().file {
        let comment = content.latest().message.as_str();
        shown["extensions"] = json!({ "mediaType": file.media_type, "fileSize": file.bytes.len(), "comment": comment, "fileId": file.id });
        shown["metadata"] = json!({ "mediaType": file.media_type, "comment": comment });
    }
    shown["_expandable"] = Value::Object(expandable);
    shown
}

fn expanded(state: &State, content: &Content, name: &str) -> Value {
    match name {
        "space" => state
            .spaces
            .get(&content.space)
            .map_or(Value::Null, |held| space(state, held)),
        "version" => version(state, content.latest()),
        "history" => json!({
            "latest": true,
            "createdBy": user_by_id(state, &content.author),
            "createdDate": stamp(content.created),
            "lastUpdated": version(state, content.latest()),
        }),
        "ancestors" => state.ancestors(content).into_iter().rev().map(brief).collect(),
        // The container of a page is its space, not the page above it.
        _ => match content.container.and_then(|id| state.contents.get(&id)) {
            Some(container) if content.kind != ContentKind::Page => brief(container),
            _ => expanded(state, content, "space"),
        },
    }
}

fn brief(content: &Content) -> Value {
    json!({
        "id": content.id_text(),
        "type": content.kind.v1_type(),
        "status": content.status.name(),
        "title": content.title,
    })
}

fn links(state: &State, content: &Content) -> Value {
    let key = state.spaces.get(&content.space).map_or("", |space| space.key.as_str());
    let mut links = json!({
        "self": format!("/rest/api/content/{}", content.id_text()),
        "webui": format!("/spaces/{key}/pages/{}", content.id),
    });
    if content.kind == ContentKind::Attachment {
        let container = content.container.unwrap_or_default();
        links["download"] = format!("/download/attachments/{container}/{}", content.title).into();
    }
    links
}

/// A single piece of content, which says where its links start.
pub(super) fn single(state: &State, call: &Call<'_>, held: &Content, always: &[&str]) -> Value {
    let mut shown = content(state, call, held, always);
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
