//! Tasks that continue after the answer. Each poll moves a task forward by one half. Its work is done when it is
//! finished.

use super::State;
use super::content::Status;
use super::copy::Copying;
use jiff::Timestamp;

/// A task at the server.
#[derive(Debug)]
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
#[derive(Debug)]
pub(crate) enum Work {
    Archive(Vec<u64>),
    Copy(Copying),
    DeleteSpace(u64),
    /// Moves a page and the pages below it to the trash.
    Trash(u64),
    /// A task that does nothing.
    Nothing,
}

impl State {
    pub(crate) fn start_task(&mut self, name: &'static str, owner: &str, work: Work) -> u64 {
        let id = self.new_id();
        let task = LongTask {
            name,
            owner: owner.to_owned(),
            started: Timestamp::now(),
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

    fn finish(&mut self, work: Work) -> Option<u64> {
        match work {
            Work::Archive(pages) => {
                for page in pages {
                    if let Some(page) = self.contents.get_mut(&page) {
                        page.status = Status::Archived;
                    }
                }
            }
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
