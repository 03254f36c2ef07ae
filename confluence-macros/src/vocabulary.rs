//! The words that declarations may use: every scope of `spec/scope.rs`, every permission of `spec/permission.rs`.
//!
//! The two files are compiled into both crates (linked here as `scope_table.rs` and `permission_table.rs`): here they become const tables.

/// What a scope belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum ScopeKind {
    Classic,
    Granular,
    Platform,
    Connect,
}

/// One row of `spec/scope.rs`.
#[derive(Debug)]
pub(crate) struct Scope {
    pub(crate) marker: &'static str,
    pub(crate) name: &'static str,
    pub(crate) kind: ScopeKind,
    pub(crate) implies: &'static [&'static str],
    pub(crate) doc: &'static str,
}

/// A permission that an administrator grants: one row of `spec/permission.rs`.
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

#[path = "permission_table.rs"]
mod permission_table;
#[path = "scope_table.rs"]
mod scope_table;

pub(crate) use permission_table::{GRANTS, KINDS};
pub(crate) use scope_table::SCOPES;

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
    "raise SCOPE_BITS here and SCOPE_WORDS in grants.rs"
);
const _: () = assert!(
    SCOPE_BITS + GRANTS.len() <= SET_BITS,
    "raise SET_BITS here and the words of `Set` in grants.rs"
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

/// Levenshtein distance.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let cost = if x == *y {
                diagonal
            } else {
                1 + diagonal.min(row[j]).min(row[j + 1])
            };
            diagonal = row[j + 1];
            row[j + 1] = cost;
        }
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
