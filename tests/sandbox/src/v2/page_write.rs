//! Page: creating, updating, deleting.

use super::page::single;
use crate::answer::{Outcome, Problem, Reply};
use crate::body::Body;
use crate::call::Call;
use crate::handlers::{Table, write};
use crate::state::State;
use crate::state::content::{Content, ContentKind, Revision, Status};
use jiff::Timestamp;
use serde_json::Value;

pub(super) const TABLE: Table = &[
    ("createPage", write(create_page)),
    ("updatePage", write(update_page)),
    ("updatePageTitle", write(update_page_title)),
    ("deletePage", write(delete_page)),
];

fn create_page(state: &mut State, call: &Call<'_>) -> Outcome {
    let space = call
        .member_id("spaceId")?
        .ok_or_else(|| Problem::bad_request("`spaceId` must be given"))?;
    let status = write_status(call.text("status").unwrap_or("current"))?;
    let title = call.text("title").unwrap_or_default();
    if title.is_empty() && status == Status::Current {
        return Err(Problem::bad_request("A published page must have a title"));
    }
    let body = Body::from_optional(call.member("body"))?;
    let parent = match call.member_id("parentId")? {
        Some(_) if call.flag("root-level") => {
            return Err(Problem::bad_request(
                "`parentId` cannot be given together with `root-level`",
            ));
        }
        Some(parent) => Some(parent_in(state, call, parent, space)?),
        None if call.flag("root-level") => None,
        None => state.spaces.get(&space).and_then(|space| space.homepage),
    };
    unique_title(state, space, title, status, None)?;
    let author = &call.caller.account;
    let id = state.add_content(ContentKind::Page, space, parent, title, author, body);
    let page = state.contents.get_mut(&id).ok_or_else(Problem::not_found)?;
    page.status = status;
    page.subtype = call.text("subtype").map(str::to_owned);
    if call.flag("private") {
        page.restrictions.read.users.insert(author.clone());
        page.restrictions.update.users.insert(author.clone());
    }
    answer(state, call, id)
}

fn update_page(state: &mut State, call: &Call<'_>) -> Outcome {
    let id = call.id("id")?;
    if call.member_id("id")? != Some(id) {
        return Err(Problem::bad_request("`id` in the body is not that in the path"));
    }
    let status = write_status(call.required_text("status")?)?;
    let title = call.required_text("title")?.to_owned();
    let body = Body::from_optional(call.member("body"))?;
    let version = call.member("version").unwrap_or(&Value::Null);
    let number = version["number"].as_u64();
    let page = editable(state, id)?;
    let (space, published) = (page.space, page.status == Status::Current);
    let current = page.latest().number;
    if call.member_id("spaceId")?.is_some_and(|wanted| wanted != space) {
        return Err(Problem::bad_request("A page cannot be moved to another space"));
    }
    let parent = match call.member_id("parentId")? {
        Some(parent) if Some(parent) != page.container => Some(parent_in(state, call, parent, space)?),
        _ => page.container,
    };
    let above = |parent: &Content| parent.id == id || state.ancestors(parent).iter().any(|page| page.id == id);
    if parent.and_then(|parent| state.contents.get(&parent)).is_some_and(above) {
        return Err(Problem::bad_request("A page cannot lie below itself"));
    }
    unique_title(state, space, &title, status, Some(id))?;
    // A draft has version 1. When it is published, its version is still 1.
    let wanted = if published { current + 1 } else { 1 };
    let saves_draft = published && status == Status::Draft;
    if !saves_draft && number != Some(wanted) {
        return Err(stale(current, number));
    }
    let revision = Revision {
        number: if saves_draft { 1 } else { wanted },
        title: title.clone(),
        body,
        message: version["message"].as_str().unwrap_or_default().to_owned(),
        minor: false,
        author: call.caller.account.clone(),
        at: Timestamp::now(),
        file: None,
    };
    let page = state.contents.get_mut(&id).ok_or_else(Problem::not_found)?;
    if saves_draft {
        page.draft = Some(revision);
    } else {
        page.status = status;
        page.draft = None;
        if let Some(owner) = call.text("ownerId") {
            page.owner = owner.to_owned();
        }
        if !published {
            page.versions.clear();
        }
        page.versions.push(revision);
        let moved = page.container != parent;
        state.contents.rename(id, &title);
        if moved {
            state.move_below(id, parent);
        }
        state.collect_tasks(id);
        state.publish_mark(id);
    }
    answer(state, call, id)
}

fn update_page_title(state: &mut State, call: &Call<'_>) -> Outcome {
    let id = call.id("id")?;
    let status = write_status(call.required_text("status")?)?;
    let title = call.required_text("title")?.to_owned();
    let page = editable(state, id)?;
    if page.status != status {
        return Err(Problem::bad_request(format!("The page is not {}", status.name())));
    }
    let (space, published) = (page.space, page.status == Status::Current);
    unique_title(state, space, &title, status, Some(id))?;
    let page = state.contents.get_mut(&id).ok_or_else(Problem::not_found)?;
    let mut revision = page.latest().clone();
    revision.title.clone_from(&title);
    revision.author.clone_from(&call.caller.account);
    revision.at = Timestamp::now();
    if published {
        revision.number += 1;
    } else {
        page.versions.clear();
    }
    page.versions.push(revision);
    state.contents.rename(id, &title);
    answer(state, call, id)
}

fn delete_page(state: &mut State, call: &Call<'_>) -> Outcome {
    let id = call.id("id")?;
    let page = state
        .contents
        .get_mut(&id)
        .filter(|page| page.kind == ContentKind::Page)
        .ok_or_else(Problem::not_found)?;
    match (page.status, call.flag("purge"), call.flag("draft")) {
        (Status::Trashed, true, _) | (Status::Draft, _, true) => state.purge(id),
        (_, true, _) => return Err(Problem::bad_request("Only a page in the trash can be purged")),
        (Status::Current, _, true) if page.draft.is_some() => page.draft = None,
        (Status::Current | Status::Archived, _, false) => state.trash(id),
        _ => return Err(Problem::not_found()),
    }
    Ok(Reply::empty(204))
}

fn answer(state: &State, call: &Call<'_>, id: u64) -> Outcome {
    let page = state.contents.get(&id).ok_or_else(Problem::not_found)?;
    let revision = page.draft.as_ref().unwrap_or_else(|| page.latest());
    Ok(Reply::ok(single(state, call, page, revision, Some("storage"))))
}

/// A page that can be changed. A page in the trash or in the archive cannot.
fn editable(state: &State, id: u64) -> Result<&Content, Problem> {
    let page = state.contents.get(&id).filter(|page| page.kind == ContentKind::Page);
    page.filter(|page| matches!(page.status, Status::Current | Status::Draft))
        .ok_or_else(Problem::not_found)
}

fn parent_in(state: &State, call: &Call<'_>, parent: u64, space: u64) -> Result<u64, Problem> {
    let page = state
        .contents
        .get(&parent)
        .filter(|page| page.kind == ContentKind::Page && page.space == space);
    let page = page.filter(|page| page.status == Status::Current && state.may_view(call.actor(), page));
    page.map(|page| page.id).ok_or_else(Problem::not_found)
}

fn unique_title(state: &State, space: u64, title: &str, status: Status, except: Option<u64>) -> Result<(), Problem> {
    if status == Status::Current && state.page_titled(space, title, except).is_some() {
        return Err(Problem::bad_request(
            "A page with this title already exists in this space",
        ));
    }
    Ok(())
}

fn write_status(text: &str) -> Result<Status, Problem> {
    match text {
        "current" => Ok(Status::Current),
        "draft" => Ok(Status::Draft),
        other => Err(Problem::bad_request(format!("`status` cannot be {other}"))),
    }
}

/// For an update of a version that is no longer the current one.
fn stale(current: u64, provided: Option<u64>) -> Problem {
    let provided = provided.map_or_else(|| "null".to_owned(), |number| number.to_string());
    Problem::conflict(format!(
        "Version must be incremented when updating a page. Current Version: [{current}]. Provided version: [{provided}]"
    ))
}
