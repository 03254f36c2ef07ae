//! Page and Blog Post: creating, updating, restoring.

use super::change;
use super::show::{existing, existing_mut, single};
use crate::answer::{Outcome, Problem, Reply};
use crate::body::Body;
use crate::call::Call;
use crate::handlers::{Table, write};
use crate::state::State;
use crate::state::content::{Content, ContentKind, Revision, Status};
use jiff::Timestamp;

pub(super) const TABLE: Table = &[
    ("createPage", write(create_page)),
    ("createBlogPost", write(create_blog_post)),
    ("updatePage", write(update)),
    ("updateBlogPost", write(update)),
    ("updatePageTitle", write(update_page_title)),
];

fn create_page(state: &mut State, call: &Call<'_>) -> Outcome {
    let space = change::space(call)?;
    let at_the_root = call.flag("root-level");
    if at_the_root && call.member("parentId").is_some() {
        return Err(Problem::bad_request(
            "`parentId` cannot be given together with `root-level`",
        ));
    }
    let homepage = state.homepage(space).filter(|_| !at_the_root);
    let parent = change::parent(state, call, space)?.or(homepage);
    let subtype = match call.text("subtype") {
        Some(other) if other != "live" => {
            return Err(Problem::bad_request(format!("`subtype` cannot be {other}")));
        }
        subtype => subtype.map(str::to_owned),
    };
    let id = create(state, call, ContentKind::Page, space, parent)?;
    if let Some(page) = state.contents.get_mut(&id) {
        page.subtype = subtype;
    }
    show(state, call, id)
}

fn create_blog_post(state: &mut State, call: &Call<'_>) -> Outcome {
    let created = created_at(call)?;
    let id = create(state, call, ContentKind::BlogPost, change::space(call)?, None)?;
    if let (Some(post), Some(created)) = (state.contents.get_mut(&id), created) {
        post.created = created;
    }
    show(state, call, id)
}

fn create(
    state: &mut State,
    call: &Call<'_>,
    kind: ContentKind,
    space: u64,
    parent: Option<u64>,
) -> Result<u64, Problem> {
    let status = change::status(call)?;
    let title = call.text("title").unwrap_or_default();
    let body = Body::from_optional(call.member("body"))?;
    if status == Status::Current {
        change::check_title(state, kind, space, title, None)?;
    }
    let id = state.add_content(kind, space, parent, title, &call.caller.account, body);
    if let Some(created) = state.contents.get_mut(&id) {
        created.status = status;
        change::make_private(call, created);
    }
    Ok(id)
}

/// The date that a blog post is to have.
fn created_at(call: &Call<'_>) -> Result<Option<Timestamp>, Problem> {
    let read = |text: &str| {
        text.parse()
            .map_err(|_| Problem::bad_request(format!("`createdAt` is not a time: {text}")))
    };
    call.text("createdAt").map(read).transpose()
}

fn update(state: &mut State, call: &Call<'_>) -> Outcome {
    let held = existing(state, call)?;
    let (id, kind) = (held.id, held.kind);
    change::check_id(call, id)?;
    change::check_space(call, held)?;
    let status = change::status(call)?;
    let title = call.required_text("title")?;
    let body = Body::from_optional(call.member("body"))?;
    match (held.status, status) {
        (Status::Trashed, Status::Current) => return restore(state, call),
        (Status::Trashed | Status::Archived, _) => return Err(Problem::not_found()),
        (_, Status::Current) => change::check_title(state, kind, held.space, title, Some(id))?,
        _ => {}
    }
    // A draft has version 1. When it is published, its version is still 1.
    let published = held.status == Status::Current;
    let keeps_number = !published || status == Status::Draft;
    let number = if keeps_number { 1 } else { held.latest().number + 1 };
    change::check_version(call, held, number)?;
    let revision = Revision {
        number,
        ..change::next(state, call, held, title, body)
    };
    if published && status == Status::Draft {
        existing_mut(state, call)?.draft = Some(revision);
    } else {
        save(state, call, status, revision)?;
    }
    answer(state, call)
}

/// Saves the only or the newest version.
fn save(state: &mut State, call: &Call<'_>, status: Status, revision: Revision) -> Result<(), Problem> {
    let held = existing(state, call)?;
    let (id, title) = (held.id, revision.title.clone());
    let (parent, owner, created) = match held.kind {
        ContentKind::Page => (new_parent(state, call, held)?, new_owner(state, call)?, None),
        _ => (None, None, created_at(call)?),
    };
    let held = existing_mut(state, call)?;
    if held.status != Status::Current {
        held.versions.clear();
    }
    held.versions.push(revision);
    held.status = status;
    held.draft = None;
    held.created = created.unwrap_or(held.created);
    if let Some(owner) = owner {
        held.last_owner = Some(std::mem::replace(&mut held.owner, owner));
    }
    state.contents.rename(id, &title);
    if parent.is_some() {
        state.move_below(id, parent);
    }
    state.collect_tasks(id);
    state.publish_mark(id);
    Ok(())
}

/// The account that a page is given to.
fn new_owner(state: &State, call: &Call<'_>) -> Result<Option<String>, Problem> {
    match call.text("ownerId") {
        Some(id) if state.account(id).is_none() => Err(Problem::bad_request(format!("There is no account {id}"))),
        owner => Ok(owner.map(str::to_owned)),
    }
}

/// Brings something back from the trash. Nothing else of it changes.
fn restore(state: &mut State, call: &Call<'_>) -> Outcome {
    let held = existing(state, call)?;
    let id = held.id;
    change::check_version(call, held, held.latest().number + 1)?;
    change::check_title(state, held.kind, held.space, &held.title, Some(id))?;
    state.restore(id);
    answer(state, call)
}

/// The parent that a page is moved to, if it is another one.
fn new_parent(state: &State, call: &Call<'_>, page: &Content) -> Result<Option<u64>, Problem> {
    if page.kind != ContentKind::Page || call.member_id("parentId")? == page.container {
        return Ok(None);
    }
    let parent = change::parent(state, call, page.space)?;
    let found = parent.and_then(|id| state.contents.get(&id));
    if found.is_some_and(|parent| state.is_within(parent, page.id)) {
        return Err(Problem::bad_request("A page cannot lie below itself"));
    }
    Ok(parent)
}

fn update_page_title(state: &mut State, call: &Call<'_>) -> Outcome {
    let status = change::status(call)?;
    let title = call.required_text("title")?;
    let page = existing(state, call)?;
    let id = page.id;
    if status == Status::Current {
        change::check_title(state, page.kind, page.space, title, Some(id))?;
    }
    let (published, has_draft) = (page.status == Status::Current, page.draft.is_some());
    let is_there = match status {
        Status::Draft => page.status == Status::Draft || (published && has_draft),
        _ => published,
    };
    if !is_there {
        return Err(Problem::bad_request(format!("The page is not {}", status.name())));
    }
    let renamed = change::next(state, call, page, title, page.latest().body.clone());
    let page = existing_mut(state, call)?;
    match (&mut page.draft, status, published) {
        (Some(draft), Status::Draft, true) => title.clone_into(&mut draft.title),
        (_, _, true) => page.versions.push(renamed),
        (_, _, false) => page.versions = vec![Revision { number: 1, ..renamed }],
    }
    if published == (status == Status::Current) {
        state.contents.rename(id, title);
    }
    answer(state, call)
}

fn answer(state: &State, call: &Call<'_>) -> Outcome {
    show(state, call, existing(state, call)?.id)
}

/// What was written: a draft, or what is published.
fn show(state: &State, call: &Call<'_>, id: u64) -> Outcome {
    let held = state.contents.get(&id).ok_or_else(Problem::not_found)?;
    let draft = held.draft.as_ref().filter(|_| call.text("status") == Some("draft"));
    let revision = draft.unwrap_or_else(|| held.latest());
    let mut shown = single(state, call, held, revision, Some("storage"));
    if draft.is_some() {
        shown["status"] = "draft".into();
    }
    Ok(Reply::ok(shown))
}
