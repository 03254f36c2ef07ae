//! Tasks that continue after the answer. Each poll moves a task forward by one half. Its work is done when it is
//! finished.

use super::State;
use super::content::Status;
use super::copy::Copying;
use super::space_permission::AccessChange;
use crate::clock::after;
use jiff::Timestamp;
use std::time::Duration;

/// How long a task takes if nobody asks for it.
const TAKES: Duration = Duration::from_secs(10);

/// A task at the server.
#[derive(Clone, Debug)]
pub(crate) struct LongTask {
    pub(crate) name: &'static str,
    pub(crate) owner: String,
    pub(crate) started: Timestamp,
    pub(crate) percent: u8,
    work: Option<Work>,
    /// The copy that it made, if it made one.
    pub(crate) result: Option<u64>,
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
        let task = LongTask {
            name,
            owner: owner.to_owned(),
            started: self.now(),
            percent: 0,
            work: Some(work),
            result: None,
        };
        self.long_tasks.insert(id, task);
        id
    }

    /// Moves a task forward, and does its work when it is finished.
    pub(crate) fn poll_task(&mut self, id: u64) -> Option<&LongTask> {
        let task = self.long_tasks.get_mut(&id)?;
        task.percent = (task.percent + 50).min(100);
        if task.percent == 100
            && let Some(work) = task.work.take()
        {
            let result = self.finish(work);
            if let Some(task) = self.long_tasks.get_mut(&id) {
                task.result = result;
            }
        }
        self.long_tasks.get(&id)
    }

    /// Finishes the tasks that have had their time, although nobody asks for them.
    pub(crate) fn finish_old_tasks(&mut self) {
        let now = self.now();
        let is_due = |task: &LongTask| task.percent < 100 && after(task.started, TAKES) <= now;
        let due: Vec<u64> = self
            .long_tasks
            .iter()
            .filter(|(_, task)| is_due(task))
            .map(|(id, _)| *id)
            .collect();
        for id in due {
            while self.poll_task(id).is_some_and(|task| task.percent < 100) {}
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
