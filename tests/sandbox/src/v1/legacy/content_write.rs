//! Content: creating, updating, deleting.

use super::content::{named, space_of_key, statuses};
use super::{DELETES_CONTENT, EDITS_CONTENT, Table, legacy};
use crate::answer::{Outcome, Problem, Reply};
use crate::body::Body;
use crate::call::{Call, parse_id};
use crate::handlers::write;
use crate::state::State;
use crate::state::content::{Content, ContentKind, Revision, Status};
use crate::state::property::Property;
use crate::v1::{label, show};
use confluence_sdk::spec::{PermissionGrant, Verb};
use serde_json::Value;

pub(super) const TABLE: Table = &[
    legacy("POST", "/wiki/rest/api/content", EDITS_CONTENT, write(create)),
    legacy("PUT", "/wiki/rest/api/content/{id}", EDITS_CONTENT, write(update)),
    legacy("DELETE", "/wiki/rest/api/content/{id}", DELETES_CONTENT, write(delete)),
];

/// What is always shown of content that was written.
const WRITTEN: [&str; 6] = ["body.storage", "history", "space", "container", "version", "ancestors"];

fn answer(state: &State, call: &Call<'_>, id: u64) -> Outcome {
    let held = state.contents.get(&id).ok_or_else(Problem::not_found)?;
    Ok(Reply::ok(show::single(state, call, held, &WRITTEN)))
}

/// Where new content lies.
struct Place {
    kind: ContentKind,
    space: u64,
    container: Option<u64>,
}

fn create(state: &mut State, call: &Call<'_>) -> Outcome {
    let place = match call.required_text("type")? {
        "page" => in_space(state, call, ContentKind::Page)?,
        "blogpost" => in_space(state, call, ContentKind::BlogPost)?,
        "comment" => on_content(state, call)?,
        other => {
            return Err(Problem::bad_request(format!(
                "Content of the type {other} cannot be created here"
            )));
        }
    };
    let grant = PermissionGrant {
        verb: Verb::Create,
        kind: place.kind.permission_kind(),
    };
    if !state.space_right(call.actor(), grant, place.space) {
        return Err(Problem::not_permitted(call.shape()));
    }
    let status = status(call)?.unwrap_or(Status::Current);
    let title = title(state, call, &place)?;
    if status == Status::Current {
        unique(state, place.kind, place.space, &title, None)?;
    }
    let body = Body::from_optional(call.member("body"))?;
    let author = &call.caller.account;
    let id = state.add_content(place.kind, place.space, place.container, &title, author, body);
    if let Some(held) = state.contents.get_mut(&id) {
        held.status = status;
        if let Some(first) = held.versions.last_mut() {
            first.message = message(call);
        }
    }
    add_metadata(state, call, id)?;
    answer(state, call, id)
}

/// What the call says about the version that it writes.
fn message(call: &Call<'_>) -> String {
    let message = &call.json()["version"]["message"];
    message.as_str().unwrap_or_default().to_owned()
}

/// The place of a page or a blog post. The last one of `ancestors` is the parent of a page.
fn in_space(state: &State, call: &Call<'_>, kind: ContentKind) -> Result<Place, Problem> {
    let given = &call.json()["space"];
    let key = match (given["key"].as_str(), id_in(&given["id"])) {
        (Some(key), _) => key.to_owned(),
        (None, Some(id)) => state.spaces.get(&id).map_or(id.to_string(), |space| space.key.clone()),
        (None, None) => return Err(Problem::bad_request("`space.key` must be given")),
    };
    let space = space_of_key(state, call, &key)?;
    let container = match parent(call)? {
        Some(parent) if kind == ContentKind::Page => Some(parent_in(state, call, parent, space)?),
        _ => None,
    };
    Ok(Place { kind, space, container })
}

/// The place of a comment: on its container, or below the comment that it answers.
fn on_content(state: &State, call: &Call<'_>) -> Result<Place, Problem> {
    let container = id_in(&call.json()["container"]["id"]);
    let container = parent(call)?.or(container);
    let container = container.ok_or_else(|| Problem::bad_request("`container.id` must be given"))?;
    let held = state.contents.get(&container);
    let held = held.filter(|held| held.status == Status::Current && state.may_view(call.actor(), held));
    let held = held.ok_or_else(|| Problem::missing(format!("There is no content {container} to comment on")))?;
    let kind = match held.kind {
        ContentKind::InlineComment => ContentKind::InlineComment,
        _ => ContentKind::FooterComment,
    };
    Ok(Place {
        kind,
        space: held.space,
        container: Some(container),
    })
}

fn title(state: &State, call: &Call<'_>, place: &Place) -> Result<String, Problem> {
    let given = call.text("title").map(str::trim).unwrap_or_default();
    let on = place.container.and_then(|id| state.contents.get(&id));
    match (given, place.kind.is_comment(), on) {
        ("", true, Some(on)) => Ok(format!("Re: {}", on.title.trim_start_matches("Re: "))),
        ("", false, _) if status(call)? != Some(Status::Draft) => Err(Problem::bad_request("`title` must be given")),
        (given, ..) => Ok(given.to_owned()),
    }
}

fn status(call: &Call<'_>) -> Result<Option<Status>, Problem> {
    match call.text("status") {
        None => Ok(None),
        Some("current") => Ok(Some(Status::Current)),
        Some("draft") => Ok(Some(Status::Draft)),
        Some(other) => Err(Problem::bad_request(format!("`status` cannot be {other}"))),
    }
}

fn id_in(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str().and_then(parse_id))
}

/// The last one of `ancestors`.
fn parent(call: &Call<'_>) -> Result<Option<u64>, Problem> {
    let ancestors = call.json()["ancestors"].as_array();
    let Some(last) = ancestors.and_then(|ancestors| ancestors.last()) else {
        return Ok(None);
    };
    let id = id_in(&last["id"]);
    id.map(Some)
        .ok_or_else(|| Problem::bad_request(format!("`ancestors` must have ids: {last}")))
}

fn parent_in(state: &State, call: &Call<'_>, parent: u64, space: u64) -> Result<u64, Problem> {
    let held = state.contents.get(&parent);
    let held = held.filter(|held| held.kind.is_in_tree() && held.space == space && held.status == Status::Current);
    held.filter(|held| state.may_view(call.actor(), held))
        .map(|held| held.id)
        .ok_or_else(|| Problem::bad_request(format!("There is no parent {parent} in the space")))
}

fn unique(state: &State, kind: ContentKind, space: u64, title: &str, except: Option<u64>) -> Result<(), Problem> {
    let has_own_title = matches!(kind, ContentKind::Page | ContentKind::BlogPost);
    if has_own_title && state.published(kind, space, title, except).is_some() {
        return Err(Problem::bad_request(
            "A page with this title already exists: A page already exists with the same TITLE in this space",
        ));
    }
    Ok(())
}

/// Adds the labels and sets the properties that `metadata` has.
fn add_metadata(state: &mut State, call: &Call<'_>, id: u64) -> Result<(), Problem> {
    let metadata = &call.json()["metadata"];
    let labels = match &metadata["labels"] {
        Value::Null => label::given(state, &Value::Array(Vec::new()))?,
        list @ Value::Array(_) => label::given(state, list)?,
        Value::Object(wrapped) if !wrapped.contains_key("results") => Default::default(),
        wrapped => label::given(state, &wrapped["results"])?,
    };
    let mut properties = Vec::new();
    // What an answer says beside the properties is none.
    let given = metadata["properties"].as_object().into_iter().flatten();
    for (key, given) in given.filter(|(key, _)| !matches!(key.as_str(), "_expandable" | "_links")) {
        let value = given.get("value").cloned().unwrap_or_default();
        properties.push(Property::new(
            state.new_id(),
            key,
            value,
            &call.caller.account,
            state.now(),
        ));
    }
    let held = state.contents.get_mut(&id).ok_or_else(Problem::not_found)?;
    held.labels.extend(labels);
    for property in properties {
        held.properties.retain(|_, known| known.key != property.key);
        held.properties.insert(property.id, property);
    }
    Ok(())
}

fn update(state: &mut State, call: &Call<'_>) -> Outcome {
    let held = named(state, call)?;
    let (id, kind, space, current) = (held.id, held.kind, held.space, held.latest().number);
    if call.text("type").is_some_and(|given| given != kind.v1_type()) {
        return Err(Problem::bad_request(format!(
            "{id} is content of the type {}",
            kind.v1_type()
        )));
    }
    let status = status(call)?.unwrap_or(Status::Current);
    let was = held.status;
    let number = call.json()["version"]["number"].as_u64().ok_or_else(|| {
        Problem::bad_request("Must supply an incremented version when updating Content. No version supplied.")
    })?;
    // A draft has version 1, also when it is published.
    let wanted = if was == Status::Draft { 1 } else { current + 1 };
    let saves_draft = was != Status::Draft && status == Status::Draft;
    if number != wanted && !saves_draft {
        return Err(Problem::conflict(format!(
            "Version must be incremented on update. Current version is: {current}"
        )));
    }
    let container = new_container(state, call, held)?;
    let revision = revision(state, call, held, if saves_draft { 1 } else { wanted })?;
    let title = revision.title.clone();
    if status == Status::Current {
        unique(state, kind, space, &title, Some(id))?;
    }
    if was == Status::Trashed {
        state.restore(id);
    }
    let held = state.contents.get_mut(&id).ok_or_else(Problem::not_found)?;
    if saves_draft {
        held.draft = Some(revision);
    } else {
        held.status = status;
        held.draft = None;
        if was == Status::Draft {
            held.versions.clear();
        }
        held.versions.push(revision);
        state.contents.rename(id, &title);
        if container.is_some() {
            state.move_below(id, container);
        }
        state.collect_tasks(id);
    }
    add_metadata(state, call, id)?;
    answer(state, call, id)
}

/// The new parent of a page, if the call moves it.
fn new_container(state: &State, call: &Call<'_>, held: &Content) -> Result<Option<u64>, Problem> {
    // Some tools send an empty one.
    let key = call.json()["space"]["key"].as_str().filter(|key| !key.is_empty());
    if key.is_some_and(|key| state.space_by_key(key).map(|space| space.id) != Some(held.space)) {
        return Err(Problem::bad_request("`space` is not the space of the content"));
    }
    let wanted = parent(call)?.filter(|parent| held.kind == ContentKind::Page && held.container != Some(*parent));
    let Some(parent) = wanted else {
        return Ok(None);
    };
    let parent = parent_in(state, call, parent, held.space)?;
    let mut above = state.contents.get(&parent);
    while let Some(content) = above {
        if content.id == held.id {
            return Err(Problem::bad_request("A page cannot lie below itself"));
        }
        above = state.container(content);
    }
    Ok(Some(parent))
}

/// The version that the call writes. What it does not give stays as it is.
fn revision(state: &State, call: &Call<'_>, held: &Content, number: u64) -> Result<Revision, Problem> {
    let version = &call.json()["version"];
    let body = match call.member("body") {
        Some(body) => Body::from_request(body)?,
        None => held.latest().body.clone(),
    };
    let title = call.text("title").map(str::trim).filter(|title| !title.is_empty());
    Ok(Revision {
        number,
        title: title.unwrap_or(&held.title).to_owned(),
        body,
        message: message(call),
        minor: version["minorEdit"].as_bool().unwrap_or(false),
        author: call.caller.account.clone(),
        at: state.now(),
        file: held.latest().file.clone(),
    })
}

/// Content goes to the trash. From there, and as a draft, it is deleted for good.
fn delete(state: &mut State, call: &Call<'_>) -> Outcome {
    let held = named(state, call)?;
    let (id, kind) = (held.id, held.kind);
    let grant = PermissionGrant {
        verb: Verb::Delete,
        kind: kind.permission_kind(),
    };
    if !state.space_right(call.actor(), grant, held.space) {
        return Err(Problem::not_permitted(call.shape()));
    }
    let statuses = statuses(call)?;
    match held.status {
        Status::Trashed | Status::Draft if statuses.contains(&held.status.name()) => state.purge(id),
        Status::Current | Status::Archived if kind.is_comment() => state.purge(id),
        Status::Current if statuses.contains(&"draft") && held.draft.is_some() => {
            if let Some(held) = state.contents.get_mut(&id) {
                held.draft = None;
            }
        }
        Status::Current | Status::Archived => state.trash(id),
        status => {
            return Err(Problem::missing(format!(
                "The content {id} is {}, so `status` must say it",
                status.name()
            )));
        }
    }
    Ok(Reply::empty(204))
}
