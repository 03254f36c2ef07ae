//! Content - children and descendants: moving and copying pages.

use super::show;
use crate::answer::{Outcome, Problem, Reply};
use crate::body::Body;
use crate::call::{Call, parse_id};
use crate::handlers::{Table, write};
use crate::members::title_fits;
use crate::permission::{Item, shows};
use crate::state::State;
use crate::state::content::{Content, ContentKind, Status};
use crate::state::copy::{Copy, Copying, Parts, Renaming};
use crate::state::longtask::Work;
use crate::state::tree::Position;
use confluence_sdk::spec::{Kind, PermissionGrant, Verb};
use serde_json::{Value, json};

pub(super) const TABLE: Table = &[
    ("movePage", write(move_page)),
    ("copyPage", write(copy_page)),
    ("copyPageHierarchy", write(copy_page_hierarchy)),
];

const CREATE_PAGE: PermissionGrant = PermissionGrant {
    verb: Verb::Create,
    kind: Kind::Page,
};

/// Refuses titles that are too long or that a published page of the space has. Pages in `except` do not count.
fn unique_titles(state: &State, space: u64, titles: &[String], except: &[u64]) -> Result<(), Problem> {
    titles.iter().try_for_each(|title| title_fits(title))?;
    let taken = titles.iter().find(|title| {
        let known = state.page_titled(space, title, None);
        known.is_some_and(|page| !except.contains(&page.id))
    });
    taken.map_or(Ok(()), |title| {
        Err(Problem::bad_request(format!(
            "A page with the title {title} already exists in the target space"
        )))
    })
}

/// Published content that pages can lie below, if the caller may see it.
fn in_tree<'s>(state: &'s State, call: &Call<'_>, id: &str) -> Result<&'s Content, Problem> {
    let content = parse_id(id).and_then(|id| state.contents.get(&id));
    let content = content.filter(|content| content.kind.is_in_tree() && content.status == Status::Current);
    content
        .filter(|content| shows(state, call, Item::Content(content)))
        .ok_or_else(|| Problem::missing(format!("There is no content {id} that pages can lie below")))
}

/// The published page with this id, if the caller may see it.
pub(super) fn page<'s>(state: &'s State, call: &Call<'_>, id: &str) -> Result<&'s Content, Problem> {
    let page = in_tree(state, call, id).ok();
    page.filter(|page| page.kind == ContentKind::Page)
        .ok_or_else(|| Problem::missing(format!("There is no page {id}")))
}

/// The titles of those that are pages. Only they must be unique.
fn page_titles(state: &State, ids: &[u64]) -> Vec<String> {
    let contents = ids.iter().filter_map(|id| state.contents.get(id));
    let pages = contents.filter(|content| content.kind == ContentKind::Page);
    pages.map(|page| page.title.clone()).collect()
}

fn move_page(state: &mut State, call: &Call<'_>) -> Outcome {
    let position = match call.path("position") {
        "before" => Position::Before,
        "after" => Position::After,
        "append" => Position::Below,
        other => return Err(Problem::bad_request(format!("`position` cannot be {other}"))),
    };
    let moved = relocate(state, call, call.path("pageId"), position, call.path("targetId"))?;
    Ok(Reply::ok(json!({ "pageId": moved.to_string() })))
}

/// Moves a page beside or below another one, if the rules of the site allow it, and gives its id.
pub(super) fn relocate(
    state: &mut State,
    call: &Call<'_>,
    moved: &str,
    position: Position,
    target: &str,
) -> Result<u64, Problem> {
    let moved = page(state, call, moved)?;
    let target = in_tree(state, call, target)?;
    let inside = |ancestor: &&Content| ancestor.id == moved.id;
    if target.id == moved.id || state.ancestors(target).iter().any(inside) {
        return Err(Problem::bad_request(format!(
            "The page {} cannot be moved beside or below itself",
            moved.id
        )));
    }
    if !state.may_change(call.actor(), moved) {
        return Err(Problem::bad_request(format!(
            "A restriction keeps the page {} in its place",
            moved.id
        )));
    }
    if moved.space != target.space {
        let tree = state.published_tree(moved.id);
        let titles = page_titles(state, &tree);
        unique_titles(state, target.space, &titles, &tree)?;
    }
    let (id, target) = (moved.id, target.id);
    state.move_beside(id, position, target);
    Ok(id)
}

/// The flags of a copy that say what is copied with a page. Without a flag, its part is not copied.
fn parts(call: &Call<'_>) -> Parts {
    let wants = |member: &str| call.member(member).and_then(Value::as_bool).unwrap_or(false);
    Parts {
        attachments: wants("copyAttachments"),
        labels: wants("copyLabels"),
        properties: wants("copyProperties"),
        permissions: wants("copyPermissions"),
        custom_contents: wants("copyCustomContents"),
    }
}

/// Where a single page is copied to.
struct Destination {
    space: u64,
    parent: Option<u64>,
    /// The page that the copy replaces.
    replaced: Option<u64>,
}

fn destination(state: &State, call: &Call<'_>) -> Result<Destination, Problem> {
    let given = &call.json()["destination"];
    let text = |member: &str| {
        let missing = || Problem::bad_request(format!("`destination.{member}` must be given as text"));
        given[member].as_str().ok_or_else(missing)
    };
    let (kind, value) = (text("type")?, text("value")?);
    let destination = match kind {
        "space" => {
            let space = state.space_by_key(value);
            let space = space.filter(|space| state.may_view_space(call.actor(), space.id));
            let space = space.ok_or_else(|| Problem::missing(format!("There is no space {value}")))?;
            Destination {
                space: space.id,
                parent: None,
                replaced: None,
            }
        }
        "parent_page" | "parent_content" => {
            let parent = match kind {
                "parent_page" => page(state, call, value)?,
                _ => in_tree(state, call, value)?,
            };
            Destination {
                space: parent.space,
                parent: Some(parent.id),
                replaced: None,
            }
        }
        "existing_page" => {
            let held = page(state, call, value)?;
            if !state.may_edit(call.actor(), held) {
                return Err(Problem::not_permitted(call.shape()));
            }
            Destination {
                space: held.space,
                parent: held.container,
                replaced: Some(held.id),
            }
        }
        other => return Err(Problem::bad_request(format!("`destination.type` cannot be {other}"))),
    };
    if state.space_right(call.actor(), CREATE_PAGE, destination.space) {
        Ok(destination)
    } else {
        Err(Problem::not_permitted(call.shape()))
    }
}

fn copy_page(state: &mut State, call: &Call<'_>) -> Outcome {
    let source = page(state, call, call.path("id"))?;
    let Destination {
        space,
        parent,
        replaced,
    } = destination(state, call)?;
    let body = call.member("body").map(Body::from_request).transpose()?;
    let title = call.text("pageTitle").unwrap_or(&source.title).to_owned();
    unique_titles(state, space, std::slice::from_ref(&title), replaced.as_slice())?;
    let copy = Copy {
        source: source.id,
        space,
        parent,
        title: &title,
        author: &call.caller.account,
        parts: parts(call),
    };
    let id = match replaced {
        Some(id) => {
            let body = source.latest().body.clone();
            let now = state.now();
            let page = state.contents.get_mut(&id).ok_or_else(Problem::not_found)?;
            let revision = page.revise(&call.caller.account, now);
            revision.title.clone_from(&title);
            revision.body = body;
            state.contents.rename(id, &title);
            state.copy_parts(copy, id);
            id
        }
        None => state.copy_content(copy).ok_or_else(Problem::not_found)?,
    };
    if let (Some(body), Some(page)) = (body, state.contents.get_mut(&id))
        && let Some(revision) = page.versions.last_mut()
    {
        revision.body = body;
    }
    state.collect_tasks(id);
    let page = state.contents.get(&id).ok_or_else(Problem::not_found)?;
    Ok(Reply::ok(show::single(
        state,
        call,
        page,
        &["space", "history", "version"],
    )))
}

fn copy_page_hierarchy(state: &mut State, call: &Call<'_>) -> Outcome {
    let source = page(state, call, call.path("id"))?;
    let destination = call.member_id("destinationPageId")?.map(|id| id.to_string());
    let destination = page(state, call, &destination.unwrap_or_default())?;
    if !state.space_right(call.actor(), CREATE_PAGE, destination.space) {
        return Err(Problem::not_permitted(call.shape()));
    }
    let option = |member: &str| {
        let text = call.json()["titleOptions"][member].as_str();
        text.unwrap_or_default().to_owned()
    };
    let copying = Copying {
        source: source.id,
        destination: destination.id,
        author: call.caller.account.clone(),
        descendants: call.member("copyDescendants").and_then(Value::as_bool).unwrap_or(true),
        parts: parts(call),
        renaming: Renaming {
            prefix: option("prefix"),
            search: option("search"),
            replace: option("replace"),
        },
    };
    let copied = match copying.descendants {
        true => state.published_tree(source.id),
        false => vec![source.id],
    };
    let titles = page_titles(state, &copied);
    let titles: Vec<String> = titles.iter().map(|title| copying.renaming.of(title)).collect();
    unique_titles(state, destination.space, &titles, &[])?;
    let task = state.start_task("copy.page.hierarchy", &call.caller.account, Work::Copy(copying));
    Ok(Reply::json(202, show::long_task(task)))
}
