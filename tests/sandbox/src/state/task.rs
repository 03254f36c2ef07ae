//! Tasks: the checkboxes in pages and blog posts. They are found in the body, and ticking one off changes the body.

use super::State;
use super::content::ContentKind;
use crate::body::Body;
use confluence_content::Storage;
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
        let found = latest.body.tasks();
        let before = std::mem::take(&mut content.tasks).into_iter();
        let before = before.filter_map(|task| Some((task, self.inline_tasks.remove(&task)?)));
        let mut known: BTreeMap<_, _> = before
            .map(|(task, held)| (held.local_id.clone(), (task, held)))
            .collect();
        let mut tasks = Vec::new();
        // A task that was written without an id gets the number that it is in the body.
        for (number, found) in (1..).zip(found) {
            let local_id = found.id.or(found.uuid).unwrap_or_else(|| number.to_string());
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
            task.set_done(found.complete, &author, at);
            task.assigned_to = found.assignee;
            task.due = found.due.as_deref().and_then(midnight);
            if task.text != found.body {
                task.text = found.body;
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
    let changed = Storage::parse(&body.value)
        .ok()
        .and_then(|storage| storage.with_task_status(local_id, done));
    if let Some(changed) = changed {
        body.value = changed;
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
