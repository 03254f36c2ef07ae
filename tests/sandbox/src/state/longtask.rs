//! Tasks that continue after the answer. They take their time by the sandbox's clock, whether somebody asks for them or
//! not. Their work is done at their end.

use super::State;
use super::content::Status;
use super::copy::Copying;
use super::space_permission::AccessChange;
use crate::clock::after;
use jiff::Timestamp;
use std::time::Duration;

/// A task at the server.
#[derive(Clone, Debug)]
pub(crate) struct LongTask {
    pub(crate) name: &'static str,
    pub(crate) owner: String,
    pub(crate) started: Timestamp,
    takes: Duration,
    /// The largest part of it that somebody was told of. A clock that goes back does not take it back.
    told: u8,
    /// What is to be done, until it is.
    work: Option<Work>,
    /// The copy that it made, if it made one.
    pub(crate) result: Option<u64>,
}

impl LongTask {
    /// How much of it is done, in per cent. It is 100 when its work is done, and not before.
    pub(crate) fn percent(&self, now: Timestamp) -> u8 {
        if self.work.is_none() {
            return 100;
        }
        let passed = now.duration_since(self.started).as_millis().max(0);
        let whole = i128::try_from(self.takes.as_millis()).unwrap_or(i128::MAX).max(1);
        let part = (passed.saturating_mul(100) / whole).clamp(0, 99);
        u8::try_from(part).unwrap_or(99).max(self.told)
    }
}

/// What a task is for.
#[derive(Clone, Debug)]
pub(crate) enum Work {
    Archive(Vec<u64>),
    Copy(Copying),
    DeleteSpace(u64),
    /// Moves a page and the pages below it to the trash.
    Trash(u64),
    /// Looks for combinations of permissions in spaces.
    FindCombinations,
    /// Takes permissions in spaces away, or puts roles in their place.
    ChangeAccess(Vec<AccessChange>),
    /// A task that does nothing.
    Nothing,
}

impl State {
    pub(crate) fn start_task(&mut self, name: &'static str, owner: &str, work: Work) -> u64 {
        let id = self.new_id();
        let (started, takes) = (self.now(), self.identity.settings.task_time);
        let task = LongTask {
            name,
            owner: owner.to_owned(),
            started,
            takes,
            told: 0,
            work: Some(work),
            result: None,
        };
        self.long_tasks.insert(id, task);
        self.unfinished.insert((after(started, takes), id));
        id
    }

    /// A task, of which somebody is told how far it is.
    pub(crate) fn watch_task(&mut self, id: u64) -> Option<&LongTask> {
        let now = self.now();
        let task = self.long_tasks.get_mut(&id)?;
        task.told = task.percent(now);
        Some(task)
    }

    /// Whether a task has had its time, and its work is not done yet.
    pub(crate) fn has_due_tasks(&self) -> bool {
        self.unfinished.first().is_some_and(|(end, _)| *end <= self.now())
    }

    /// Does the work of the tasks that have had their time, in the order of their ends.
    pub(crate) fn finish_due_tasks(&mut self) {
        while self.has_due_tasks() {
            let Some((_, id)) = self.unfinished.pop_first() else {
                return;
            };
            let work = self.long_tasks.get_mut(&id).and_then(|task| task.work.take());
            let result = work.and_then(|work| self.finish(work));
            if let Some(task) = self.long_tasks.get_mut(&id) {
                task.result = result;
            }
        }
    }

    fn finish(&mut self, work: Work) -> Option<u64> {
        match work {
            Work::Archive(pages) => {
                for page in pages {
                    if let Some(page) = self.contents.get_mut(&page) {
                        page.status = Status::Archived;
                    }
                }
            }
            Work::FindCombinations => self.find_combinations(),
            Work::ChangeAccess(changes) => self.change_access(changes),
            Work::DeleteSpace(space) => self.remove_space(space),
            Work::Copy(copying) => return self.copy_tree(&copying),
            Work::Trash(top) => {
                for content in self.published_tree(top) {
                    if let Some(content) = self.contents.get_mut(&content) {
                        content.status = Status::Trashed;
                    }
                }
            }
            Work::Nothing => {}
        }
        None
    }
}
