//! Tasks: the checkboxes in pages and blog posts. They are found in the body, and ticking one off changes the body.

use super::State;
use super::content::ContentKind;
use crate::body::Body;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use serde_json::Value;
use std::collections::BTreeMap;

/// A checkbox.
#[derive(Clone, Debug)]
pub(crate) struct InlineTask {
    /// The page or the blog post that it is in.
    pub(crate) page: u64,
    pub(crate) local_id: String,
    /// The text beside it, in the storage format.
    pub(crate) text: String,
    pub(crate) author: String,
    pub(crate) assigned_to: Option<String>,
    pub(crate) created: Timestamp,
    pub(crate) updated: Timestamp,
    pub(crate) due: Option<Timestamp>,
    /// Who ticked it off, and when.
    pub(crate) completed: Option<(String, Timestamp)>,
}

/// A checkbox as the body has it.
struct Found {
    local_id: String,
    text: String,
    done: bool,
}

impl InlineTask {
    fn set_done(&mut self, done: bool, account: &str, at: Timestamp) {
        if done != self.completed.is_some() {
            self.completed = done.then(|| (account.to_owned(), at));
            self.updated = at;
        }
    }
}

impl State {
    /// Collects the checkboxes of a page or a blog post. Those that it had before are recognised by their local ids.
    pub(crate) fn collect_tasks(&mut self, id: u64) {
        let content = self.contents.get_mut(&id);
        let content = content.filter(|held| matches!(held.kind, ContentKind::Page | ContentKind::BlogPost));
        let Some(content) = content else {
            return;
        };
        let latest = content.latest();
        let (author, at) = (latest.author.clone(), latest.at);
        let found = in_storage(&latest.body.as_format("storage"));
        let before = std::mem::take(&mut content.tasks).into_iter();
        let before = before.filter_map(|task| Some((task, self.inline_tasks.remove(&task)?)));
        let mut known: BTreeMap<_, _> = before
            .map(|(task, held)| (held.local_id.clone(), (task, held)))
            .collect();
        let mut tasks = Vec::new();
        for Found { local_id, text, done } in found {
            let (key, mut task) = known.remove(&local_id).unwrap_or_else(|| {
                let task = InlineTask {
                    page: id,
                    local_id,
                    text: String::new(),
                    author: author.clone(),
                    assigned_to: None,
                    created: at,
                    updated: at,
                    due: None,
                    completed: None,
                };
                (self.new_id(), task)
            });
            task.set_done(done, &author, at);
            task.assigned_to = attribute(&text, "ri:account-id").map(str::to_owned);
            task.due = attribute(&text, "datetime").and_then(midnight);
            if task.text != text {
                task.text = text;
                task.updated = at;
            }
            self.inline_tasks.insert(key, task);
            tasks.push(key);
        }
        if let Some(content) = self.contents.get_mut(&id) {
            content.tasks = tasks;
        }
    }

    /// Ticks a task off, or takes the tick away. The body of the page says it too, without a new version.
    pub(crate) fn set_task(&mut self, id: u64, done: bool, account: &str) {
        let at = self.now();
        let Some(task) = self.inline_tasks.get_mut(&id) else {
            return;
        };
        task.set_done(done, account, at);
        let page = self.contents.get_mut(&task.page);
        if let Some(latest) = page.and_then(|page| page.versions.last_mut()) {
            set_in_body(&mut latest.body, &task.local_id, done);
        }
    }
}

fn in_storage(markup: &str) -> Vec<Found> {
    let tasks = markup.split("<ac:task>").skip(1);
    let found = tasks.map(|task| Found {
        local_id: between(task, "<ac:task-id>", "</ac:task-id>").to_owned(),
        text: between(task, "<ac:task-body>", "</ac:task-body>").to_owned(),
        done: between(task, STATUS.0, STATUS.1) == "complete",
    });
    found.collect()
}

/// What is before and after the status of a task in the storage format.
const STATUS: (&str, &str) = ("<ac:task-status>", "</ac:task-status>");

fn between<'t>(text: &'t str, start: &str, end: &str) -> &'t str {
    let rest = text.split_once(start).map_or("", |(_, rest)| rest);
    rest.split_once(end).map_or("", |(inner, _)| inner)
}

/// The value of the first attribute of this name.
fn attribute<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let value = between(text, &format!("{name}=\""), "\"");
    (!value.is_empty()).then_some(value)
}

fn midnight(day: &str) -> Option<Timestamp> {
    let day: Date = day.parse().ok()?;
    Offset::UTC.to_timestamp(day.at(0, 0, 0, 0)).ok()
}

fn set_in_body(body: &mut Body, local_id: &str, done: bool) {
    if body.representation == "atlas_doc_format" {
        if let Ok(mut document) = serde_json::from_str(&body.value) {
            set_in_document(&mut document, local_id, if done { "DONE" } else { "TODO" });
            body.value = document.to_string();
        }
        return;
    }
    let id = format!("<ac:task-id>{local_id}</ac:task-id>");
    let start = body.value.find(&id).map(|at| at + id.len());
    let status = start.and_then(|start| {
        let opens = start + body.value[start..].find(STATUS.0)? + STATUS.0.len();
        let closes = opens + body.value[opens..].find(STATUS.1)?;
        Some(opens..closes)
    });
    if let Some(status) = status {
        body.value
            .replace_range(status, if done { "complete" } else { "incomplete" });
    }
}

fn set_in_document(node: &mut Value, local_id: &str, state: &str) {
    if node["type"] == "taskItem" && node["attrs"]["localId"] == local_id {
        node["attrs"]["state"] = state.into();
    }
    for child in node
        .get_mut("content")
        .and_then(Value::as_array_mut)
        .into_iter()
        .flatten()
    {
        set_in_document(child, local_id, state);
    }
}
