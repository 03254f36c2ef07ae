//! Content versions: restoring and deleting historical ones.

use super::expand::Expand;
use super::resource::{View, history};
use super::show;
use crate::answer::{Outcome, Problem, Reply};
use crate::call::Call;
use crate::handlers::{Table, write};
use crate::state::State;
use crate::state::content::{Content, ContentKind, Revision};

pub(super) const TABLE: Table = &[
    ("restoreContentVersion", write(restore_content_version)),
    ("deleteContentVersion", write(delete_content_version)),
];

/// A version of the content that is not the current one.
fn historical(content: &Content, number: u64) -> Result<&Revision, Problem> {
    let id = content.id;
    let revision = content.version(number);
    let revision = revision.ok_or_else(|| Problem::bad_request(format!("The content {id} has no version {number}")))?;
    if revision.number == content.latest().number {
        return Err(Problem::bad_request(format!(
            "Version {number} is the current version of the content {id}"
        )));
    }
    Ok(revision)
}

fn restore_content_version(state: &mut State, call: &Call<'_>) -> Outcome {
    if call.required_text("operationKey")? != "restore" {
        return Err(Problem::bad_request("`operationKey` must be restore"));
    }
    let params = &call.json()["params"];
    let number = params["versionNumber"].as_u64();
    let number = number.ok_or_else(|| Problem::bad_request("`params.versionNumber` must be given as a number"))?;
    let message = params["message"].as_str();
    let message = message.ok_or_else(|| Problem::bad_request("`params.message` must be given as text"))?;
    let content = show::find(state, call, "id")?;
    let (id, space) = (content.id, content.space);
    let restored = historical(content, number)?.clone();
    let title = match params["restoreTitle"].as_bool() {
        Some(true) => restored.title,
        _ => content.title.clone(),
    };
    if content.kind == ContentKind::Page && state.page_titled(space, &title, Some(id)).is_some() {
        return Err(Problem::bad_request(format!(
            "A page with the title {title} already exists in the space"
        )));
    }
    let now = state.now();
    let content = state.contents.get_mut(&id).ok_or_else(Problem::not_found)?;
    let revision = content.revise(&call.caller.account, now);
    revision.title.clone_from(&title);
    revision.body = restored.body;
    revision.file = restored.file;
    revision.message = message.to_owned();
    state.contents.rename(id, &title);
    state.collect_tasks(id);
    answer(state, call, id)
}

/// The new version, with its content.
fn answer(state: &State, call: &Call<'_>, id: u64) -> Outcome {
    let content = state.contents.get(&id).ok_or_else(Problem::not_found)?;
    let expand = Expand::asked(call, &["content"]);
    let shown = history::version(View { state, call }, content, content.latest(), &expand);
    Ok(Reply::ok(shown))
}

/// Later versions move up, so the numbers of versions have no gap.
fn delete_content_version(state: &mut State, call: &Call<'_>) -> Outcome {
    let number = call.id("versionNumber")?;
    let content = show::find(state, call, "id")?;
    let (id, number) = (content.id, historical(content, number)?.number);
    let content = state.contents.get_mut(&id).ok_or_else(Problem::not_found)?;
    content.versions.retain(|revision| revision.number != number);
    for later in content.versions.iter_mut().filter(|revision| revision.number > number) {
        later.number -= 1;
    }
    Ok(Reply::empty(204))
}
