//! The smallest sets of scopes that allow a list of operations.
//!
//! Each operation is a constraint: the set must contain all scopes of one of its alternatives. Scopes are bits. The
//! search decides for one scope after another whether it is in the set. Choices that follow from such a decision are
//! made at once. A branch ends when a lower bound shows that it cannot be as small as the sets already found. The
//! search is exact. It ends soon, because an alternative is either one classic scope or some granular ones: when the
//! few classic scopes are decided, nothing is left to decide.

use super::{Declaration, Mode};
use crate::scopes::{Scope, ScopeKind, ScopeList};
use std::cmp::Reverse;
use std::fmt;

/// The scopes to choose from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Among {
    /// All scopes. Classic and granular ones are mixed if that makes the set smaller.
    #[default]
    Any,
    /// Classic scopes and those of the platform.
    Classic,
    /// Granular scopes and those of the platform.
    Granular,
}

impl Among {
    fn has(self, scope: Scope) -> bool {
        match scope.kind() {
            ScopeKind::Classic => self != Self::Granular,
            ScopeKind::Granular => self != Self::Classic,
            ScopeKind::Platform => true,
            ScopeKind::Connect => false,
        }
    }
}

/// Every smallest set of OAuth scopes that allows all of these operations, in the order of [`Scope::all`].
///
/// In most cases there is one set. There are several if alternatives have the same size. The size is the number of
/// scopes, so one broad scope is smaller than two narrow ones. Who may call the operations is another question: see
/// [`Declaration::callers`].
///
/// ```
/// use confluence_sdk::spec::{Among, look_up, smallest_scopes};
///
/// let mine = [look_up("addLabelsToContent").unwrap(), look_up("createPage").unwrap()];
/// let sets = smallest_scopes(&mine, Among::Granular).unwrap();
/// assert_eq!(
///     sets[0].declared("Mine").to_string(),
///     r#"pub struct Mine = "read:label:confluence", "write:label:confluence", "write:page:confluence";"#
/// );
///
/// // v2 has granular scopes only.
/// let refused = smallest_scopes(&mine, Among::Classic).unwrap_err();
/// assert_eq!(refused.operations()[0].id, "createPage");
/// ```
///
/// # Errors
///
/// If none of these scopes allows one or more of the operations. The error names all such operations.
pub fn smallest_scopes(operations: &[&'static Declaration], among: Among) -> Result<Vec<ScopeList>, NotOpened> {
    let mut constraints = Vec::new();
    let mut unopened: Vec<&'static Declaration> = Vec::new();
    for operation in operations {
        let alternatives = alternatives(operation, among);
        if !alternatives.is_empty() {
            constraints.push(alternatives);
        } else if !unopened.iter().any(|known| std::ptr::eq(*known, *operation)) {
            unopened.push(operation);
        }
    }
    if !unopened.is_empty() {
        return Err(NotOpened {
            among,
            operations: unopened,
        });
    }
    let mut sets = smallest_sets(constraints);
    // The set that has the earlier scope comes first.
    sets.sort_by_key(|set| Reverse(set.reverse_bits()));
    Ok(sets.into_iter().map(ScopeList::of_bits).collect())
}

/// The alternatives of one operation, as bits.
fn alternatives(operation: &Declaration, among: Among) -> Vec<u128> {
    let some_mode = Mode::ALL
        .iter()
        .any(|mode| mode.carries_scopes() && operation.callers.allow(*mode));
    if !some_mode {
        return Vec::new();
    }
    operation
        .scopes
        .iter()
        .filter(|all| all.iter().all(|scope| among.has(*scope)))
        .map(|all| all.iter().fold(0, |bits, scope| bits | scope.bit()))
        .collect()
}

/// Why no set of scopes allows all of the operations.
#[derive(Clone, Debug)]
pub struct NotOpened {
    among: Among,
    operations: Vec<&'static Declaration>,
}

impl NotOpened {
    /// The operations that no set allows, in the order in which they were given.
    pub fn operations(&self) -> &[&'static Declaration] {
        &self.operations
    }
}

impl fmt::Display for NotOpened {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.among {
            Among::Any => "no scope opens",
            Among::Classic => "no classic scope opens",
            Among::Granular => "no granular scope opens",
        })?;
        for (i, operation) in self.operations.iter().enumerate() {
            f.write_str(if i == 0 { " " } else { ", " })?;
            write!(f, "`{}`", operation.id)?;
            match operation.callers.because {
                Some(because) if alternatives(operation, Among::Any).is_empty() => write!(f, " ({because})")?,
                _ if operation.scopes.is_empty() => {}
                _ => write!(f, " (it takes {})", operation.scope_words())?,
            }
        }
        Ok(())
    }
}

impl std::error::Error for NotOpened {}

/// Alternatives. The set must contain all scopes of one of them.
type Constraint = Vec<u128>;

/// All smallest sets that satisfy every constraint.
fn smallest_sets(constraints: Vec<Constraint>) -> Vec<u128> {
    let mut search = Search {
        least: u32::MAX,
        found: Vec::new(),
    };
    search.decide(0, constraints);
    search.found
}

struct Search {
    least: u32,
    found: Vec<u128>,
}

impl Search {
    /// Tries the sets that contain `chosen`. A scope that was decided to be out is removed from all constraints, so no
    /// set is found twice.
    fn decide(&mut self, mut chosen: u128, mut constraints: Vec<Constraint>) {
        if !settle(&mut chosen, &mut constraints) || chosen.count_ones() + still_needed(&constraints) > self.least {
            return;
        }
        let Some(scope) = most_frequent(&constraints) else {
            if chosen.count_ones() < self.least {
                self.least = chosen.count_ones();
                self.found.clear();
            }
            self.found.push(chosen);
            return;
        };
        self.decide(chosen | scope, constraints.clone());
        for constraint in &mut constraints {
            constraint.retain(|all| all & scope == 0);
        }
        self.decide(chosen, constraints);
    }
}

/// Simplifies the constraints: removes those that are satisfied, adds scopes that have no alternative, and removes
/// constraints that follow from others. Returns false if a constraint cannot be satisfied.
fn settle(chosen: &mut u128, constraints: &mut Vec<Constraint>) -> bool {
    loop {
        let before = *chosen;
        for constraint in constraints.iter_mut() {
            constraint.iter_mut().for_each(|all| *all &= !*chosen);
            *constraint = least(constraint);
            match constraint[..] {
                [] => return false,
                [only] => *chosen |= only,
                _ => {}
            }
        }
        constraints.retain(|constraint| constraint.len() > 1);
        if *chosen == before {
            break;
        }
    }
    constraints.sort_unstable();
    constraints.dedup();
    let all = constraints.clone();
    constraints.retain(|constraint| {
        !all.iter()
            .any(|other| other != constraint && follows(constraint, other))
    });
    true
}

/// The alternatives that do not contain another alternative. They are sorted, so that equal constraints compare as
/// equal.
fn least(constraint: &[u128]) -> Constraint {
    let mut least: Constraint = Vec::new();
    for all in constraint {
        let holds_another = constraint.iter().any(|other| other & all == *other && other != all);
        if !holds_another && !least.contains(all) {
            least.push(*all);
        }
    }
    least.sort_unstable();
    least
}

/// Whether every set that satisfies the other constraint also satisfies this one.
fn follows(constraint: &[u128], other: &[u128]) -> bool {
    other
        .iter()
        .all(|theirs| constraint.iter().any(|ours| ours & theirs == *ours))
}

/// A lower bound for the number of scopes that are still needed. Constraints that share no scope add up.
fn still_needed(constraints: &[Constraint]) -> u32 {
    let (mut needed, mut touched) = (0, 0);
    for constraint in constraints {
        let scopes = constraint.iter().fold(0, |scopes, all| scopes | all);
        if scopes & touched == 0 {
            touched |= scopes;
            needed += constraint.iter().map(|all| all.count_ones()).min().unwrap_or(0);
        }
    }
    needed
}

/// The scope that is in the most constraints, if a constraint is left.
fn most_frequent(constraints: &[Constraint]) -> Option<u128> {
    let scopes: Vec<u128> = constraints
        .iter()
        .map(|constraint| constraint.iter().fold(0, |scopes, all| scopes | all))
        .collect();
    let any = scopes.iter().fold(0, |any, scopes| any | scopes);
    (0..u128::BITS)
        .map(|place| 1 << place)
        .filter(|scope| any & scope != 0)
        .max_by_key(|scope| {
            (
                scopes.iter().filter(|scopes| *scopes & scope != 0).count(),
                Reverse(*scope),
            )
        })
}

#[cfg(test)]
mod tests;
