//! The ready worlds.

use super::{large, team};
use crate::builder::Builder;
use fastrand::Rng;
use std::fmt;

/// A site that is ready to use, for [`Builder::world`]. The same [seed](Builder::seed) makes the same site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum World {
    /// The site of a company of twelve people: four spaces, groups, trees of pages with tables, tasks and macros,
    /// labels, comments, files, blog posts, restricted pages, and a space that few people can see. Name: `team`.
    Team,
    /// A space `BIG` with 10,000 pages in a tree of three levels, with labels. Name: `large`.
    Large,
    /// A space `DEEP` with a chain of 100 pages, one below the other, and a page with 500 children. Name: `deep`.
    Deep,
    /// A space `FILES` with attachments of many types, sizes and odd names. Name: `files`.
    Files,
}

impl World {
    /// Every world.
    pub const ALL: [Self; 4] = [Self::Team, Self::Large, Self::Deep, Self::Files];

    /// The name, as the program takes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Team => "team",
            Self::Large => "large",
            Self::Deep => "deep",
            Self::Files => "files",
        }
    }

    /// The world with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|world| world.name() == name)
    }

    pub(super) fn add_to(self, builder: Builder) -> Builder {
        let mut random = Rng::with_seed(builder.filling.seed());
        match self {
            Self::Team => team::add_to(builder, &mut random),
            Self::Large => large::pages(builder, &mut random),
            Self::Deep => large::trees(builder, &mut random),
            Self::Files => large::files(builder, &mut random),
        }
    }
}

impl fmt::Display for World {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
