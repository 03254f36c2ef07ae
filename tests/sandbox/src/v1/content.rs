//! Content: copying, archiving, publishing a draft.

use super::show;
use crate::answer::{Outcome, Problem, Reply};
use crate::call::{Call, parse_id};
use crate::handlers::{Table, write};
use crate::state::State;
use crate::state::content::{ContentKind, Status};
use crate::state::longtask::{Copying, Work};
use jiff::Timestamp;
use serde_json::Value;

pub(super) const TABLE: Table = &[
    ("copyPageHierarchy", write(copy_page_hierarchy)),
    ("archivePages", write(archive_pages)),
    ("publishSharedDraft", write(publish_shared_draft)),
];

/// The largest number of pages that one call can archive.
const MAX_ARCHIVED: usize = 300;

fn copy_page_hierarchy(state: &mut State, call: &Call<'_>) -> Outcome {
    let source = show::find(state, call, "id")?;
    let destination = call.json()["destinationPageId"].as_str().and_then(parse_id);
    let destination = destination
        .and_then(|id| state.contents.get(&id))
        .ok_or_else(Problem::not_found)?;
    if source.kind != ContentKind::Page || destination.kind != ContentKind::Page {
        return Err(Problem::not_found());
    }
    let wants = |member: &str| call.member(member).and_then(Value::as_bool);
    let title = |member: &str| {
        call.json()["titleOptions"][member]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    };
    let copying = Copying {
        source: source.id,
        destination: destination.id,
        author: call.caller.account.clone(),
        descendants: wants("copyDescendants").unwrap_or(true),
        attachments: wants("copyAttachments").unwrap_or(false),
        labels: wants("copyLabels").unwrap_or(false),
        properties: wants("copyProperties").unwrap_or(false),
        permissions: wants("copyPermissions").unwrap_or(false),
        prefix: title("prefix"),
        search: title("search"),
        replace: title("replace"),
    };
    let renamed = format!(
        "{}{}",
        copying.prefix,
        source.title.replace(copying.search.as_str(), &copying.replace)
    );
    let title = if copying.search.is_empty() {
        format!("{}{}", copying.prefix, source.title)
    } else {
        renamed
    };
    if state.page_titled(destination.space, &title, None).is_some() {
        return Err(Problem::bad_request(format!(
            "A page named {title} already exists at the destination"
        )));
    }
    let task = state.start_task("copy.page.hierarchy", &call.caller.account, Work::Copy(copying));
    Ok(Reply::json(202, show::long_task(task)))
}

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

fn publish_shared_draft(state: &mut State, call: &Call<'_>) -> Outcome {
    let body = call.json();
    let title = body["title"].as_str().filter(|title| !title.is_empty());
    let title = title.ok_or_else(|| Problem::bad_request("A title must be given"))?;
    if body["version"]["number"].as_u64() != Some(1) {
        return Err(Problem::conflict("A draft is published as version 1"));
    }
    let draft = parse_id(call.path("draftId")).and_then(|id| state.contents.get(&id));
    let draft = draft
        .filter(|draft| draft.status == Status::Draft)
        .ok_or_else(Problem::not_found)?;
    let (id, space) = (draft.id, draft.space);
    if state.page_titled(space, title, Some(id)).is_some() {
        return Err(Problem::bad_request(format!("A page named {title} already exists")));
    }
    let parent = body["ancestors"]
        .as_array()
        .and_then(|ancestors| ancestors.last()?["id"].as_str().and_then(parse_id));
    let page = state.contents.get_mut(&id).ok_or_else(Problem::not_found)?;
    page.status = Status::Current;
    if let Some(revision) = page.versions.last_mut() {
        revision.title = title.to_owned();
        revision.at = Timestamp::now();
    }
    state.contents.rename(id, title);
    if parent.is_some() {
        state.move_below(id, parent);
    }
    let page = state.contents.get(&id).ok_or_else(Problem::not_found)?;
    let always = ["body.storage", "history", "space", "version", "ancestors"];
    Ok(Reply::ok(show::single(state, call, page, &always)))
}
