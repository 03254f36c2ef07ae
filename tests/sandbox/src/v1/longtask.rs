//! Long-running tasks.

use crate::answer::{Outcome, Problem, Reply};
use crate::call::{Call, parse_id};
use crate::handlers::{Table, read, write};
use crate::page::by_offset;
use crate::state::State;
use crate::state::longtask::LongTask;
use jiff::Timestamp;
use serde_json::{Value, json};

pub(super) const TABLE: Table = &[("getTask", write(get_task)), ("getTasks", read(get_tasks))];

fn show(id: u64, task: &LongTask, now: Timestamp) -> Value {
    let percent = task.percent(now);
    let finished = percent == 100;
    let mut details = json!({});
    if let Some(result) = task.result {
        details["destinationId"] = result.to_string().into();
        details["destinationUrl"] = format!("/wiki/pages/viewpage.action?pageId={result}").into();
    }
    json!({
        "id": id.to_string(),
        "name": { "key": task.name, "args": [] },
        "elapsedTime": now.as_millisecond() - task.started.as_millisecond(),
        "percentageComplete": percent,
        "successful": finished,
        "finished": finished,
        "messages": [],
        "status": if finished { "COMPLETED" } else { "RUNNING" },
        "errors": [],
        "additionalDetails": details,
    })
}

fn get_task(state: &mut State, call: &Call<'_>) -> Outcome {
    let id = parse_id(call.path("id")).ok_or_else(Problem::not_found)?;
    if state
        .long_tasks
        .get(&id)
        .is_none_or(|task| task.owner != call.caller.account)
    {
        return Err(Problem::not_found());
    }
    let now = state.now();
    let task = state.watch_task(id).ok_or_else(Problem::not_found)?;
    let mut shown = show(id, task, now);
    shown["_links"] = json!({ "status": format!("/rest/api/longtask/{id}") });
    Ok(Reply::ok(shown))
}

fn get_tasks(state: &State, call: &Call<'_>) -> Outcome {
    let key = call.query("key");
    let own = state
        .long_tasks
        .iter()
        .filter(|(_, task)| task.owner == call.caller.account);
    let shown = own
        .filter(|(_, task)| key.is_none_or(|key| task.name == key))
        .map(|(id, task)| show(*id, task, state.now()))
        .collect();
    Ok(Reply::ok(by_offset(call, 100, shown)?))
}
