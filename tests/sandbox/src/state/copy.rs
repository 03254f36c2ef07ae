//! Copies of content: of a single page with what belongs to it, or of a whole tree.

use super::State;
use super::content::{ContentKind, Status};
use std::collections::{BTreeMap, HashSet};

/// What is copied with a page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Parts {
    pub(crate) attachments: bool,
    pub(crate) labels: bool,
    pub(crate) properties: bool,
    pub(crate) permissions: bool,
    pub(crate) custom_contents: bool,
}

/// Titles of copies: the search text is replaced, then the prefix is added.
#[derive(Clone, Debug, Default)]
pub(crate) struct Renaming {
    pub(crate) prefix: String,
    pub(crate) search: String,
    pub(crate) replace: String,
}

/// A copy of content: where it goes, and whose it is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Copy<'c> {
    pub(crate) source: u64,
    pub(crate) space: u64,
    pub(crate) parent: Option<u64>,
    pub(crate) title: &'c str,
    pub(crate) author: &'c str,
    pub(crate) parts: Parts,
}

/// How a page and what lies below it are copied.
#[derive(Clone, Debug)]
pub(crate) struct Copying {
    pub(crate) source: u64,
    pub(crate) destination: u64,
    pub(crate) author: String,
    pub(crate) descendants: bool,
    pub(crate) parts: Parts,
    pub(crate) renaming: Renaming,
}

impl Renaming {
    /// The title of the copy of a page with this title.
    pub(crate) fn of(&self, title: &str) -> String {
        match self.search.as_str() {
            "" => format!("{}{title}", self.prefix),
            search => format!("{}{}", self.prefix, title.replace(search, &self.replace)),
        }
    }
}

impl State {
    /// Copies one piece of content with the parts that are asked for. What lies below it in the tree is not copied.
    pub(crate) fn copy_content(&mut self, copy: Copy<'_>) -> Option<u64> {
        let original = self.contents.get(&copy.source)?.clone();
        let latest = original.latest().clone();
        let id = self.add_content(
            original.kind,
            copy.space,
            copy.parent,
            copy.title,
            copy.author,
            latest.body,
        );
        let copied = self.contents.get_mut(&id)?;
        copied.subtype = original.subtype;
        copied.custom_type = original.custom_type;
        copied.embed_url = original.embed_url;
        if let Some(revision) = copied.versions.last_mut() {
            revision.file = latest.file;
        }
        self.copy_parts(copy, id);
        Some(id)
    }

    /// Gives content what belongs to the source of a copy.
    pub(crate) fn copy_parts(&mut self, copy: Copy<'_>, id: u64) {
        let Some(original) = self.contents.get(&copy.source).cloned() else {
            return;
        };
        let parts = copy.parts;
        let mut properties = BTreeMap::new();
        for mut property in original.properties.into_values().filter(|_| parts.properties) {
            property.id = self.new_id();
            properties.insert(property.id, property);
        }
        let Some(copied) = self.contents.get_mut(&id) else {
            return;
        };
        copied.properties.extend(properties);
        if parts.labels {
            copied.labels.extend(original.labels);
        }
        if parts.permissions {
            copied.restrictions = original.restrictions;
        }
        let on_it = self.children(copy.source).filter(|child| {
            let wanted = match child.kind {
                ContentKind::Attachment => parts.attachments,
                ContentKind::CustomContent => parts.custom_contents,
                _ => false,
            };
            wanted && child.status == Status::Current
        });
        // Content that a copy replaces keeps what has the same name.
        let is_new = |title: &str| self.children(id).all(|child| child.title != title);
        let on_it = on_it.filter(|child| is_new(&child.title));
        let on_it: Vec<(u64, String)> = on_it.map(|child| (child.id, child.title.clone())).collect();
        for (source, title) in on_it {
            self.copy_content(Copy {
                source,
                parent: Some(id),
                title: &title,
                ..copy
            });
        }
    }

    /// Copies a page and, if asked for, what lies below it. Returns the copy of the page at the top.
    pub(crate) fn copy_tree(&mut self, copying: &Copying) -> Option<u64> {
        // The list is made before copying, because the copy can be below the page that is copied.
        let originals = self.published_tree(copying.source).into_iter().collect();
        self.copy_branch(copying, &originals, copying.source, copying.destination)
    }

    fn copy_branch(&mut self, copying: &Copying, originals: &HashSet<u64>, source: u64, parent: u64) -> Option<u64> {
        let title = copying.renaming.of(&self.contents.get(&source)?.title);
        let space = self.contents.get(&parent)?.space;
        let copied = self.copy_content(Copy {
            source,
            space,
            parent: Some(parent),
            title: &title,
            author: &copying.author,
            parts: copying.parts,
        })?;
        if copying.descendants {
            let below: Vec<u64> = self.branches(source).iter().map(|child| child.id).collect();
            for child in below.into_iter().filter(|child| originals.contains(child)) {
                self.copy_branch(copying, originals, child, copied);
            }
        }
        Some(copied)
    }
}
