//! Scopes as values. They are compared at run time with the scopes that a server granted, and they are printed.

mod checklist;

pub use checklist::Checklist;

use crate::grants::{ScopeSet, bits, scope_bits};
use std::fmt;

/// A scope as a value. The types that the compiler checks are in [`scope`](crate::scope).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Scope(u8);

/// The family that a scope belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ScopeKind {
    /// Broad scopes of OAuth 2.0, of API tokens and of Forge.
    Classic,
    /// Narrow scopes of OAuth 2.0, of API tokens and of Forge.
    Granular,
    /// Scopes of the platform. They allow no operation of Confluence.
    Platform,
    /// Scopes of Connect apps.
    Connect,
}

/// One row of the list of scopes.
#[derive(Debug)]
pub struct ScopeRow {
    /// The name of its type in [`scope`](crate::scope).
    pub marker: &'static str,
    /// The vendor's spelling.
    pub name: &'static str,
    /// The family that it belongs to.
    pub kind: ScopeKind,
    /// What it allows.
    pub meaning: &'static str,
    /// The scopes that it includes.
    pub implies: &'static [Scope],
}

impl Scope {
    pub(crate) const fn at(place: u8) -> Self {
        Self(place)
    }

    /// The set that contains only this scope, as bits.
    pub(crate) const fn bit(self) -> u128 {
        1 << self.0
    }

    fn row(self) -> &'static ScopeRow {
        &crate::scope::ROWS[usize::from(self.0)]
    }

    /// Every scope that this crate knows.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..crate::scope::ROWS.len()).filter_map(|place| u8::try_from(place).ok().map(Self))
    }

    /// The scope with this spelling, such as `read:page:confluence`.
    pub fn find(name: &str) -> Option<Self> {
        Self::all().find(|scope| scope.name() == name)
    }

    /// The name of its type in [`scope`](crate::scope), such as `ReadPage`.
    pub fn marker(self) -> &'static str {
        self.row().marker
    }

    /// The vendor's spelling.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// The family that it belongs to.
    pub fn kind(self) -> ScopeKind {
        self.row().kind
    }

    /// What it allows, in a few words.
    pub fn meaning(self) -> &'static str {
        self.row().meaning
    }

    /// The scopes that this scope includes. The vendor publishes this only for Connect scopes.
    pub fn implies(self) -> &'static [Self] {
        self.row().implies
    }
}

impl AsRef<str> for Scope {
    /// The vendor's spelling.
    fn as_ref(&self) -> &str {
        self.name()
    }
}

impl fmt::Debug for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A list of scopes. It contains the scopes that this crate knows, and scopes of other products by their name.
///
/// ```
/// use confluence_sdk::scope::ScopeList;
///
/// let granted: ScopeList = "read:page:confluence read:jira-work".parse().unwrap();
/// assert_eq!(granted.to_string(), "read:page:confluence read:jira-work");
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct ScopeList {
    bits: u128,
    other: Vec<String>,
}

impl ScopeList {
    /// The scopes of a set that was declared with `scopes!`.
    pub fn of<S: ScopeSet>() -> Self {
        let mut other = Vec::new();
        S::OTHER.collect(&mut other);
        Self {
            bits: scope_bits(&bits::<S>()),
            other,
        }
    }

    /// The scopes that are in both lists.
    pub(crate) fn in_common_with(&self, list: &Self) -> Self {
        Self {
            bits: self.bits & list.bits,
            other: self
                .other
                .iter()
                .filter(|name| list.other.contains(name))
                .cloned()
                .collect(),
        }
    }

    /// The known scopes with these bits.
    pub(crate) const fn of_bits(bits: u128) -> Self {
        Self {
            bits,
            other: Vec::new(),
        }
    }

    /// Adds a scope by its spelling, and the scopes that it includes.
    pub fn insert(&mut self, name: &str) {
        match Scope::find(name) {
            Some(scope) => {
                self.bits |= 1 << scope.0;
                self.bits |= scope.implies().iter().fold(0, |bits, implied| bits | 1 << implied.0);
            }
            None if self.other.iter().any(|known| known == name) => {}
            None => self.other.push(name.to_owned()),
        }
    }

    /// Whether the list contains this scope.
    pub fn contains(&self, scope: Scope) -> bool {
        self.bits & 1 << scope.0 != 0
    }

    /// The scopes in the list that this crate knows.
    pub fn known(&self) -> impl Iterator<Item = Scope> + '_ {
        Scope::all().filter(|scope| self.contains(*scope))
    }

    /// The spelling of every scope in the list.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.known()
            .map(|scope| scope.name())
            .chain(self.other.iter().map(String::as_str))
    }

    /// The list as a declaration for `scopes!`: `pub struct Mine = "read:page:confluence";`. The name is not checked.
    ///
    /// ```
    /// use confluence_sdk::scope::ScopeList;
    ///
    /// let granted: ScopeList = "read:page:confluence read:jira-work".parse().unwrap();
    /// assert_eq!(
    ///     granted.declared("Mine").to_string(),
    ///     r#"pub struct Mine = "read:page:confluence", other("read:jira-work");"#
    /// );
    /// ```
    pub fn declared<'a>(&'a self, name: &'a str) -> impl fmt::Display + 'a {
        let known = self.known().map(|scope| format!("{:?}", scope.name()));
        let other = self.other.iter().map(|name| format!("other({name:?})"));
        format!(
            "pub struct {name} = {};",
            known.chain(other).collect::<Vec<_>>().join(", ")
        )
    }

    /// The scopes of `wanted` that are not in this list, in the vendor's spelling.
    pub fn lacks<'a>(&self, wanted: &'a Self) -> Vec<&'a str> {
        let other = wanted
            .other
            .iter()
            .filter(|name| !self.other.contains(name))
            .map(String::as_str);
        wanted
            .known()
            .filter(|scope| !self.contains(*scope))
            .map(|scope| scope.name())
            .chain(other)
            .collect()
    }

    /// Whether the list is empty.
    pub fn is_empty(&self) -> bool {
        self.bits == 0 && self.other.is_empty()
    }
}

impl<S: AsRef<str>> FromIterator<S> for ScopeList {
    fn from_iter<I: IntoIterator<Item = S>>(names: I) -> Self {
        let mut list = Self::default();
        list.extend(names);
        list
    }
}

impl<S: AsRef<str>> Extend<S> for ScopeList {
    fn extend<I: IntoIterator<Item = S>>(&mut self, names: I) {
        names.into_iter().for_each(|name| self.insert(name.as_ref()));
    }
}

impl std::str::FromStr for ScopeList {
    type Err = std::convert::Infallible;

    /// Reads scopes that are separated by white space, as in the answer of a token endpoint.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(text.split_whitespace().collect())
    }
}

impl fmt::Display for ScopeList {
    /// All spellings, separated by spaces, as an authorisation request needs them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, name) in self.names().enumerate() {
            if i > 0 {
                f.write_str(" ")?;
            }
            f.write_str(name)?;
        }
        Ok(())
    }
}

impl fmt::Debug for ScopeList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.names()).finish()
    }
}

const _: () = assert!(crate::scope::ROWS.len() <= 128, "`bits` holds 128 scopes");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_connect_scopes_imply_comes_along() {
        let list: ScopeList = "DELETE".parse().unwrap();
        assert_eq!(list.to_string(), "READ WRITE DELETE");
    }

    #[test]
    fn what_is_missing_is_listed_in_the_vendors_spelling() {
        let granted: ScopeList = "read:page:confluence".parse().unwrap();
        let wanted: ScopeList = "read:page:confluence write:page:confluence read:jira-work"
            .parse()
            .unwrap();
        assert_eq!(granted.lacks(&wanted), ["write:page:confluence", "read:jira-work"]);
    }
}
