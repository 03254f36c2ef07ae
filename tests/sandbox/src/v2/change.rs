//! What all changes of content have in common: bodies, versions, titles, statuses.

use crate::answer::Problem;
use crate::body::Body;
use crate::call::Call;
use crate::state::State;
use crate::state::content::{Content, ContentKind, Revision, Status};
use serde_json::Value;

/// The number of the new version, if the body gives one.
pub(super) fn number(call: &Call<'_>) -> Option<u64> {
    call.json()["version"]["number"].as_u64()
}

/// The next version of content, by the caller and now.
pub(super) fn next(state: &State, call: &Call<'_>, content: &Content, title: &str, body: Body) -> Revision {
    let latest = content.latest();
    Revision {
        number: latest.number + 1,
        title: title.to_owned(),
        body,
        message: call.json()["version"]["message"]
            .as_str()
            .unwrap_or_default()
            .to_owned(),
        minor: false,
        author: call.caller.account.clone(),
        at: state.now(),
        file: latest.file.clone(),
    }
}

/// Refuses an update that is not for the version after the current one.
pub(super) fn check_version(call: &Call<'_>, content: &Content, wanted: u64) -> Result<(), Problem> {
    let provided = number(call);
    if provided == Some(wanted) {
        return Ok(());
    }
    let provided = provided.ok_or_else(|| Problem::bad_request("`version.number` must be given"))?;
    let kind = match content.kind {
        ContentKind::BlogPost => "blog post",
        ContentKind::CustomContent => "custom content",
        kind if kind.is_comment() => "comment",
        _ => "page",
    };
    let article = if kind == "custom content" { "" } else { "a " };
    Err(Problem::conflict(format!(
        "Version must be incremented when updating {article}{kind}. Current Version: [{}]. Provided version: [{provided}]",
        content.latest().number
    )))
}

/// Refuses a title that published content cannot have: one of blanks, or one that content of this kind in the space
/// already has.
pub(super) fn check_title(
    state: &State,
    kind: ContentKind,
    space: u64,
    title: &str,
    except: Option<u64>,
) -> Result<(), Problem> {
    let must_have_one = matches!(kind, ContentKind::Page | ContentKind::BlogPost);
    if must_have_one && title.trim().is_empty() {
        return Err(Problem::bad_request("What is published must have a title"));
    }
    if state.published(kind, space, title, except).is_none() {
        return Ok(());
    }
    Err(Problem::bad_request(match kind {
        ContentKind::Folder => "A folder exists with the same title in this space".to_owned(),
        kind => {
            let kind = kind.v2_type();
            format!(
                "A {kind} with this title already exists: A {kind} already exists with the same TITLE in this space"
            )
        }
    }))
}

/// The status that a body gives.
pub(super) fn status(call: &Call<'_>) -> Result<Status, Problem> {
    match call.member("status").map(Value::as_str) {
        None | Some(Some("current")) => Ok(Status::Current),
        Some(Some("draft")) => Ok(Status::Draft),
        Some(_) => Err(Problem::bad_request(format!(
            "`status` cannot be {}",
            call.json()["status"]
        ))),
    }
}

/// Refuses a body that names other content than the path.
pub(super) fn check_id(call: &Call<'_>, id: u64) -> Result<(), Problem> {
    if call.member_id("id")? == Some(id) {
        return Ok(());
    }
    Err(Problem::bad_request("`id` in the body is not that in the path"))
}

/// Refuses a body that names another space than that of the content.
pub(super) fn check_space(call: &Call<'_>, content: &Content) -> Result<(), Problem> {
    if call.member_id("spaceId")?.is_none_or(|space| space == content.space) {
        return Ok(());
    }
    Err(Problem::bad_request("Content cannot be moved to another space"))
}

/// The space that a body names.
pub(super) fn space(call: &Call<'_>) -> Result<u64, Problem> {
    call.member_id("spaceId")?
        .ok_or_else(|| Problem::bad_request("`spaceId` must be given"))
}

/// The content of the tree that `parentId` names, in this space.
pub(super) fn parent(state: &State, call: &Call<'_>, space: u64) -> Result<Option<u64>, Problem> {
    let Some(id) = call.member_id("parentId")? else {
        return Ok(None);
    };
    let parent = state.contents.get(&id).filter(|parent| {
        parent.kind.is_in_tree()
            && parent.space == space
            && parent.status == Status::Current
            && state.may_view(call.actor(), parent)
    });
    parent.map(|parent| Some(parent.id)).ok_or_else(Problem::not_found)
}

/// Leaves content to its author alone, if the call asks for it.
pub(super) fn make_private(call: &Call<'_>, content: &mut Content) {
    if call.declares("private") && call.flag("private") {
        let author = &call.caller.account;
        content.restrictions.read.users.insert(author.clone());
        content.restrictions.update.users.insert(author.clone());
    }
}
