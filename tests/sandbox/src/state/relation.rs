//! Relations: named arrows between users, spaces and content. What a user has saved for later is one of them.

use super::State;
use jiff::Timestamp;
use std::collections::BTreeMap;

/// The relation between a user and what they have saved for later.
pub(crate) const FAVOURITE: &str = "favourite";

/// The relation between a user and content that they like.
pub(crate) const LIKE: &str = "like";

/// One end of a relation.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Entity {
    User(String),
    Space(u64),
    Content {
        id: u64,
        /// A historical version, if the relation is about that one alone.
        version: Option<u64>,
    },
}

/// What an arrow is called and where it leads.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Arrow {
    pub(crate) name: String,
    pub(crate) source: Entity,
    pub(crate) target: Entity,
}

/// Who has made a relation, and when.
#[derive(Clone, Debug)]
pub(crate) struct Made {
    pub(crate) by: String,
    pub(crate) at: Timestamp,
}

/// All relations of a site.
pub(crate) type Relations = BTreeMap<Arrow, Made>;

impl State {
    /// Makes a relation. If it exists, it stays as it is.
    pub(crate) fn relate(&mut self, arrow: Arrow, by: &str) {
        self.set_like(&arrow, true);
        let made = Made {
            by: by.to_owned(),
            at: self.now(),
        };
        self.relations.entry(arrow).or_insert(made);
    }

    pub(crate) fn end_relation(&mut self, arrow: &Arrow) {
        self.set_like(arrow, false);
        self.relations.remove(arrow);
    }

    /// Likes are also known to the content.
    fn set_like(&mut self, arrow: &Arrow, likes: bool) {
        let (Entity::User(account), Entity::Content { id, .. }) = (&arrow.source, &arrow.target) else {
            return;
        };
        let Some(content) = self.contents.get_mut(id).filter(|_| arrow.name == LIKE) else {
            return;
        };
        if likes {
            content.likes.insert(account.clone());
        } else {
            content.likes.remove(account);
        }
    }

    /// The ids of the content and of the spaces that a user has saved for later.
    pub(crate) fn favourites(&self, account: &str) -> impl Iterator<Item = u64> {
        let source = Entity::User(account.to_owned());
        // No arrow is before this one and is of the same name and from the same user.
        let first = Arrow {
            name: FAVOURITE.to_owned(),
            source: source.clone(),
            target: Entity::User(String::new()),
        };
        let from = self.relations.range(first..);
        let own = from.take_while(move |(arrow, _)| arrow.name == FAVOURITE && arrow.source == source);
        own.filter_map(|(arrow, _)| match arrow.target {
            Entity::Space(id) | Entity::Content { id, .. } => Some(id),
            Entity::User(_) => None,
        })
    }
}
