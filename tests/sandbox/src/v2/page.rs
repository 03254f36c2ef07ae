//! Page: reading.

use super::show::{content, has_status, rows, section, version, webui};
use super::{label, operation, property};
use crate::answer::{Outcome, Problem, Reply};
use crate::body;
use crate::call::Call;
use crate::handlers::{Table, read};
use crate::page::base;
use crate::state::content::{Content, ContentKind, Revision, Status};
use crate::state::{State, stamp};
use serde_json::{Value, json};

pub(super) const TABLE: Table = &[
    ("getPages", read(get_pages)),
    ("getPageById", read(get_page_by_id)),
    ("getPagesInSpace", read(get_pages_in_space)),
    ("getLabelPages", read(get_label_pages)),
];

/// A page as every answer shows it; `revision` is the version that is asked for.
pub(super) fn show(state: &State, page: &Content, revision: &Revision, format: Option<&str>) -> Value {
    let mut shown = json!({
        "id": page.id_text(),
        "status": page.status.name(),
        "title": revision.title,
        "spaceId": page.space.to_string(),
        "parentId": page.container.map(|parent| parent.to_string()),
        "parentType": page.container.map(|_| "page"),
        "position": page.position,
        "authorId": page.author,
        "ownerId": page.owner,
        "lastOwnerId": null,
        "createdAt": stamp(page.created),
        "version": version(revision),
        "body": revision.body.show(format),
        "_links": {
            "webui": webui(state, page),
            "editui": format!("/pages/resumedraft.action?draftId={}", page.id),
            "tinyui": format!("/x/{:x}", page.id),
        },
    });
    if let Some(subtype) = &page.subtype {
        shown["subtype"] = subtype.as_str().into();
    }
    shown
}

/// A single page, which says where its links start.
pub(super) fn single(
    state: &State,
    call: &Call<'_>,
    page: &Content,
    revision: &Revision,
    format: Option<&str>,
) -> Value {
    let mut shown = show(state, page, revision, format);
    shown["_links"]["base"] = base(call);
    shown
}

fn list<'s>(state: &'s State, call: &Call<'_>, wanted: impl Fn(&Content) -> bool) -> Outcome {
    let format = body::format(call.query("body-format"), true)?;
    let (status, title, subtype) = (call.list("status"), call.query("title"), call.query("subtype"));
    let wanted = |page: &&'s Content| {
        page.kind == ContentKind::Page
            && page.status != Status::Draft
            && has_status(page, &status, &[Status::Current, Status::Archived])
            && title.is_none_or(|title| page.title == title)
            && subtype.is_none_or(|subtype| page.subtype.as_deref().unwrap_or("page") == subtype)
            && wanted(page)
    };
    rows(state, call, state.contents.values().filter(wanted))?
        .reply(call, 25, |page| show(state, page, page.latest(), format))
}

fn get_pages(state: &State, call: &Call<'_>) -> Outcome {
    let (ids, spaces) = (call.ids("id")?, call.ids("space-id")?);
    let among = |list: &[u64], id: u64| list.is_empty() || list.contains(&id);
    list(state, call, |page| among(&ids, page.id) && among(&spaces, page.space))
}

fn get_pages_in_space(state: &State, call: &Call<'_>) -> Outcome {
    let space = call.id("id")?;
    let root_only = match call.query("depth") {
        None | Some("all") => false,
        Some("root") => true,
        Some(other) => return Err(Problem::bad_request(format!("`depth` cannot be {other}"))),
    };
    list(state, call, |page| {
        page.space == space && !(root_only && page.container.is_some())
    })
}

fn get_label_pages(state: &State, call: &Call<'_>) -> Outcome {
    let (label, spaces) = (call.id("id")?, call.ids("space-id")?);
    if !state.labels.contains_key(&label) {
        return Err(Problem::not_found());
    }
    list(state, call, |page| {
        page.labels.contains(&label) && (spaces.is_empty() || spaces.contains(&page.space))
    })
}

fn get_page_by_id(state: &State, call: &Call<'_>) -> Outcome {
    let page = content(state, call, "id")?;
    let status = call.list("status");
    let draft = call.flag("get-draft") || status.contains(&"draft");
    let by_default = [Status::Current, Status::Archived, Status::Trashed];
    let wrong_status = if draft {
        page.status == Status::Trashed
    } else {
        !has_status(page, &status, &by_default) && !status.contains(&"historical")
    };
    if page.kind != ContentKind::Page || wrong_status {
        return Err(Problem::not_found());
    }
    let format = body::format(call.query("body-format"), false)?;
    let revision = match (call.number("version")?, &page.draft) {
        (Some(number), _) => page.version(number).ok_or_else(Problem::not_found)?,
        (None, Some(draft_revision)) if draft => draft_revision,
        _ => page.latest(),
    };
    let mut shown = single(state, call, page, revision, format);
    if draft && page.draft.is_some() {
        shown["status"] = "draft".into();
    }
    if revision.number != page.latest().number && !draft {
        shown["status"] = "historical".into();
    }
    include(state, call, page, &mut shown);
    Ok(Reply::ok(shown))
}

/// What the `include-…` parameters ask for.
fn include(state: &State, call: &Call<'_>, page: &Content, shown: &mut Value) {
    if call.query("include-version") == Some("false") {
        shown.as_object_mut().map(|members| members.remove("version"));
    }
    if call.flag("include-labels") {
        shown["labels"] = section(
            call,
            "labels",
            page.labels.iter().filter_map(|id| label::show(state, *id)).collect(),
        );
    }
    if call.flag("include-properties") {
        shown["properties"] = section(
            call,
            "properties",
            page.properties.values().map(property::show).collect(),
        );
    }
    if call.flag("include-operations") {
        shown["operations"] = section(call, "operations", operation::permitted(state, call.actor(), page));
    }
    if call.flag("include-likes") {
        shown["likes"] = section(
            call,
            "likes",
            page.likes.iter().map(|id| json!({ "accountId": id })).collect(),
        );
    }
    if call.flag("include-versions") {
        shown["versions"] = section(call, "versions", page.versions.iter().rev().map(version).collect());
    }
    if call.flag("include-direct-children") {
        let children = super::children::direct(state, call, page.id);
        shown["directChildren"] = section(call, "direct-children", children);
    }
    if call.flag("include-favorited-by-current-user-status") {
        let mut favourites = state.favourites(&call.caller.account);
        shown["isFavoritedByCurrentUser"] = favourites.any(|id| id == page.id).into();
    }
}
