//! Content of every kind: pages, comments, attachments and others. They have most things in common.

use super::property::Property;
use super::{InlineTask, State};
use crate::body::Body;
use confluence_sdk::spec::Kind;
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

/// A piece of content with its history.
#[derive(Clone, Debug)]
pub(crate) struct Content {
    pub(crate) id: u64,
    pub(crate) kind: ContentKind,
    pub(crate) space: u64,
    /// The parent of a page, the page of an attachment, the page or comment that a comment is on.
    pub(crate) container: Option<u64>,
    pub(crate) status: Status,
    pub(crate) title: String,
    pub(crate) position: u64,
    pub(crate) subtype: Option<String>,
    pub(crate) author: String,
    pub(crate) owner: String,
    pub(crate) created: Timestamp,
    /// The versions, from the first to the current one. Never empty.
    pub(crate) versions: Vec<Revision>,
    /// Changes to a published page that are not yet published.
    pub(crate) draft: Option<Revision>,
    pub(crate) labels: BTreeSet<u64>,
    pub(crate) properties: BTreeMap<u64, Property>,
    pub(crate) restrictions: Restrictions,
    pub(crate) likes: BTreeSet<String>,
    pub(crate) watchers: BTreeSet<String>,
    /// Where an inline comment is anchored.
    pub(crate) selection: Option<String>,
}

/// One version of content.
#[derive(Clone, Debug)]
pub(crate) struct Revision {
    pub(crate) number: u64,
    pub(crate) title: String,
    pub(crate) body: Body,
    pub(crate) message: String,
    pub(crate) minor: bool,
    pub(crate) author: String,
    pub(crate) at: Timestamp,
    /// The bytes of an attachment.
    pub(crate) file: Option<File>,
}

/// The bytes of an attachment.
#[derive(Clone, Debug)]
pub(crate) struct File {
    pub(crate) id: String,
    pub(crate) media_type: String,
    pub(crate) bytes: Vec<u8>,
}

/// Restrictions: the only accounts and groups that may do something with a piece of content.
#[derive(Clone, Debug, Default)]
pub(crate) struct Restrictions {
    pub(crate) read: Subjects,
    pub(crate) update: Subjects,
}

/// Accounts and groups. If both are empty, there is no restriction.
#[derive(Clone, Debug, Default)]
pub(crate) struct Subjects {
    pub(crate) users: BTreeSet<String>,
    pub(crate) groups: BTreeSet<String>,
}

/// The kind of content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum ContentKind {
    Page,
    FooterComment,
    InlineComment,
    Attachment,
}

/// The status of content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    Current,
    Draft,
    Archived,
    Trashed,
}

impl ContentKind {
    /// The kind as permissions know it.
    pub(crate) fn permission_kind(self) -> Kind {
        match self {
            Self::Page => Kind::Page,
            Self::FooterComment | Self::InlineComment => Kind::Comment,
            Self::Attachment => Kind::Attachment,
        }
    }

    /// The type as v1 and searches know it.
    pub(crate) fn v1_type(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::FooterComment | Self::InlineComment => "comment",
            Self::Attachment => "attachment",
        }
    }

    /// The type as v2 knows it.
    pub(crate) fn v2_type(self) -> &'static str {
        match self {
            Self::FooterComment => "footer-comment",
            Self::InlineComment => "inline-comment",
            other => other.v1_type(),
        }
    }

    pub(crate) fn is_comment(self) -> bool {
        matches!(self, Self::FooterComment | Self::InlineComment)
    }
}

impl Status {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::Draft => "draft",
            Self::Archived => "archived",
            Self::Trashed => "trashed",
        }
    }
}

impl Subjects {
    pub(crate) fn is_empty(&self) -> bool {
        self.users.is_empty() && self.groups.is_empty()
    }
}

impl Content {
    /// The current version.
    pub(crate) fn latest(&self) -> &Revision {
        self.versions
            .last()
            .expect("content is made with its first version, and versions are only added")
    }

    /// Adds a version that says the same as the current one.
    pub(crate) fn revise(&mut self, author: &str, at: Timestamp) -> &mut Revision {
        let latest = self.latest();
        let next = Revision {
            number: latest.number + 1,
            message: String::new(),
            minor: false,
            author: author.to_owned(),
            at,
            ..latest.clone()
        };
        self.versions.push(next);
        self.versions.last_mut().expect("a version was just added")
    }

    pub(crate) fn version(&self, number: u64) -> Option<&Revision> {
        self.versions.iter().find(|revision| revision.number == number)
    }

    /// The id as answers write it.
    pub(crate) fn id_text(&self) -> String {
        match self.kind {
            ContentKind::Attachment => format!("att{}", self.id),
            _ => self.id.to_string(),
        }
    }
}

impl State {
    /// Adds published content with its first version.
    pub(crate) fn add_content(
        &mut self,
        kind: ContentKind,
        space: u64,
        container: Option<u64>,
        title: &str,
        author: &str,
        body: Body,
    ) -> u64 {
        let (id, now) = (self.new_id(), Timestamp::now());
        let next = self.next_position.entry((kind, container)).or_default();
        let position = *next;
        *next += 1;
        let (title, author) = (title.to_owned(), author.to_owned());
        let first = Revision {
            number: 1,
            title: title.clone(),
            body,
            message: String::new(),
            minor: false,
            author: author.clone(),
            at: now,
            file: None,
        };
        let content = Content {
            id,
            kind,
            space,
            container,
            status: Status::Current,
            title,
            position,
            subtype: None,
            owner: author.clone(),
            author,
            created: now,
            versions: vec![first],
            draft: None,
            labels: BTreeSet::new(),
            properties: BTreeMap::new(),
            restrictions: Restrictions::default(),
            likes: BTreeSet::new(),
            watchers: BTreeSet::new(),
            selection: None,
        };
        self.contents.insert(id, content);
        self.collect_tasks(id);
        id
    }

    /// The content directly below this content.
    pub(crate) fn children(&self, id: u64) -> impl Iterator<Item = &Content> {
        self.contents
            .values()
            .filter(move |content| content.container == Some(id))
    }

    /// The pages above a page, the nearest first.
    pub(crate) fn ancestors(&self, content: &Content) -> Vec<&Content> {
        let parent = |content: &Content| content.container.and_then(|id| self.contents.get(&id));
        std::iter::successors(parent(content), |content| parent(content)).collect()
    }

    /// A published page of this title in this space, other than `except`.
    pub(crate) fn page_titled(&self, space: u64, title: &str, except: Option<u64>) -> Option<&Content> {
        self.contents.values().find(|content| {
            content.kind == ContentKind::Page
                && content.space == space
                && content.status == Status::Current
                && content.title == title
                && Some(content.id) != except
        })
    }

    /// Removes content for good, with its comments and attachments. Pages below it move up.
    pub(crate) fn purge(&mut self, id: u64) {
        let Some(content) = self.contents.remove(&id) else {
            return;
        };
        self.inline_tasks.retain(|_, task| task.page != id);
        let below: Vec<(u64, ContentKind)> = self.children(id).map(|child| (child.id, child.kind)).collect();
        for (child, kind) in below {
            match self.contents.get_mut(&child) {
                Some(child) if kind == ContentKind::Page => child.container = content.container,
                _ => self.purge(child),
            }
        }
    }

    /// Collects the checkboxes in a page.
    pub(crate) fn collect_tasks(&mut self, id: u64) {
        let Some(content) = self
            .contents
            .get(&id)
            .filter(|content| content.kind == ContentKind::Page)
        else {
            return;
        };
        let latest = content.latest();
        let (markup, author, at) = (latest.body.value.clone(), latest.author.clone(), latest.at);
        let mut known: BTreeMap<String, u64> = BTreeMap::new();
        for (task, held) in self.inline_tasks.iter().filter(|(_, held)| held.page == id) {
            known.insert(held.local_id.clone(), *task);
        }
        self.inline_tasks.retain(|_, task| task.page != id);
        for task in markup.split("<ac:task>").skip(1) {
            let local_id = between(task, "<ac:task-id>", "</ac:task-id>").to_owned();
            let key = known.get(&local_id).copied().unwrap_or_else(|| self.new_id());
            let text = between(task, "<ac:task-body>", "</ac:task-body>").to_owned();
            let done = between(task, "<ac:task-status>", "</ac:task-status>") == "complete";
            let task = InlineTask {
                page: id,
                local_id,
                done,
                text,
                author: author.clone(),
                created: at,
            };
            self.inline_tasks.insert(key, task);
        }
    }
}

fn between<'t>(text: &'t str, start: &str, end: &str) -> &'t str {
    let rest = text.split_once(start).map_or("", |(_, rest)| rest);
    rest.split_once(end).map_or("", |(inner, _)| inner)
}
