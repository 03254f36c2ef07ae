//! Trees of pages: what lies below a page, and how pages are moved and copied.

use super::State;
use super::content::{ContentKind, Status};
use std::collections::{BTreeMap, BTreeSet};

/// Where a page is moved to, seen from the target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Before,
    After,
    /// The last child of the target.
    Below,
}

/// What is copied with a page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Parts {
    pub(crate) attachments: bool,
    pub(crate) labels: bool,
    pub(crate) properties: bool,
    pub(crate) permissions: bool,
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

/// How a page and the pages below it are copied.
#[derive(Debug)]
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
    /// The content and everything below it.
    pub(crate) fn subtree(&self, top: u64) -> BTreeSet<u64> {
        let below = self.children(top).flat_map(|child| self.subtree(child.id));
        below.chain([top]).collect()
    }

    /// The published pages of a tree: the page itself and those below it.
    pub(crate) fn pages_of_tree(&self, top: u64) -> Vec<u64> {
        let is_page = |id: &u64| {
            let page = self.contents.get(id);
            page.is_some_and(|page| page.kind == ContentKind::Page && page.status == Status::Current)
        };
        self.subtree(top).into_iter().filter(is_page).collect()
    }

    /// Moves a page to a place beside or below another one, with everything below it.
    pub(crate) fn move_page(&mut self, page: u64, place: Place, target: u64) {
        let Some((space, container)) = self.contents.get(&target).map(|held| (held.space, held.container)) else {
            return;
        };
        let container = if place == Place::Below { Some(target) } else { container };
        for id in self.subtree(page) {
            if let Some(content) = self.contents.get_mut(&id) {
                content.space = space;
            }
        }
        for home in self.spaces.values_mut().filter(|home| home.id != space) {
            home.homepage = home.homepage.filter(|homepage| *homepage != page);
        }
        let mut order = self.pages_in(space, container);
        order.retain(|sibling| *sibling != page);
        let at = order.iter().position(|sibling| *sibling == target);
        let at = match (place, at) {
            (Place::Before, Some(at)) => at,
            (Place::After, Some(at)) => at + 1,
            _ => order.len(),
        };
        order.insert(at, page);
        if let Some(content) = self.contents.get_mut(&page) {
            content.container = container;
        }
        self.set_order(&order, container);
    }

    /// The pages directly below a page or at the top of a space, in their order.
    fn pages_in(&self, space: u64, container: Option<u64>) -> Vec<u64> {
        let here = self.contents.values().filter(|content| {
            content.kind == ContentKind::Page && content.space == space && content.container == container
        });
        let mut pages: Vec<(u64, u64)> = here.map(|page| (page.position, page.id)).collect();
        pages.sort_unstable();
        pages.into_iter().map(|(_, id)| id).collect()
    }

    fn set_order(&mut self, order: &[u64], container: Option<u64>) {
        for (position, id) in (0..).zip(order) {
            if let Some(page) = self.contents.get_mut(id) {
                page.position = position;
            }
        }
        let next = self.next_position.entry((ContentKind::Page, container)).or_default();
        *next = (*next).max(order.len() as u64);
    }

    /// Copies one piece of content with the parts that are asked for. Pages below it are not copied.
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
        if let Some(revision) = self.contents.get_mut(&id)?.versions.last_mut() {
            revision.file = latest.file;
        }
        self.copy_parts(copy, id);
        Some(id)
    }

    /// Gives content what belongs to the source of a copy.
    pub(crate) fn copy_parts(&mut self, copy: Copy<'_>, id: u64) {
        let Copy {
            source,
            space,
            author,
            parts,
            ..
        } = copy;
        let Some(original) = self.contents.get(&source).cloned() else {
            return;
        };
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
        let attached: Vec<(u64, String)> = self
            .children(source)
            .filter(|child| child.kind == ContentKind::Attachment && child.status == Status::Current)
            .filter(|_| parts.attachments)
            .map(|child| (child.id, child.title.clone()))
            .collect();
        for (attachment, title) in attached {
            self.copy_content(Copy {
                source: attachment,
                space,
                parent: Some(id),
                title: &title,
                author,
                parts,
            });
        }
    }

    /// Copies a page and, if asked for, the pages below it. Returns the copy of the page at the top.
    pub(crate) fn copy_pages(&mut self, copying: &Copying) -> Option<u64> {
        // The list is made before copying, because the copy can be below the page that is copied.
        let originals: BTreeSet<u64> = self.pages_of_tree(copying.source).into_iter().collect();
        self.copy_tree(copying, &originals, copying.source, copying.destination)
    }

    fn copy_tree(&mut self, copying: &Copying, originals: &BTreeSet<u64>, source: u64, parent: u64) -> Option<u64> {
        let title = copying.renaming.of(&self.contents.get(&source)?.title);
        let space = self.contents.get(&parent)?.space;
        let copy = Copy {
            source,
            space,
            parent: Some(parent),
            title: &title,
            author: &copying.author,
            parts: copying.parts,
        };
        let copied = self.copy_content(copy)?;
        if copying.descendants {
            let below: Vec<u64> = self.pages_in(self.contents.get(&source)?.space, Some(source));
            for child in below.into_iter().filter(|child| originals.contains(child)) {
                self.copy_tree(copying, originals, child, copied);
            }
        }
        Some(copied)
    }
}
