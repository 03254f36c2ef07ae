//! Tasks that continue after the answer. Each poll moves a task forward by one half. Its work is done when it is
//! finished.

use super::State;
use super::content::{ContentKind, Status};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

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
    /// A task that does nothing.
    Nothing,
}

/// How a page and the pages below it are copied.
#[derive(Debug)]
pub(crate) struct Copying {
    pub(crate) source: u64,
    pub(crate) destination: u64,
    pub(crate) author: String,
    pub(crate) descendants: bool,
    pub(crate) attachments: bool,
    pub(crate) labels: bool,
    pub(crate) properties: bool,
    pub(crate) permissions: bool,
    pub(crate) prefix: String,
    pub(crate) search: String,
    pub(crate) replace: String,
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
            Work::Copy(copying) => {
                // The list is made before copying, because the copy can be below the page that is copied.
                let originals = self.subtree(copying.source);
                return self.copy_tree(&copying, &originals, copying.source, copying.destination);
            }
            Work::Nothing => {}
        }
        None
    }

    fn subtree(&self, top: u64) -> BTreeSet<u64> {
        let below = self.children(top).flat_map(|child| self.subtree(child.id));
        below.chain([top]).collect()
    }

    fn copy_tree(&mut self, copying: &Copying, originals: &BTreeSet<u64>, source: u64, parent: u64) -> Option<u64> {
        let original = self.contents.get(&source)?.clone();
        let space = self.contents.get(&parent)?.space;
        let renamed = match copying.search.as_str() {
            "" => original.title.clone(),
            search => original.title.replace(search, &copying.replace),
        };
        let title = if original.kind == ContentKind::Page {
            format!("{}{renamed}", copying.prefix)
        } else {
            renamed
        };
        let latest = original.latest().clone();
        let copy = self.add_content(original.kind, space, Some(parent), &title, &copying.author, latest.body);
        let below: Vec<(u64, ContentKind)> = self.children(source).map(|child| (child.id, child.kind)).collect();
        let mut properties = BTreeMap::new();
        if copying.properties {
            for mut property in original.properties.into_values() {
                property.id = self.new_id();
                properties.insert(property.id, property);
            }
        }
        let copied = self.contents.get_mut(&copy)?;
        copied.properties = properties;
        if copying.labels {
            copied.labels = original.labels;
        }
        if copying.permissions {
            copied.restrictions = original.restrictions;
        }
        if let Some(revision) = copied.versions.last_mut() {
            revision.file = latest.file;
        }
        for (child, kind) in below {
            let wanted = match kind {
                ContentKind::Attachment => copying.attachments,
                kind => kind.is_in_tree() && copying.descendants && originals.contains(&child),
            };
            if wanted {
                self.copy_tree(copying, originals, child, copy);
            }
        }
        Some(copy)
    }
}
