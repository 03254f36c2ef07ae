//! All content of a site, with the indices that find it by kind, by space, by parent and by title.

use super::content::Content;
use super::kind::ContentKind;
use super::noted::Noted;
use std::collections::{BTreeSet, btree_map};
use std::hash::{BuildHasher as _, BuildHasherDefault, DefaultHasher};
use std::ops::Bound;

/// What content is and where it lies. The indices are made from this, so only [`Contents`] changes it.
#[derive(Clone, Debug)]
pub(crate) struct Placed {
    pub(crate) id: u64,
    pub(crate) kind: ContentKind,
    pub(crate) space: u64,
    /// What it lies below or is on: the parent in the tree, the page of an attachment, the comment that a reply
    /// answers.
    pub(crate) container: Option<u64>,
    pub(crate) title: String,
}

/// Some of the content, in the order of ids.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Among {
    Kind(ContentKind),
    InSpace(ContentKind, u64),
    Below(u64),
    /// In a space, with the same hash of the title. Other titles can have this hash too.
    Titled(u64, u64),
}

impl Among {
    /// Everything in this space whose title can be this one.
    pub(crate) fn titled(space: u64, title: &str) -> Self {
        Self::Titled(space, hash(title))
    }
}

/// An iterator from the smallest to the largest id, or back.
pub(crate) type Found<'s> = Box<dyn DoubleEndedIterator<Item = &'s Content> + 's>;

/// All content, by id.
#[derive(Clone, Debug, Default)]
pub(crate) struct Contents {
    by_id: Noted<Content>,
    by_kind: BTreeSet<(ContentKind, u64)>,
    by_space: BTreeSet<(ContentKind, u64, u64)>,
    below: BTreeSet<(u64, u64)>,
    /// By space and hash of the title, so that titles are not kept twice.
    titled: BTreeSet<(u64, u64, u64)>,
}

impl Contents {
    pub(crate) fn get(&self, id: &u64) -> Option<&Content> {
        self.by_id.get(id)
    }

    pub(crate) fn get_mut(&mut self, id: &u64) -> Option<&mut Content> {
        self.by_id.get_mut(id)
    }

    pub(crate) fn contains_key(&self, id: &u64) -> bool {
        self.by_id.contains_key(id)
    }

    pub(crate) fn values(&self) -> btree_map::Values<'_, u64, Content> {
        self.by_id.values()
    }

    pub(crate) fn insert(&mut self, content: Content) {
        self.index(&content, true);
        let id = content.id;
        self.by_id.insert(id, content);
    }

    pub(crate) fn remove(&mut self, id: u64) -> Option<Content> {
        let content = self.by_id.remove(&id)?;
        self.index(&content, false);
        Some(content)
    }

    /// The ids of what was changed since this was asked last.
    pub(crate) fn take_changed(&mut self) -> Vec<u64> {
        self.by_id.take_changed()
    }

    /// Gives content another title.
    pub(crate) fn rename(&mut self, id: u64, title: &str) {
        self.place(id, |placed| title.clone_into(&mut placed.title));
    }

    /// Puts content below or on other content, or at the top of its space.
    pub(crate) fn put_below(&mut self, id: u64, container: Option<u64>) {
        self.place(id, |placed| placed.container = container);
    }

    /// Puts content into another space.
    pub(crate) fn put_into_space(&mut self, id: u64, space: u64) {
        self.place(id, |placed| placed.space = space);
    }

    fn place(&mut self, id: u64, change: impl FnOnce(&mut Placed)) {
        if let Some(mut content) = self.remove(id) {
            change(content.placed_mut());
            self.insert(content);
        }
    }

    fn index(&mut self, content: &Content, is_there: bool) {
        let Placed {
            id,
            kind,
            space,
            container,
            title,
        } = &**content;
        set(&mut self.by_kind, (*kind, *id), is_there);
        set(&mut self.by_space, (*kind, *space, *id), is_there);
        set(&mut self.titled, (*space, hash(title), *id), is_there);
        if let Some(container) = container {
            set(&mut self.below, (*container, *id), is_there);
        }
    }

    /// The content whose ids lie between two bounds.
    pub(crate) fn among(&self, among: Among, from: Bound<u64>, to: Bound<u64>) -> Found<'_> {
        let content = |id: &u64| self.by_id.get(id);
        match among {
            Among::Kind(kind) => {
                let range = self.by_kind.range(bounds(from, to, |id| (kind, id)));
                Box::new(range.filter_map(move |(_, id)| content(id)))
            }
            Among::InSpace(kind, space) => {
                let range = self.by_space.range(bounds(from, to, |id| (kind, space, id)));
                Box::new(range.filter_map(move |(.., id)| content(id)))
            }
            Among::Below(container) => {
                let range = self.below.range(bounds(from, to, |id| (container, id)));
                Box::new(range.filter_map(move |(_, id)| content(id)))
            }
            Among::Titled(space, hash) => {
                let range = self.titled.range(bounds(from, to, |id| (space, hash, id)));
                Box::new(range.filter_map(move |(.., id)| content(id)))
            }
        }
    }

    /// All of this content.
    pub(crate) fn all(&self, among: Among) -> Found<'_> {
        self.among(among, Bound::Unbounded, Bound::Unbounded)
    }

    /// Everything in this space with this title.
    pub(crate) fn titled<'s, 't>(
        &'s self,
        space: u64,
        title: &'t str,
    ) -> impl Iterator<Item = &'s Content> + use<'s, 't> {
        let found = self.all(Among::titled(space, title));
        found.filter(move |content| content.title == title)
    }
}

fn set<T: Ord>(index: &mut BTreeSet<T>, entry: T, is_there: bool) {
    if is_there {
        index.insert(entry);
    } else {
        index.remove(&entry);
    }
}

fn hash(title: &str) -> u64 {
    BuildHasherDefault::<DefaultHasher>::default().hash_one(title)
}

/// Bounds of ids as bounds of the entries of an index.
fn bounds<T>(from: Bound<u64>, to: Bound<u64>, entry: impl Fn(u64) -> T) -> (Bound<T>, Bound<T>) {
    let or = |bound: Bound<u64>, end: u64| match bound {
        Bound::Unbounded => Bound::Included(entry(end)),
        other => other.map(&entry),
    };
    (or(from, 0), or(to, u64::MAX))
}
