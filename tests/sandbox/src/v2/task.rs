//! Task: the checkboxes in pages.

use crate::answer::{Outcome, Problem, Reply};
use crate::body::{self, Body, Context};
use crate::call::Call;
use crate::handlers::{Table, read, write};
use crate::page::Rows;
use crate::permission::{Item, shows};
use crate::state::content::{Content, ContentKind};
use crate::state::task::InlineTask;
use crate::state::{State, stamp};
use jiff::Timestamp;
use serde_json::{Value, json};

pub(super) const TABLE: Table = &[
    ("getTasks", read(get_tasks)),
    ("getTaskById", read(get_task_by_id)),
    ("updateTask", write(update_task)),
];

fn show(state: &State, id: u64, task: &InlineTask, page: &Content, format: Option<&str>) -> Value {
    let body = Body {
        representation: "storage".to_owned(),
        value: task.text.clone(),
    };
    let (completed_by, completed_at) = task.completed.as_ref().map(|(by, at)| (by, stamp(*at))).unzip();
    let on = |kind: ContentKind| (page.kind == kind).then(|| page.id_text());
    json!({
        "id": id.to_string(),
        "localId": task.local_id,
        "spaceId": page.space.to_string(),
        "pageId": on(ContentKind::Page),
        "blogPostId": on(ContentKind::BlogPost),
        "status": if task.completed.is_some() { "complete" } else { "incomplete" },
        "body": body.show(format, &Context::of(state, page)),
        "createdBy": task.author,
        "assignedTo": task.assigned_to,
        "completedBy": completed_by,
        "createdAt": stamp(task.created),
        "updatedAt": stamp(task.updated),
        "dueAt": task.due.map(stamp),
        "completedAt": completed_at,
    })
}

fn is_done(status: &str) -> Result<bool, Problem> {
    match status {
        "complete" => Ok(true),
        "incomplete" => Ok(false),
        other => Err(Problem::bad_request(format!("`status` cannot be {other}"))),
    }
}

/// The times between `…-from` and `…-to`, in milliseconds. Without both, also no time at all.
fn period(call: &Call<'_>, name: &str) -> Result<impl Fn(Option<Timestamp>) -> bool + use<>, Problem> {
    let bound = |end: &str| {
        let wire = format!("{name}-{end}");
        let parse = |text: &str| {
            let bad = || Problem::bad_request(format!("`{wire}` is not a time in milliseconds: {text}"));
            text.parse::<i64>().map_err(|_| bad())
        };
        call.query(&wire).map(parse).transpose()
    };
    let (from, to) = (bound("from")?, bound("to")?);
    Ok(move |at: Option<Timestamp>| match at.map(Timestamp::as_millisecond) {
        Some(at) => from.is_none_or(|from| from <= at) && to.is_none_or(|to| at <= to),
        None => from.is_none() && to.is_none(),
    })
}

fn get_tasks(state: &State, call: &Call<'_>) -> Outcome {
    let format = body::format(call.query("body-format"), true)?;
    let (ids, spaces, mut pages) = (call.ids("task-id")?, call.ids("space-id")?, call.ids("page-id")?);
    pages.extend(call.ids("blogpost-id")?);
    let (authors, assigned, completed) = (
        call.list("created-by"),
        call.list("assigned-to"),
        call.list("completed-by"),
    );
    let (created_at, due_at, completed_at) = (
        period(call, "created-at")?,
        period(call, "due-at")?,
        period(call, "completed-at")?,
    );
    let done = call.query("status").map(is_done).transpose()?;
    let among = |list: &[u64], id: u64| list.is_empty() || list.contains(&id);
    let by = |list: &[&str], id: Option<&str>| list.is_empty() || id.is_some_and(|id| list.contains(&id));
    let found = state
        .inline_tasks
        .iter()
        .filter_map(|(id, task)| Some((*id, (task, state.contents.get(&task.page)?))));
    let wanted = found.filter(|(id, (task, page))| {
        let (completed_by, at) = task.completed.as_ref().map(|(by, at)| (by.as_str(), *at)).unzip();
        among(&ids, *id)
            && among(&spaces, page.space)
            && among(&pages, page.id)
            && done.is_none_or(|done| task.completed.is_some() == done)
            && by(&authors, Some(&task.author))
            && by(&assigned, task.assigned_to.as_deref())
            && by(&completed, completed_by)
            && created_at(Some(task.created))
            && due_at(task.due)
            && completed_at(at)
            && (call.query("include-blank-tasks") != Some("false") || !task.text.trim().is_empty())
            && shows(state, call, Item::Content(page))
    });
    let rows = wanted.map(|(id, (task, page))| (id, (id, task, page)));
    Rows::by_id(rows).reply(call, 25, |(id, task, page)| show(state, *id, task, page, format))
}

fn get_task_by_id(state: &State, call: &Call<'_>) -> Outcome {
    let format = body::format(call.query("body-format"), true)?;
    let id = call.id("id")?;
    let task = state.inline_tasks.get(&id).ok_or_else(Problem::not_found)?;
    let page = state.contents.get(&task.page).ok_or_else(Problem::not_found)?;
    Ok(Reply::ok(show(state, id, task, page, format)))
}

/// Only the status changes. The site takes the other members too and leaves them as they are.
fn update_task(state: &mut State, call: &Call<'_>) -> Outcome {
    let id = call.id("id")?;
    let done = is_done(call.required_text("status")?)?;
    if call.member_id("id")?.is_some_and(|given| given != id) {
        return Err(Problem::bad_request("`id` in the body is not that in the path"));
    }
    state.set_task(id, done, &call.caller.account);
    get_task_by_id(state, call)
}
