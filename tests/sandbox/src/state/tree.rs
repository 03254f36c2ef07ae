//! Where content lies: what is above and below it, and what happens to that when content is moved, thrown away and
//! restored.

use super::State;
use super::content::{Content, ContentKind, Status};
use super::contents::{Among, Found};
use super::space::Space;

/// Where content is moved to, seen from the target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Position {
    Before,
    After,
    /// The last child of the target.
    Below,
}

impl State {
    /// Whether something that lies on other content, such as a comment or a file, lies on what is in the trash.
    pub(crate) fn is_on_trash(&self, content: &Content) -> bool {
        let mut next = content;
        while !next.kind.is_in_tree() {
            match self.container(next) {
                Some(container) if container.status == Status::Trashed => return true,
                Some(container) => next = container,
                None => return false,
            }
        }
        false
    }

    /// The content directly below this content or on it.
    pub(crate) fn children(&self, id: u64) -> Found<'_> {
        self.contents.all(Among::Below(id))
    }

    /// The content of the tree directly below this content, in the order in which people see it.
    pub(crate) fn branches(&self, id: u64) -> Vec<&Content> {
        let mut branches: Vec<&Content> = self.children(id).filter(|child| child.kind.is_in_tree()).collect();
        branches.sort_by_key(|child| (child.position, child.id));
        branches
    }

    /// The content that this content lies below or is on.
    pub(crate) fn container(&self, content: &Content) -> Option<&Content> {
        self.contents.get(&content.container?)
    }

    /// All content above, the nearest first.
    pub(crate) fn ancestors(&self, content: &Content) -> Vec<&Content> {
        std::iter::successors(self.container(content), |content| self.container(content)).collect()
    }

    /// Whether content is this content or lies somewhere below it.
    pub(crate) fn is_within(&self, content: &Content, top: u64) -> bool {
        content.id == top || self.ancestors(content).iter().any(|above| above.id == top)
    }

    /// The home page of a space, unless it is in the trash.
    pub(crate) fn homepage(&self, space: u64) -> Option<u64> {
        let homepage = self.contents.get(&self.spaces.get(&space)?.homepage?)?;
        (homepage.status == Status::Current).then_some(homepage.id)
    }

    /// A published page of this title in this space, other than `except`.
    pub(crate) fn page_titled(&self, space: u64, title: &str, except: Option<u64>) -> Option<&Content> {
        self.published(ContentKind::Page, space, title, except)
    }

    /// Published content of this kind and title in this space, other than `except`.
    pub(crate) fn published(
        &self,
        kind: ContentKind,
        space: u64,
        title: &str,
        except: Option<u64>,
    ) -> Option<&Content> {
        self.contents
            .titled(space, title)
            .find(|content| content.kind == kind && content.status == Status::Current && Some(content.id) != except)
    }

    /// The place of new content after all its siblings.
    pub(crate) fn take_position(&mut self, kind: ContentKind, space: u64, container: Option<u64>) -> u64 {
        let siblings = (kind.is_in_tree(), space, container);
        let next = self.next_position.entry(siblings).or_default();
        *next += 1;
        *next - 1
    }

    /// Moves content below other content, after its siblings there.
    pub(crate) fn move_below(&mut self, id: u64, container: Option<u64>) {
        let Some((kind, space)) = self.contents.get(&id).map(|content| (content.kind, content.space)) else {
            return;
        };
        let position = self.take_position(kind, space, container);
        self.contents.put_below(id, container);
        if let Some(content) = self.contents.get_mut(&id) {
            content.position = position;
        }
    }

    /// The content and everything below it and on it.
    pub(crate) fn subtree(&self, top: u64) -> Vec<u64> {
        let below = self.children(top).flat_map(|child| self.subtree(child.id));
        std::iter::once(top).chain(below).collect()
    }

    /// The published content of a tree: the content at the top, and what lies below it in the tree.
    pub(crate) fn published_tree(&self, top: u64) -> Vec<u64> {
        let published = |child: &&Content| child.kind.is_in_tree() && child.status == Status::Current;
        let below = self.children(top).filter(published);
        let below = below.flat_map(|child| self.published_tree(child.id));
        std::iter::once(top).chain(below).collect()
    }

    /// Moves content of the tree to a place beside or below other content, with everything below it.
    pub(crate) fn move_beside(&mut self, id: u64, position: Position, target: u64) {
        let Some((space, container)) = self.contents.get(&target).map(|held| (held.space, held.container)) else {
            return;
        };
        let container = if position == Position::Below {
            Some(target)
        } else {
            container
        };
        self.move_to_space(id, space);
        self.move_below(id, container);
        let mut order = self.siblings(space, container);
        order.retain(|sibling| *sibling != id);
        let at = order.iter().position(|sibling| *sibling == target);
        let at = match (position, at) {
            (Position::Before, Some(at)) => at,
            (Position::After, Some(at)) => at + 1,
            _ => order.len(),
        };
        order.insert(at, id);
        for (position, sibling) in (0..).zip(order) {
            if let Some(sibling) = self.contents.get_mut(&sibling) {
                sibling.position = position;
            }
        }
    }

    /// Puts content into a space, with everything below it. It can no longer be the home page of another space.
    pub(crate) fn move_to_space(&mut self, id: u64, space: u64) {
        for inside in self.subtree(id) {
            self.contents.put_into_space(inside, space);
        }
        let is_home = |other: &&Space| other.id != space && other.homepage == Some(id);
        let homes: Vec<u64> = self.spaces.values().filter(is_home).map(|other| other.id).collect();
        for home in homes {
            if let Some(other) = self.spaces.get_mut(&home) {
                other.homepage = None;
            }
        }
    }

    /// What lies in the tree directly below content, or at the top of a space, in the order in which people see it.
    fn siblings(&self, space: u64, container: Option<u64>) -> Vec<u64> {
        let at_top = |kind| self.contents.all(Among::InSpace(kind, space));
        let mut siblings: Vec<&Content> = match container {
            Some(container) => self.branches(container),
            None => ContentKind::all()
                .filter(|kind| kind.is_in_tree())
                .flat_map(at_top)
                .filter(|content| content.container.is_none())
                .collect(),
        };
        siblings.sort_by_key(|content| (content.position, content.id));
        siblings.iter().map(|content| content.id).collect()
    }

    /// Sends content to the trash. What lies below it in the tree moves up.
    pub(crate) fn trash(&mut self, id: u64) {
        let Some(content) = self.contents.get_mut(&id) else {
            return;
        };
        content.status = Status::Trashed;
        let above = content.container;
        self.lift_branches(id, above);
    }

    /// Brings content back from the trash. If what it lay below is gone, it lies at the top of its space.
    pub(crate) fn restore(&mut self, id: u64) {
        let Some(content) = self.contents.get(&id) else {
            return;
        };
        let gone = |above: &Content| above.status == Status::Trashed;
        if content.container.is_some() && self.container(content).is_none_or(gone) && content.kind.is_in_tree() {
            self.move_below(id, None);
        }
        if let Some(content) = self.contents.get_mut(&id) {
            content.status = Status::Current;
        }
    }

    /// Removes content for good, with what is on it. What lies below it in the tree moves up.
    pub(crate) fn purge(&mut self, id: u64) {
        let above = self.contents.get(&id).and_then(|content| content.container);
        self.lift_branches(id, above);
        let on_it: Vec<u64> = self.children(id).map(|child| child.id).collect();
        for child in on_it {
            self.purge(child);
        }
        self.contents.remove(id);
        self.inline_tasks.retain(|_, task| task.page != id);
    }

    fn lift_branches(&mut self, id: u64, above: Option<u64>) {
        let branches: Vec<u64> = self.branches(id).iter().map(|child| child.id).collect();
        for child in branches {
            self.move_below(child, above);
        }
    }
}
