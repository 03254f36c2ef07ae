//! Content states: the marks of content, those that a space suggests, and those that users make.

use super::show;
use crate::answer::{Outcome, Problem, Reply};
use crate::call::Call;
use crate::handlers::{Table, read, write};
use crate::page::by_offset;
use crate::permission::{Item, shows};
use crate::state::content::{Content, ContentKind, Status};
use crate::state::content_state::{ContentState, Mark, suggested};
use crate::state::{State, stamp};
use serde_json::{Value, json};

pub(super) const TABLE: Table = &[
    ("getContentState", read(get_content_state)),
    ("setContentState", write(set_content_state)),
    ("removeContentState", write(remove_content_state)),
    ("getAvailableContentStates", read(get_available_content_states)),
    ("getCustomContentStates", read(get_custom_content_states)),
    ("getSpaceContentStates", read(get_space_content_states)),
    ("getContentStateSettings", read(get_content_state_settings)),
    ("getContentsWithState", read(get_contents_with_state)),
];

/// The longest name of a state.
const MAX_NAME: usize = 20;

/// How many of their own states a user is offered.
const OFFERED: usize = 3;

/// The most results in one answer if bodies are rendered.
const MAX_RENDERED: u64 = 25;

fn shown(state: &ContentState) -> Value {
    json!({ "id": state.id, "name": state.name, "color": state.color })
}

fn answer(state: &State, mark: Option<Mark>) -> Outcome {
    let known = mark.and_then(|mark| Some((mark, state.marked(mark)?)));
    Ok(Reply::ok(known.map_or_else(
        || json!({}),
        |(mark, state)| json!({ "contentState": shown(&state), "lastUpdated": stamp(mark.since) }),
    )))
}

/// The content in the path, and whether its draft is asked for.
fn content<'s>(state: &'s State, call: &Call<'_>, statuses: &[&str]) -> Result<(&'s Content, bool), Problem> {
    let status = call.query("status").unwrap_or("current");
    if !statuses.contains(&status) {
        return Err(Problem::bad_request(format!(
            "`status` must be one of {}",
            statuses.join(", ")
        )));
    }
    let content = show::find(state, call, "id")?;
    let draft = status == "draft";
    let there = match content.status {
        Status::Draft => draft,
        Status::Current => true,
        Status::Archived => !draft,
        Status::Trashed => false,
    };
    if there {
        Ok((content, draft))
    } else {
        Err(Problem::missing(format!("The content {} is not {status}", content.id)))
    }
}

fn get_content_state(state: &State, call: &Call<'_>) -> Outcome {
    let (content, draft) = content(state, call, &["current", "draft", "archived"])?;
    let marks = state.marks.get(&content.id);
    answer(
        state,
        marks.and_then(|marks| if draft { marks.draft } else { marks.published }),
    )
}

/// The state in the body: the one with this id, or the user's own with this name and colour.
fn wanted(state: &mut State, call: &Call<'_>) -> Result<u64, Problem> {
    let account = &call.caller.account;
    if let Some(id) = call.member("id") {
        let known = id.as_u64().and_then(|id| state.state_for(account, id));
        let known = known.ok_or_else(|| Problem::bad_request(format!("There is no content state {id}")))?;
        return Ok(known.id);
    }
    let (name, color) = (call.required_text("name")?.trim(), call.required_text("color")?);
    if name.is_empty() || name.chars().count() > MAX_NAME {
        return Err(Problem::bad_request(format!(
            "`name` must have between 1 and {MAX_NAME} characters"
        )));
    }
    let digits = color.strip_prefix('#').unwrap_or_default();
    if digits.len() != 6 || !digits.chars().all(|digit| digit.is_ascii_hexdigit()) {
        return Err(Problem::bad_request(format!(
            "`color` must be written like #FFC400: {color}"
        )));
    }
    Ok(state.custom_state(account, name, color).id)
}

fn set_content_state(state: &mut State, call: &Call<'_>) -> Outcome {
    let (content, draft) = content(state, call, &["current", "draft"])?;
    if !matches!(content.kind, ContentKind::Page | ContentKind::BlogPost) || content.status == Status::Archived {
        return Err(Problem::bad_request(format!(
            "The content {} cannot have a state",
            content.id
        )));
    }
    let id = content.id;
    let wanted = wanted(state, call)?;
    change(state, call, id, draft, Some(wanted))
}

fn remove_content_state(state: &mut State, call: &Call<'_>) -> Outcome {
    let (content, draft) = content(state, call, &["current", "draft"])?;
    let id = content.id;
    change(state, call, id, draft, None)
}

/// Published content gets a new version with its new state. A draft is changed in its place.
fn change(state: &mut State, call: &Call<'_>, id: u64, draft: bool, wanted: Option<u64>) -> Outcome {
    state.mark(id, draft, wanted);
    let now = state.now();
    let content = state.contents.get_mut(&id).filter(|_| !draft);
    if let Some(content) = content {
        content.revise(&call.caller.account, now);
    }
    let marks = state.marks.get(&id);
    answer(
        state,
        marks.and_then(|marks| if draft { marks.draft } else { marks.published }),
    )
}

fn get_available_content_states(state: &State, call: &Call<'_>) -> Outcome {
    let own = state.custom_states_of(&call.caller.account);
    Ok(Reply::ok(json!({
        "spaceContentStates": suggested().map(|state| shown(&state)).collect::<Vec<_>>(),
        "customContentStates": own.iter().take(OFFERED).map(|custom| shown(&custom.state)).collect::<Vec<_>>(),
    })))
}

fn get_custom_content_states(state: &State, call: &Call<'_>) -> Outcome {
    let own = state.custom_states_of(&call.caller.account);
    Ok(Reply::ok(own.iter().map(|custom| shown(&custom.state)).collect()))
}

fn get_space_content_states(_: &State, _: &Call<'_>) -> Outcome {
    Ok(Reply::ok(suggested().map(|state| shown(&state)).collect()))
}

fn get_content_state_settings(_: &State, _: &Call<'_>) -> Outcome {
    Ok(Reply::ok(json!({
        "contentStatesAllowed": true,
        "customContentStatesAllowed": true,
        "spaceContentStatesAllowed": true,
        "spaceContentStates": suggested().map(|state| shown(&state)).collect::<Vec<_>>(),
    })))
}

fn get_contents_with_state(state: &State, call: &Call<'_>) -> Outcome {
    let wanted = call.number("state-id")?;
    let space = show::space_in_path(state, call)?.id;
    let renders = call
        .list("expand")
        .into_iter()
        .any(|path| matches!(path, "body.export_view" | "body.styled_view"));
    if renders && call.number("limit")?.is_some_and(|limit| limit > MAX_RENDERED) {
        return Err(Problem::bad_request(format!(
            "`limit` must not be greater than {MAX_RENDERED} with rendered bodies"
        )));
    }
    let marked = state
        .marks
        .iter()
        .filter(|(_, marks)| marks.published.map(|mark| mark.state) == wanted);
    let contents = marked.filter_map(|(id, _)| state.contents.get(id));
    let here = contents.filter(|content| content.space == space && content.status == Status::Current);
    let visible = here.filter(|content| shows(state, call, Item::Content(content)));
    let results = visible
        .map(|content| show::content(state, call, content, &[]))
        .collect();
    Ok(Reply::ok(by_offset(call, 25, results)?))
}
