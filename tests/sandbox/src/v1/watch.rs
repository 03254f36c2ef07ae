//! Content watches: who is told of changes to content, spaces and labels.

use super::expand::Expand;
use super::resource::{View, user};
use super::show;
use crate::answer::{Outcome, Problem, Reply};
use crate::call::Call;
use crate::handlers::{Table, read, write};
use crate::page::by_offset;
use crate::permission::unknown;
use crate::state::State;
use crate::state::watch::Watched;
use serde_json::{Value, json};

pub(super) const TABLE: Table = &[
    ("addContentWatcher", write(add_watcher)),
    ("getContentWatchStatus", read(is_watching)),
    ("removeContentWatcher", write(remove_watcher)),
    ("addLabelWatcher", write(add_watcher)),
    ("isWatchingLabel", read(is_watching)),
    ("removeLabelWatcher", write(remove_watcher)),
    ("addSpaceWatcher", write(add_watcher)),
    ("isWatchingSpace", read(is_watching)),
    ("removeSpaceWatch", write(remove_watcher)),
    ("getWatchesForPage", read(get_watches_for_page)),
    ("getWatchesForSpace", read(get_watches_for_space)),
    ("getWatchersForSpace", read(get_watchers_for_space)),
];

/// What the path names, if the caller may see it.
fn watched(state: &State, call: &Call<'_>) -> Result<Watched, Problem> {
    if let Some(key) = call.arguments.get("spaceKey") {
        let space = state.space_by_key(key).ok_or_else(|| unknown(call, key))?.id;
        let visible = state.may_view_space(call.actor(), space);
        return visible
            .then_some(Watched::Space(space))
            .ok_or_else(|| Problem::not_permitted(call.shape()));
    }
    if let Some(name) = call.arguments.get("labelName") {
        let label = state.label_named(name).map(Watched::Label);
        return label.ok_or_else(|| Problem::forbidden(format!("There is no label {name}")));
    }
    let content = show::find(state, call, "contentId").map_err(|_| unknown(call, call.path("contentId")))?;
    let visible = state.may_view(call.actor(), content);
    visible
        .then_some(Watched::Content(content.id))
        .ok_or_else(|| Problem::not_permitted(call.shape()))
}

fn set(state: &mut State, call: &Call<'_>, watches: bool) -> Outcome {
    let account = show::account_or_caller(state, call)?.id.clone();
    let watched = watched(state, call)?;
    state.set_watch(watched, account, watches);
    Ok(Reply::empty(204))
}

fn add_watcher(state: &mut State, call: &Call<'_>) -> Outcome {
    set(state, call, true)
}

fn remove_watcher(state: &mut State, call: &Call<'_>) -> Outcome {
    set(state, call, false)
}

fn is_watching(state: &State, call: &Call<'_>) -> Outcome {
    let account = &show::account_or_caller(state, call)?.id;
    let watchers = state.watchers(watched(state, call)?).ok_or_else(Problem::not_found)?;
    Ok(Reply::ok(json!({ "watching": watchers.contains(account) })))
}

/// Lists the watches of something. `of` is what each watch has beside the user.
fn list(state: &State, call: &Call<'_>, watched: Watched, of: &Value) -> Outcome {
    let watchers = state.watchers(watched).into_iter().flatten();
    let watch = |account: &String| {
        let mut watch = of.clone();
        watch["watcher"] = watcher(View { state, call }, account);
        watch
    };
    Ok(Reply::ok(by_offset(call, 200, watchers.map(watch).collect())?))
}

/// A user without links and without anything to expand.
fn watcher(view: View<'_>, account: &str) -> Value {
    let mut user = user::by_id(view, account, &Expand::default());
    if let Some(members) = user.as_object_mut() {
        members.remove("_expandable");
        members.remove("_links");
    }
    user["operations"] = Value::Null;
    user["personalSpace"] = Value::Null;
    user["externalCollaborator"] = false.into();
    user
}

fn get_watches_for_page(state: &State, call: &Call<'_>) -> Outcome {
    let content = show::visible(state, call, "id")?;
    let of = json!({ "type": content.kind.v1_type(), "contentId": content.id });
    list(state, call, Watched::Content(content.id), &of)
}

fn in_space(state: &State, call: &Call<'_>, space: u64) -> Outcome {
    let key = state.spaces.get(&space).map(|space| &space.key);
    list(
        state,
        call,
        Watched::Space(space),
        &json!({ "type": "space", "spaceKey": key }),
    )
}

/// The watches of the space that the content is in.
fn get_watches_for_space(state: &State, call: &Call<'_>) -> Outcome {
    in_space(state, call, show::visible(state, call, "id")?.space)
}

fn get_watchers_for_space(state: &State, call: &Call<'_>) -> Outcome {
    let space = show::space_in_path(state, call)?.id;
    if !state.may_view_space(call.actor(), space) {
        return Err(Problem::not_found());
    }
    in_space(state, call, space)
}
