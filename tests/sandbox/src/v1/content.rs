//! Content: archiving, publishing a draft.

use super::show;
use crate::answer::{Outcome, Problem, Reply};
use crate::call::{Call, parse_id};
use crate::handlers::{Table, write};
use crate::state::State;
use crate::state::content::{ContentKind, Status};
use crate::state::longtask::Work;
use serde_json::Value;

pub(super) const TABLE: Table = &[
    ("archivePages", write(archive_pages)),
    ("publishSharedDraft", write(publish_draft)),
    ("publishLegacyDraft", write(publish_draft)),
];

/// The largest number of pages that one call can archive.
const MAX_ARCHIVED: usize = 300;

fn archive_pages(state: &mut State, call: &Call<'_>) -> Outcome {
    let given = call
        .member("pages")
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default();
    if given.is_empty() || given.len() > MAX_ARCHIVED {
        return Err(Problem::bad_request(format!(
            "Between 1 and {MAX_ARCHIVED} pages can be archived at a time"
        )));
    }
    let mut pages = Vec::new();
    for page in given {
        let id = page["id"].as_u64().or_else(|| page["id"].as_str().and_then(parse_id));
        let page = id.and_then(|id| state.contents.get(&id));
        let page = page.filter(|page| page.kind == ContentKind::Page && page.status == Status::Current);
        pages.push(
            page.ok_or_else(|| Problem::bad_request("Only published pages can be archived"))?
                .id,
        );
    }
    let task = state.start_task("bulk.archive.pages", &call.caller.account, Work::Archive(pages));
    Ok(Reply::json(202, show::long_task(task)))
}

/// Publishes a draft that was made from a blueprint. Legacy and shared drafts are published in the same way.
fn publish_draft(state: &mut State, call: &Call<'_>) -> Outcome {
    let title = call.text("title").filter(|title| !title.is_empty());
    let title = title.ok_or_else(|| Problem::bad_request("A title must be given"))?;
    for (member, only) in [("type", "page"), ("status", "current")] {
        if call.text(member).is_some_and(|given| given != only) {
            return Err(Problem::bad_request(format!("`{member}` must be {only}")));
        }
    }
    if call.query("status").is_some_and(|status| status != "draft") {
        return Err(Problem::bad_request(
            "Only content with the status draft can be published",
        ));
    }
    if call.json()["version"]["number"].as_u64() != Some(1) {
        return Err(Problem::conflict("A draft is published as version 1"));
    }
    let draft = parse_id(call.path("draftId")).and_then(|id| state.contents.get(&id));
    let draft = draft
        .filter(|draft| draft.status == Status::Draft)
        .ok_or_else(Problem::not_found)?;
    let space = match call.json()["space"]["key"].as_str() {
        Some(key) => state.space_by_key(key).ok_or_else(Problem::not_found)?.id,
        None => draft.space,
    };
    let id = draft.id;
    if state.page_titled(space, title, Some(id)).is_some() {
        return Err(Problem::bad_request(format!("A page named {title} already exists")));
    }
    let moves = space != draft.space;
    let parent = parent(state, call, space)?;
    let now = state.now();
    let page = state.contents.get_mut(&id).ok_or_else(Problem::not_found)?;
    page.status = Status::Current;
    if let Some(revision) = page.versions.last_mut() {
        revision.title = title.to_owned();
        revision.at = now;
    }
    state.contents.rename(id, title);
    state.publish_mark(id);
    if moves {
        state.move_to_space(id, space);
    }
    if moves || parent.is_some() {
        state.move_below(id, parent);
    }
    let page = state.contents.get(&id).ok_or_else(Problem::not_found)?;
    let always = ["body.storage", "history", "space", "version", "ancestors"];
    Ok(Reply::ok(show::single(state, call, page, &always)))
}

/// The last of `ancestors`: the page that a draft is published below.
fn parent(state: &State, call: &Call<'_>, space: u64) -> Result<Option<u64>, Problem> {
    let Some(nearest) = call.json()["ancestors"]
        .as_array()
        .and_then(|ancestors| ancestors.last())
    else {
        return Ok(None);
    };
    let id = nearest["id"]
        .as_u64()
        .or_else(|| nearest["id"].as_str().and_then(parse_id));
    let page = id
        .and_then(|id| state.contents.get(&id))
        .filter(|page| page.space == space);
    let page = page.filter(|page| page.status == Status::Current && state.may_view(call.actor(), page));
    page.map(|page| Some(page.id))
        .ok_or_else(|| Problem::bad_request(format!("There is no page {} in the space", nearest["id"])))
}
