//! Task: the checkboxes in pages.

use crate::answer::{Outcome, Problem, Reply};
use crate::body::{self, Body, Context};
use crate::call::Call;
use crate::handlers::{Table, read};
use crate::page::Rows;
use crate::permission::{Item, shows};
use crate::state::content::Content;
use crate::state::{InlineTask, State, stamp};
use serde_json::{Value, json};

pub(super) const TABLE: Table = &[("getTasks", read(get_tasks)), ("getTaskById", read(get_task_by_id))];

fn show(state: &State, id: u64, task: &InlineTask, page: &Content, format: Option<&str>) -> Value {
    let body = Body {
        representation: "storage".to_owned(),
        value: task.text.clone(),
    };
    json!({
        "id": id.to_string(),
        "localId": task.local_id,
        "spaceId": page.space.to_string(),
        "pageId": page.id_text(),
        "blogPostId": null,
        "status": if task.done { "complete" } else { "incomplete" },
        "body": body.show(format, &Context::of(state, page)),
        "createdBy": task.author,
        "assignedTo": task.assignee,
        "completedBy": task.done.then_some(&task.author),
        "createdAt": stamp(task.created),
        "updatedAt": stamp(task.created),
        "dueAt": task.due.as_ref().map(|day| format!("{day}T00:00:00.000Z")),
        "completedAt": task.done.then(|| stamp(task.created)),
    })
}

fn get_tasks(state: &State, call: &Call<'_>) -> Outcome {
    let format = body::format(call.query("body-format"), true)?;
    let (ids, spaces, pages) = (call.ids("task-id")?, call.ids("space-id")?, call.ids("page-id")?);
    let authors = call.list("created-by");
    let done = match call.query("status") {
        None => None,
        Some("complete") => Some(true),
        Some("incomplete") => Some(false),
        Some(other) => return Err(Problem::bad_request(format!("`status` cannot be {other}"))),
    };
    let among = |list: &[u64], id: u64| list.is_empty() || list.contains(&id);
    let found = state
        .inline_tasks
        .iter()
        .filter_map(|(id, task)| Some((*id, (task, state.contents.get(&task.page)?))));
    let wanted = found.filter(|(id, (task, page))| {
        among(&ids, *id)
            && among(&spaces, page.space)
            && among(&pages, page.id)
            && done.is_none_or(|done| task.done == done)
            && (authors.is_empty() || authors.contains(&task.author.as_str()))
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
