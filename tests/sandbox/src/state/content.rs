//! Content of every kind: pages, comments, attachments and others. They have most things in common.

use super::State;
use super::contents::Placed;
use super::property::Property;
use crate::body::Body;
use axum::body::Bytes;
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;

pub(crate) use super::kind::ContentKind;

/// A piece of content with its history.
///
/// Its id, kind, space, container and title can be read like all other members. [`Contents`](super::contents::Contents)
/// changes them, because it finds content by them.
#[derive(Clone, Debug)]
pub(crate) struct Content {
    placed: Placed,
    pub(crate) status: Status,
    /// Its place among its siblings.
    pub(crate) position: u64,
    /// `live` for a page that has no published versions beside its draft.
    pub(crate) subtype: Option<String>,
    /// The type of custom content, with the app that defines it.
    pub(crate) custom_type: Option<String>,
    /// The address that a Smart Link leads to.
    pub(crate) embed_url: Option<String>,
    pub(crate) author: String,
    pub(crate) owner: String,
    /// Who owned it before.
    pub(crate) last_owner: Option<String>,
    pub(crate) created: Timestamp,
    /// The versions, from the first to the current one. Never empty.
    pub(crate) versions: Vec<Revision>,
    /// Changes to a published page that are not yet published.
    pub(crate) draft: Option<Revision>,
    /// The checkboxes in its body.
    pub(crate) tasks: Vec<u64>,
    pub(crate) labels: BTreeSet<u64>,
    pub(crate) properties: BTreeMap<u64, Property>,
    pub(crate) restrictions: Restrictions,
    pub(crate) likes: BTreeSet<String>,
    pub(crate) watchers: BTreeSet<String>,
    /// The classification level, and that of the draft.
    pub(crate) classification: Classification,
    /// Where an inline comment is anchored.
    pub(crate) passage: Option<Passage>,
    /// The version of an attachment that a comment on it is about.
    pub(crate) commented_version: Option<u64>,
}

/// Classification levels that content was given, by their ids.
#[derive(Clone, Debug, Default)]
pub(crate) struct Classification {
    pub(crate) published: Option<String>,
    pub(crate) draft: Option<String>,
}

/// The passage of a text that an inline comment is about.
#[derive(Clone, Debug)]
pub(crate) struct Passage {
    pub(crate) text: String,
    pub(crate) marker: String,
    pub(crate) resolution: Option<Resolution>,
}

/// What was last decided about an inline comment.
#[derive(Clone, Debug)]
pub(crate) struct Resolution {
    /// Whether the comment is resolved; if not, it was reopened.
    pub(crate) resolved: bool,
    pub(crate) by: String,
    pub(crate) at: Timestamp,
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
    pub(crate) bytes: Bytes,
}

/// Restrictions: the only accounts and groups that may do something with a piece of content.
#[derive(Clone, Debug, Default, Hash)]
pub(crate) struct Restrictions {
    pub(crate) read: Subjects,
    pub(crate) update: Subjects,
}

/// Accounts and groups. If both are empty, there is no restriction.
#[derive(Clone, Debug, Default, Hash)]
pub(crate) struct Subjects {
    pub(crate) users: BTreeSet<String>,
    pub(crate) groups: BTreeSet<String>,
}

/// The status of content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    Current,
    Draft,
    Archived,
    Trashed,
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

impl Deref for Content {
    type Target = Placed;

    fn deref(&self) -> &Placed {
        &self.placed
    }
}

impl Content {
    /// Published content with its first version.
    fn new(placed: Placed, position: u64, author: &str, now: Timestamp, body: Body) -> Self {
        let first = Revision {
            number: 1,
            title: placed.title.clone(),
            body,
            message: String::new(),
            minor: false,
            author: author.to_owned(),
            at: now,
            file: None,
        };
        Self {
            placed,
            status: Status::Current,
            position,
            subtype: None,
            custom_type: None,
            embed_url: None,
            owner: author.to_owned(),
            last_owner: None,
            author: author.to_owned(),
            created: now,
            versions: vec![first],
            draft: None,
            tasks: Vec::new(),
            labels: BTreeSet::new(),
            properties: BTreeMap::new(),
            restrictions: Restrictions::default(),
            likes: BTreeSet::new(),
            watchers: BTreeSet::new(),
            classification: Classification::default(),
            passage: None,
            commented_version: None,
        }
    }

    /// For the indices alone.
    pub(super) fn placed_mut(&mut self) -> &mut Placed {
        &mut self.placed
    }

    /// The type as searches know it. Custom content has a type of its own.
    pub(crate) fn search_type(&self) -> &str {
        self.custom_type.as_deref().unwrap_or(self.kind.v1_type())
    }

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

    /// Everyone who wrote a version, each once, in the order of their first version.
    pub(crate) fn collaborators(&self) -> Vec<&str> {
        let mut authors: Vec<&str> = Vec::new();
        for revision in &self.versions {
            if !authors.contains(&revision.author.as_str()) {
                authors.push(&revision.author);
            }
        }
        authors
    }

    /// The type as v2 knows it. Custom content has a type of its own.
    pub(crate) fn type_name(&self) -> &str {
        self.custom_type.as_deref().unwrap_or(self.kind.v2_type())
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
        let (id, now) = (self.new_id(), self.now());
        let position = self.take_position(kind, space, container);
        let placed = Placed {
            id,
            kind,
            space,
            container,
            title: title.to_owned(),
        };
        self.contents.insert(Content::new(placed, position, author, now, body));
        self.collect_tasks(id);
        id
    }
}
