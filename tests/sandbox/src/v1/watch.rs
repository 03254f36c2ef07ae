//! Content watches: who is told of changes.

use super::show;
use crate::answer::{Outcome, Problem, Reply};
use crate::call::Call;
use crate::handlers::{Table, read, write};
use crate::state::State;
use serde_json::json;

pub(super) const TABLE: Table = &[
    ("addContentWatcher", write(add_content_watcher)),
    ("getContentWatchStatus", read(get_content_watch_status)),
    ("removeContentWatcher", write(remove_content_watcher)),
];

fn set(state: &mut State, call: &Call<'_>, watches: bool) -> Outcome {
    let account = show::account_or_caller(state, call)?.id.clone();
    let id = show::find(state, call, "contentId")?.id;
    let content = state.contents.get_mut(&id).ok_or_else(Problem::not_found)?;
    if watches {
        content.watchers.insert(account);
    } else {
        content.watchers.remove(&account);
    }
    Ok(Reply::empty(204))
}

fn add_content_watcher(state: &mut State, call: &Call<'_>) -> Outcome {
    set(state, call, true)
}

fn remove_content_watcher(state: &mut State, call: &Call<'_>) -> Outcome {
    set(state, call, false)
}

fn get_content_watch_status(state: &State, call: &Call<'_>) -> Outcome {
    let account = &show::account_or_caller(state, call)?.id;
    let content = show::find(state, call, "contentId")?;
    if !state.may_view(call.actor(), content) {
        return Err(Problem::not_permitted(call.shape()));
    }
    Ok(Reply::ok(json!({ "watching": content.watchers.contains(account) })))
}
