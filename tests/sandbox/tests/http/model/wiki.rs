//! The model: pages with what they have, and what each action makes of them.

use serde_json::Value;
use std::collections::BTreeSet;

/// What is done.
#[derive(Clone, Debug)]
pub(super) enum Action {
    /// Without a parent, the page lies at the top of the space.
    Create {
        title: usize,
        parent: Option<usize>,
    },
    /// With a version that is so far ahead of the current one. Only the next one is right.
    Update {
        page: usize,
        title: usize,
        ahead: i64,
    },
    Rename {
        page: usize,
        title: usize,
    },
    Trash(usize),
    /// Brings a page back from the trash. The title and the body that are sent with that change nothing.
    Restore(usize),
    Purge(usize),
    /// Before, after or below the target.
    Move {
        page: usize,
        target: usize,
        place: usize,
    },
    Label {
        page: usize,
        label: usize,
    },
    Unlabel {
        page: usize,
        label: usize,
    },
    Comment(usize),
    RemoveComment(usize),
    /// Lets only the admin see the page and what lies below it, or everyone again.
    Hide {
        page: usize,
        hidden: bool,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Current,
    Trashed,
    Purged,
}

/// A page.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) id: String,
    pub(super) title: usize,
    pub(super) parent: Option<usize>,
    pub(super) state: State,
    pub(super) version: i64,
    pub(super) labels: BTreeSet<usize>,
    pub(super) hidden: bool,
}

/// A comment at the foot of a page.
#[derive(Debug)]
pub(super) struct Comment {
    pub(super) id: String,
    pub(super) page: usize,
    pub(super) is_there: bool,
}

#[derive(Debug, Default)]
pub(super) struct Wiki {
    pub(super) pages: Vec<Page>,
    pub(super) comments: Vec<Comment>,
}

/// Whether an action succeeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Expected {
    Done,
    Refused,
    /// There is nothing to do it with.
    Skipped,
}

impl Wiki {
    /// The page that a number names.
    pub(super) fn page(&self, number: usize) -> Option<usize> {
        number.checked_rem(self.pages.len())
    }

    /// The comment that a number names.
    pub(super) fn comment(&self, number: usize) -> Option<usize> {
        number.checked_rem(self.comments.len())
    }

    /// What an action must come to.
    pub(super) fn expect(&self, action: &Action) -> Expected {
        self.allows(action).map_or(Expected::Skipped, |allowed| match allowed {
            true => Expected::Done,
            false => Expected::Refused,
        })
    }

    fn allows(&self, action: &Action) -> Option<bool> {
        let is = |page: usize, state| self.pages[page].state == state;
        Some(match *action {
            Action::Create { title, parent } => {
                let parent_is_there = match parent {
                    Some(parent) => is(self.page(parent)?, State::Current),
                    None => true,
                };
                parent_is_there && self.is_free(title, None)
            }
            Action::Update { page, title, ahead } => {
                let page = self.page(page)?;
                // What an update of a page in the trash does, is tried by `Restore`.
                if is(page, State::Trashed) {
                    return None;
                }
                is(page, State::Current) && ahead == 1 && self.is_free(title, Some(page))
            }
            Action::Rename { page, title } => {
                let page = self.page(page)?;
                is(page, State::Current) && self.is_free(title, Some(page))
            }
            Action::Trash(page) => is(self.page(page)?, State::Current),
            Action::Restore(page) => {
                let page = self.page(page)?;
                if is(page, State::Current) {
                    return None;
                }
                is(page, State::Trashed) && self.is_free(self.pages[page].title, Some(page))
            }
            Action::Purge(page) => is(self.page(page)?, State::Trashed),
            Action::Move { page, target, .. } => {
                let (page, target) = (self.page(page)?, self.page(target)?);
                let both = is(page, State::Current) && is(target, State::Current);
                both && !self.path(target).contains(&page)
            }
            Action::Label { page, .. }
            | Action::Unlabel { page, .. }
            | Action::Comment(page)
            | Action::Hide { page, .. } => {
                let page = self.page(page)?;
                // Nobody asks what can be done in the trash.
                if is(page, State::Trashed) {
                    return None;
                }
                is(page, State::Current)
            }
            Action::RemoveComment(comment) => {
                let comment = &self.comments[self.comment(comment)?];
                if self.pages[comment.page].state == State::Trashed {
                    return None;
                }
                comment.is_there
            }
        })
    }

    /// Does what the sandbox has done. `answer` is its status and its JSON.
    pub(super) fn perform(&mut self, action: &Action, expected: Expected, answer: &(u16, Value)) -> Result<(), String> {
        let (status, json) = answer;
        let done = (200..300).contains(status);
        let refused = matches!(status, 400 | 403 | 404 | 409);
        match expected {
            Expected::Done if done => {}
            Expected::Refused if refused => return Ok(()),
            _ => return Err(format!("{expected:?} was expected, but it is {status} {json}")),
        }
        match *action {
            Action::Create { title, parent } => {
                let parent = parent.and_then(|parent| self.page(parent));
                self.pages.push(Page {
                    id: json["id"].as_str().unwrap_or_default().to_owned(),
                    title,
                    parent,
                    state: State::Current,
                    version: 1,
                    labels: BTreeSet::new(),
                    hidden: false,
                });
            }
            Action::Update { page, title, .. } | Action::Rename { page, title } => {
                let page = page % self.pages.len();
                self.pages[page].title = title;
                self.pages[page].version += 1;
            }
            Action::Restore(page) => {
                let page = page % self.pages.len();
                self.pages[page].state = State::Current;
                // What it lay below may be gone by now.
                let parent = self.pages[page].parent;
                if parent.is_some_and(|parent| self.pages[parent].state != State::Current) {
                    self.pages[page].parent = None;
                }
            }
            Action::Trash(page) => {
                let page = page % self.pages.len();
                self.pages[page].state = State::Trashed;
                let above = self.pages[page].parent;
                for child in self.pages.iter_mut().filter(|child| child.parent == Some(page)) {
                    child.parent = above;
                }
            }
            Action::Purge(page) => {
                let page = page % self.pages.len();
                self.pages[page].state = State::Purged;
                for comment in self.comments.iter_mut().filter(|comment| comment.page == page) {
                    comment.is_there = false;
                }
            }
            Action::Move { page, target, place } => {
                let (page, target) = (page % self.pages.len(), target % self.pages.len());
                self.pages[page].parent = if place == 2 {
                    Some(target)
                } else {
                    self.pages[target].parent
                };
            }
            Action::Label { page, label } => {
                let page = page % self.pages.len();
                self.pages[page].labels.insert(label);
            }
            Action::Unlabel { page, label } => {
                let page = page % self.pages.len();
                self.pages[page].labels.remove(&label);
            }
            Action::Comment(page) => self.comments.push(Comment {
                id: json["id"].as_str().unwrap_or_default().to_owned(),
                page: page % self.pages.len(),
                is_there: true,
            }),
            Action::RemoveComment(comment) => {
                let comment = comment % self.comments.len();
                self.comments[comment].is_there = false;
            }
            Action::Hide { page, hidden } => {
                let page = page % self.pages.len();
                self.pages[page].hidden = hidden;
            }
        }
        Ok(())
    }

    /// Whether no page of the space, other than this one, has the title.
    fn is_free(&self, title: usize, page: Option<usize>) -> bool {
        let mut others = self.pages.iter().enumerate().filter(|(other, _)| Some(*other) != page);
        !others.any(|(_, other)| other.state == State::Current && other.title == title)
    }

    /// The page and all that lie above it.
    pub(super) fn path(&self, page: usize) -> Vec<usize> {
        std::iter::successors(Some(page), |page| self.pages[*page].parent).collect()
    }

    /// Whether others than the admin see the page.
    pub(super) fn is_open(&self, page: usize) -> bool {
        !self.path(page).iter().any(|above| self.pages[*above].hidden)
    }

    /// The pages that lie directly below this one, or at the top.
    pub(super) fn children(&self, parent: Option<usize>) -> BTreeSet<&str> {
        let pages = self
            .pages
            .iter()
            .filter(|page| page.state == State::Current && page.parent == parent);
        pages.map(|page| &*page.id).collect()
    }
}
