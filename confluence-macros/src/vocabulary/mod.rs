//! The words that declarations may use: every scope (`scope.rs`), every permission (`permission.rs`), every auth mode
//! (`mode.rs`); and those of queries (`cql.rs`).
//!
//! These files are the only place for each: here they become const tables, from which `expand/vocabulary.rs` makes
//! what the SDK has of them.

/// What a scope belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum ScopeKind {
    Classic,
    Granular,
    Platform,
    Connect,
}

/// One row of `scope.rs`.
#[derive(Debug)]
pub(crate) struct Scope {
    pub(crate) marker: &'static str,
    pub(crate) name: &'static str,
    pub(crate) kind: ScopeKind,
    pub(crate) implies: &'static [&'static str],
    pub(crate) doc: &'static str,
}

/// Which scopes a credential has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Carries {
    Nothing,
    OAuth,
    Connect,
}

/// Where calls go.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Base {
    Site,
    Gateway,
}

/// Whose credential it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Caller {
    Account,
    App,
}

/// A permission that an administrator grants: one row of `permission.rs`.
#[derive(Debug)]
pub(crate) struct Grant {
    pub(crate) marker: &'static str,
    pub(crate) verb: &'static str,
    /// `Site` for what concerns no thing.
    pub(crate) kind: &'static str,
    /// Words, for site-wide permissions; the others follow from verb and kind.
    pub(crate) words: Option<&'static str>,
    pub(crate) doc: &'static str,
}

/// A kind of thing: its name, the word for one, the word for several.
pub(crate) struct Kind {
    pub(crate) name: &'static str,
    pub(crate) one: &'static str,
    pub(crate) several: &'static str,
}

/// A field of CQL: one row of `cql.rs`.
#[derive(Debug)]
pub(crate) struct CqlField {
    pub(crate) name: &'static str,
    pub(crate) spellings: &'static [&'static str],
    pub(crate) of: &'static str,
    /// `equality`, `text` or `range`, `sorts`, `users`.
    pub(crate) facts: &'static [&'static str],
    pub(crate) doc: &'static str,
}

/// A type that can be searched for: one row of `cql.rs`.
#[derive(Debug)]
pub(crate) struct CqlType {
    pub(crate) name: &'static str,
    pub(crate) spelling: &'static str,
    pub(crate) doc: &'static str,
}

/// A function of CQL: one row of `cql.rs`.
#[derive(Debug)]
pub(crate) struct CqlFunction {
    pub(crate) name: &'static str,
    pub(crate) spelling: &'static str,
    pub(crate) of: &'static str,
    /// `one` or `several`, `increment` or `numbers`.
    pub(crate) facts: &'static [&'static str],
    pub(crate) doc: &'static str,
}

macro_rules! cql_table {
    (
        fields { $(#[doc = $doc:literal] $field:ident = $($spelling:literal),+: $of:ident { $($fact:ident),+ };)* }
        functions { $(#[doc = $does:literal] $function:ident = $called:literal: $gives:ident { $($how:ident),+ };)* }
        types { $(#[doc = $is:literal] $type:ident = $typed:literal;)* }
    ) => {
        /// Every field.
        pub(crate) const CQL_FIELDS: &[super::CqlField] = &[$(super::CqlField {
            name: stringify!($field),
            spellings: &[$($spelling),+],
            of: stringify!($of),
            facts: &[$(stringify!($fact)),+],
            doc: $doc,
        },)*];
        /// Every function.
        pub(crate) const CQL_FUNCTIONS: &[super::CqlFunction] = &[$(super::CqlFunction {
            name: stringify!($function),
            spelling: $called,
            of: stringify!($gives),
            facts: &[$(stringify!($how)),+],
            doc: $does,
        },)*];
        /// Every type.
        pub(crate) const CQL_TYPES: &[super::CqlType] = &[$(super::CqlType {
            name: stringify!($type),
            spelling: $typed,
            doc: $is,
        },)*];
    };
}

macro_rules! scope_table {
    ($($(#[$_k:meta])* $kind:ident { $(#[doc = $doc:literal] $marker:ident = $name:literal $(implies $($implied:ident),+)?;)* })*) => {
        /// Every scope, in the order of its bits.
        pub(crate) const SCOPES: &[super::Scope] = &[$($(super::Scope {
            marker: stringify!($marker),
            name: $name,
            kind: scope_table!(@$kind),
            implies: &[$($(stringify!($implied)),+)?],
            doc: $doc,
        },)*)*];
    };
    (@classic) => { super::ScopeKind::Classic };
    (@granular) => { super::ScopeKind::Granular };
    (@platform) => { super::ScopeKind::Platform };
    (@connect) => { super::ScopeKind::Connect };
}

macro_rules! permission_table {
    (
        $(#[$_a:meta])* kinds { $($kind:ident = $one:literal, $several:literal;)* }
        $(#[$_b:meta])* site { $(#[doc = $site_doc:literal] $site:ident = $words:literal;)* }
        $(#[$_c:meta])* space { $(#[doc = $space_doc:literal] $space:ident = $verb:ident($on:ident);)* }
    ) => {
        /// Every kind of thing.
        pub(crate) const KINDS: &[super::Kind] = &[$(super::Kind { name: stringify!($kind), one: $one, several: $several },)*];
        /// Every permission that is granted, in the order of its bits.
        pub(crate) const GRANTS: &[super::Grant] = &[
            $(super::Grant { marker: stringify!($site), verb: stringify!($site), kind: "Site", words: Some($words), doc: $site_doc },)*
            $(super::Grant { marker: stringify!($space), verb: stringify!($verb), kind: stringify!($on), words: None, doc: $space_doc },)*
        ];
    };
}

macro_rules! mode_table {
    ($(
        #[doc = $doc:literal]
        $mode:ident = $words:literal { carries: $carries:ident, base: $base:ident, scheme: $scheme:literal, caller: $caller:ident };
    )*) => {
        /// An auth mode.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub(crate) enum Mode { $($mode,)* }

        impl Mode {
            /// Every mode.
            pub(crate) const ALL: &[Mode] = &[$(Mode::$mode),*];

            pub(crate) fn name(self) -> &'static str {
                match self { $(Mode::$mode => stringify!($mode),)* }
            }

            pub(crate) fn doc(self) -> &'static str {
                match self { $(Mode::$mode => $doc,)* }
            }

            pub(crate) fn words(self) -> &'static str {
                match self { $(Mode::$mode => $words,)* }
            }

            pub(crate) fn carries(self) -> super::Carries {
                match self { $(Mode::$mode => super::Carries::$carries,)* }
            }

            pub(crate) fn base(self) -> super::Base {
                match self { $(Mode::$mode => super::Base::$base,)* }
            }

            pub(crate) fn scheme(self) -> &'static str {
                match self { $(Mode::$mode => $scheme,)* }
            }

            pub(crate) fn caller(self) -> super::Caller {
                match self { $(Mode::$mode => super::Caller::$caller,)* }
            }
        }
    };
}

mod cql;
mod mode;
mod permission;
mod scope;

pub(crate) use cql::{CQL_FIELDS, CQL_FUNCTIONS, CQL_TYPES};
pub(crate) use mode::Mode;
pub(crate) use permission::{GRANTS, KINDS};
pub(crate) use scope::SCOPES;

/// A set of auth modes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Modes(u16);

const _: () = assert!(Mode::ALL.len() <= u16::BITS as usize, "`Modes` holds 16");

impl Modes {
    pub(crate) const ALL: Self = Self::of(Mode::ALL);

    pub(crate) const fn of(modes: &[Mode]) -> Self {
        let (mut bits, mut at) = (0, 0);
        while at < modes.len() {
            bits |= 1 << modes[at] as u16;
            at += 1;
        }
        Self(bits)
    }

    pub(crate) fn contains(self, mode: Mode) -> bool {
        self.0 & 1 << mode as u16 != 0
    }

    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The modes in it, in the order of the table.
    pub(crate) fn iter(self) -> impl Iterator<Item = Mode> {
        Mode::ALL.iter().copied().filter(move |mode| self.contains(*mode))
    }

    /// The modes that are not in it.
    pub(crate) fn others(self) -> Self {
        Self::ALL.iter().filter(|mode| !self.contains(*mode)).collect()
    }
}

impl FromIterator<Mode> for Modes {
    fn from_iter<I: IntoIterator<Item = Mode>>(modes: I) -> Self {
        Self(modes.into_iter().fold(0, |bits, mode| bits | 1 << mode as u16))
    }
}

/// The mode with this name.
pub(crate) fn mode(name: &str) -> Option<Mode> {
    Mode::ALL.iter().copied().find(|mode| mode.name() == name)
}

/// Verbs of permissions on a piece of content or in a space.
pub(crate) const VERBS: &[&str] = &[
    "View",
    "Edit",
    "Create",
    "Update",
    "Delete",
    "Archive",
    "Administer",
    "ManageRoles",
];

/// Bits of a set that are scopes; permissions come after.
pub(crate) const SCOPE_BITS: usize = 128;
/// Bits of a set.
pub(crate) const SET_BITS: usize = 192;

const _: () = assert!(
    SCOPES.len() <= SCOPE_BITS,
    "raise SCOPE_BITS here and SCOPE_WORDS in grants/bits.rs"
);
const _: () = assert!(
    SCOPE_BITS + GRANTS.len() <= SET_BITS,
    "raise SET_BITS here and the words in grants/bits.rs"
);

/// The bit of a scope, by its vendor spelling.
pub(crate) fn scope(name: &str) -> Option<usize> {
    SCOPES.iter().position(|scope| scope.name == name)
}

/// The bit of a scope, by its marker.
pub(crate) fn scope_by_marker(marker: &str) -> Option<usize> {
    SCOPES.iter().position(|scope| scope.marker == marker)
}

/// A permission by verb and kind (`Site` for site-wide ones).
pub(crate) fn grant(verb: &str, kind: &str) -> Option<usize> {
    GRANTS.iter().position(|grant| grant.verb == verb && grant.kind == kind)
}

pub(crate) fn kind(name: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.name == name)
}

/// The known scope that is nearest to a misspelt one, if any is near.
pub(crate) fn nearest_scope(name: &str) -> Option<&'static str> {
    nearest(name, SCOPES.iter().map(|scope| scope.name))
}

/// The candidate with the least edit distance, if it is at most a third of the word.
pub(crate) fn nearest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (word.chars().count() / 3).max(1);
    candidates
        .map(|c| (distance(&word.to_lowercase(), &c.to_lowercase()), c))
        .filter(|(d, _)| *d <= limit)
        .min()
        .map(|(_, c)| c)
}

/// How many letters are to be put in, left out, replaced, or swapped with the next one.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for i in 0..a.len() {
        let mut next = vec![i + 1];
        for j in 0..b.len() {
            let replaced = row[j] + usize::from(a[i] != b[j]);
            let mut least = replaced.min(row[j + 1] + 1).min(next[j] + 1);
            if i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j] {
                least = least.min(before[j - 1] + 1);
            }
            next.push(least);
        }
        before = std::mem::replace(&mut row, next);
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn markers_and_spellings_are_unique() {
        let markers: HashSet<_> = SCOPES.iter().map(|s| s.marker).collect();
        let names: HashSet<_> = SCOPES.iter().map(|s| s.name).collect();
        assert_eq!((markers.len(), names.len()), (SCOPES.len(), SCOPES.len()));
        let grants: HashSet<_> = GRANTS.iter().map(|g| g.marker).collect();
        assert_eq!(grants.len(), GRANTS.len());
    }

    #[test]
    fn what_is_implied_exists() {
        for scope in SCOPES {
            assert!(
                scope.implies.iter().all(|marker| scope_by_marker(marker).is_some()),
                "{}",
                scope.name
            );
        }
    }

    #[test]
    fn a_near_miss_is_suggested_and_nonsense_is_not() {
        assert_eq!(nearest_scope("read:pages:confluence"), Some("read:page:confluence"));
        assert_eq!(nearest_scope("reed:page:confluence"), Some("read:page:confluence"));
        assert_eq!(nearest_scope("x"), None);
        assert_eq!(
            (distance("titel", "title"), distance("", "ab"), distance("abc", "c")),
            (1, 2, 2)
        );
    }

    #[test]
    fn a_set_of_modes_holds_what_it_is_made_of() {
        let some = Modes::of(&[Mode::OAuth, Mode::Basic]);
        assert_eq!(some.iter().collect::<Vec<_>>(), [Mode::Basic, Mode::OAuth]);
        assert_eq!(some.others().iter().count(), Mode::ALL.len() - 2);
        assert!(some.others().iter().all(|mode| !some.contains(mode)));
        assert_eq!(some.others().others(), some);
        assert!(Modes::ALL.others().is_empty());
    }

    #[test]
    fn markers_follow_the_spelling() {
        for scope in SCOPES.iter().filter(|s| s.kind != ScopeKind::Connect) {
            let spelling: String = scope
                .name
                .strip_suffix(":confluence")
                .filter(|rest| rest.contains(':'))
                .unwrap_or(scope.name)
                .split(|c: char| !c.is_alphanumeric())
                .map(capitalised)
                .collect();
            assert_eq!(scope.marker, spelling, "{}", scope.name);
        }
    }

    fn capitalised(word: &str) -> String {
        let mut letters = word.chars();
        letters
            .next()
            .map(|first| first.to_uppercase().chain(letters).collect())
            .unwrap_or_default()
    }
}
