//! Finds the scopes that the calls so far needed. In doubt, a scope counts as used.

use crate::route::Found;
use confluence_sdk::scope::{Scope, ScopeList};
use confluence_sdk::spec::{Among, ApiVersion, ConnectAccess, Declaration, Mode, operations, smallest_scopes};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt;
use std::sync::LazyLock;

/// The scopes that allow an operation. Other scopes, such as `offline_access`, are not for calls.
static FOR_OPERATIONS: LazyLock<HashSet<Scope>> = LazyLock::new(|| operations().flat_map(named).collect());

/// All calls so far. They are not part of the log, because a test can clear the log. A forgotten call would make a used
/// scope look unused.
#[derive(Debug, Default)]
pub(crate) struct Calls {
    /// By the name of the caller. It is empty if the credential was not recognised.
    of: BTreeMap<String, CallsOf>,
}

/// The calls of one caller.
#[derive(Debug, Default)]
struct CallsOf {
    operations: BTreeMap<(Option<Mode>, ApiVersion, &'static str), &'static Declaration>,
    /// Calls that are not in the spec.
    outside: BTreeSet<(Option<Mode>, String)>,
}

/// Calls of one caller or of several.
#[derive(Default)]
struct Counted {
    operations: BTreeMap<(Option<Mode>, ApiVersion, &'static str), &'static Declaration>,
    outside: BTreeSet<String>,
}

/// How many calls that are not in the spec are named for each caller. That there is one more says nothing new.
const MOST_OUTSIDE: usize = 1000;

impl Calls {
    /// Records a call. The mode is `None` if the credential was not recognised. Such a call counts too, because the
    /// program makes it, for example with an old token.
    pub(crate) fn note(&mut self, caller: Option<&str>, mode: Option<Mode>, found: &Found, method: &str, path: &str) {
        let caller = caller.unwrap_or_default();
        if !self.of.contains_key(caller) {
            self.of.insert(caller.to_owned(), CallsOf::default());
        }
        let Some(calls) = self.of.get_mut(caller) else {
            return;
        };
        match found {
            Found::Operation(operation, _) => {
                let key = (mode, operation.version, operation.id);
                calls.operations.insert(key, operation);
            }
            // Nobody knows what scopes a call needs that the vendor no longer describes.
            Found::Legacy(..) | Found::WrongMethod(_) | Found::Nothing if calls.outside.len() < MOST_OUTSIDE => {
                calls.outside.insert((mode, format!("{method} {path}")));
            }
            Found::Legacy(..) | Found::WrongMethod(_) | Found::Nothing => {}
        }
    }

    /// The operations and the other calls of one caller, or those of all callers without the ones of basic auth. Tests
    /// use credentials without scopes to prepare the site, and such calls say nothing about scopes.
    fn counted(&self, caller: Option<&str>) -> Counted {
        let counts = |mode: Option<Mode>| caller.is_some() || mode != Some(Mode::Basic);
        let mut counted = Counted::default();
        let of = self
            .of
            .iter()
            .filter(|(name, _)| caller.is_none_or(|caller| caller == *name));
        for (_, calls) in of {
            let operations = calls.operations.iter().filter(|((mode, ..), _)| counts(*mode));
            counted
                .operations
                .extend(operations.map(|(key, operation)| (*key, *operation)));
            let outside = calls.outside.iter().filter(|(mode, _)| counts(*mode));
            counted.outside.extend(outside.map(|(_, call)| call.clone()));
        }
        counted
    }

    /// The smallest sets for the calls of one caller, or for all calls with tokens.
    pub(crate) fn least(&self, caller: Option<&str>) -> LeastScopes {
        let Counted { operations, outside } = self.counted(caller);
        let called: BTreeMap<_, _> = operations
            .into_iter()
            .map(|((_, version, id), operation)| ((version, id), operation))
            .collect();
        let mut opened: Vec<&'static Declaration> = called.into_values().collect();
        let names = |operations: &[&'static Declaration]| operations.iter().map(|operation| operation.id).collect();
        let all = names(&opened);
        let mut unopened = Vec::new();
        if let Err(refused) = smallest_scopes(&opened, Among::Any) {
            unopened = names(refused.operations());
            opened.retain(|operation| {
                !refused
                    .operations()
                    .iter()
                    .any(|other| std::ptr::eq(*other, *operation))
            });
        }
        let least = |among| smallest_scopes(&opened, among).unwrap_or_default();
        LeastScopes {
            any: least(Among::Any),
            classic: least(Among::Classic),
            granular: least(Among::Granular),
            connect: least_connect(&opened),
            operations: all,
            unopened,
            outside: outside.into_iter().collect(),
        }
    }

    /// The scopes of a set that were not used.
    pub(crate) fn unused(&self, set: &ScopeList) -> UnusedScopes {
        let calls = self.counted(None);
        let used: HashSet<Scope> = calls
            .operations
            .iter()
            .flat_map(|((mode, ..), operation)| used_by(operation, *mode, set))
            .collect();
        let is_used =
            |scope: Scope| used.contains(&scope) || scope.implies().iter().any(|implied| used.contains(implied));
        // A scope that another scope of the set includes was not requested itself.
        let comes_along = |scope: Scope| {
            set.known()
                .any(|other| is_used(other) && other.implies().contains(&scope))
        };
        let unused = set
            .known()
            .filter(|scope| FOR_OPERATIONS.contains(scope) && !is_used(*scope) && !comes_along(*scope));
        let names: BTreeSet<&'static str> = calls.operations.values().map(|operation| operation.id).collect();
        UnusedScopes {
            scopes: if calls.outside.is_empty() {
                unused.collect()
            } else {
                Vec::new()
            },
            operations: names.into_iter().collect(),
            outside: calls.outside.into_iter().collect(),
        }
    }
}

/// The scopes of the descriptor that a Connect app needs for these operations.
fn least_connect(operations: &[&'static Declaration]) -> Vec<Scope> {
    let needed = |operation: &&'static Declaration| match operation.connect {
        ConnectAccess::Needs(scope) => Some(scope),
        _ => None,
    };
    let all: Vec<Scope> = operations.iter().filter_map(needed).collect();
    let is_brought = |scope: &Scope| {
        all.iter()
            .any(|other| other != scope && other.implies().contains(scope))
    };
    let mut least = Vec::new();
    for scope in &all {
        if !is_brought(scope) && !least.contains(scope) {
            least.push(*scope);
        }
    }
    least
}

/// The scopes that may have allowed a call. These are the scopes of every alternative that the set has completely. If
/// it has none completely, they are the scopes of all alternatives.
fn used_by(operation: &'static Declaration, mode: Option<Mode>, set: &ScopeList) -> Vec<Scope> {
    let modes = mode.map_or_else(|| Mode::ALL.to_vec(), |mode| vec![mode]);
    let alternatives: Vec<Vec<Scope>> = modes
        .into_iter()
        .flat_map(|mode| operation.alternatives(mode))
        .collect();
    let whole = |all: &&Vec<Scope>| !all.is_empty() && all.iter().all(|scope| set.contains(*scope));
    let held: Vec<Scope> = alternatives.iter().filter(whole).flatten().copied().collect();
    if held.is_empty() {
        named(operation).collect()
    } else {
        held
    }
}

/// All scopes that the spec names for an operation.
fn named(operation: &'static Declaration) -> impl Iterator<Item = Scope> {
    let connect = match operation.connect {
        ConnectAccess::Needs(scope) => Some(scope),
        _ => None,
    };
    operation
        .scopes
        .iter()
        .flat_map(|all| all.iter().copied())
        .chain(connect)
}

/// The smallest sets of scopes that are enough for the calls so far, from
/// [`Sandbox::least_scopes`](crate::Sandbox::least_scopes).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct LeastScopes {
    /// Every smallest set of classic and granular scopes.
    pub any: Vec<ScopeList>,
    /// Every smallest set of classic scopes. Empty if they are not enough.
    pub classic: Vec<ScopeList>,
    /// Every smallest set of granular scopes. Empty if they are not enough.
    pub granular: Vec<ScopeList>,
    /// The scopes for the descriptor of a Connect app.
    pub connect: Vec<Scope>,
    /// The operations that were called, by the vendor's operationId.
    pub operations: Vec<&'static str>,
    /// Those of them that no OAuth scope allows. The sets are for the others.
    pub unopened: Vec<&'static str>,
    /// The calls that are not in the spec. Nobody knows what they need, so the sets may not be enough for them.
    pub outside: Vec<String>,
}

/// The scopes of a set that no call needed, from [`Sandbox::unused_scopes`](crate::Sandbox::unused_scopes). It displays
/// as a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnusedScopes {
    /// The scopes. Empty if a call was made that is not in the spec, because nobody knows what such a call needs.
    pub scopes: Vec<Scope>,
    /// The operations that were called, by the vendor's operationId.
    pub operations: Vec<&'static str>,
    /// The calls that are not in the spec, such as `GET /wiki/rest/gadgets/1.0`.
    pub outside: Vec<String>,
}

impl fmt::Display for UnusedScopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let calls = self.operations.len();
        if !self.outside.is_empty() {
            return write!(
                f,
                "nothing can be said of scopes: calls that are not in the spec were made ({})",
                self.outside.join(", ")
            );
        }
        if self.scopes.is_empty() {
            return write!(f, "the {calls} operations called so far have a use for every scope");
        }
        let names: Vec<&str> = self.scopes.iter().map(|scope| scope.name()).collect();
        write!(
            f,
            "the {calls} operations called so far have no use for {}",
            names.join(", ")
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::route::PathArguments;
    use confluence_sdk::spec::look_up;

    fn called(calls: &[(Option<Mode>, &str)]) -> Calls {
        let mut noted = Calls::default();
        for (mode, id) in calls {
            let operation = look_up(id).unwrap();
            noted.note(
                Some("someone"),
                *mode,
                &Found::Operation(operation, PathArguments::default()),
                "GET",
                "/",
            );
        }
        noted
    }

    fn unused(calls: &[(Option<Mode>, &str)], set: &str) -> String {
        let unused = called(calls).unused(&set.parse().unwrap());
        unused
            .scopes
            .iter()
            .map(|scope| scope.name())
            .collect::<Vec<_>>()
            .join(" ")
    }

    const OAUTH: Option<Mode> = Some(Mode::OAuth);

    #[test]
    fn what_no_operation_needs_is_unused() {
        let set = "read:page:confluence delete:page:confluence";
        assert_eq!(unused(&[(OAUTH, "getPageById")], set), "delete:page:confluence");
        assert_eq!(unused(&[(OAUTH, "getPageById"), (OAUTH, "deletePage")], set), "");
        assert_eq!(unused(&[], set), set);
    }

    #[test]
    fn every_alternative_that_the_set_has_counts_as_used() {
        let both = "read:confluence-content.summary read:watcher:confluence read:user:confluence";
        assert_eq!(unused(&[(OAUTH, "getWatchesForPage")], both), "");
        let half = "read:confluence-content.summary read:watcher:confluence";
        assert_eq!(unused(&[(OAUTH, "getWatchesForPage")], half), "read:watcher:confluence");
    }

    #[test]
    fn a_call_that_the_set_does_not_open_uses_all_that_is_named_for_it() {
        assert_eq!(unused(&[(OAUTH, "getWatchesForPage")], "read:watcher:confluence"), "");
    }

    #[test]
    fn what_is_not_for_operations_is_never_unused() {
        assert_eq!(unused(&[], "offline_access read:me ACT_AS_USER read:jira-work"), "");
    }

    #[test]
    fn a_connect_scope_is_used_by_what_it_implies_and_what_comes_along_is_not_asked_for() {
        let connect = Some(Mode::Connect);
        assert_eq!(unused(&[(connect, "getPageById")], "DELETE"), "");
        assert_eq!(unused(&[(connect, "deletePage")], "DELETE"), "");
        assert_eq!(
            unused(&[(connect, "getPageById")], "READ SPACE_ADMIN ADMIN ACT_AS_USER"),
            ""
        );
    }

    #[test]
    fn an_unknown_caller_counts_for_every_mode_and_basic_auth_for_none() {
        assert_eq!(unused(&[(None, "getPageById")], "read:page:confluence"), "");
        assert_eq!(unused(&[(None, "getPageById")], "READ"), "");
        let basic = Some(Mode::Basic);
        assert_eq!(
            unused(&[(basic, "getPageById")], "read:page:confluence"),
            "read:page:confluence"
        );
    }

    #[test]
    fn nothing_is_unused_once_something_outside_the_spec_was_called() {
        let mut calls = called(&[]);
        calls.note(None, OAUTH, &Found::Nothing, "GET", "/wiki/rest/gadgets/1.0");
        let unused = calls.unused(&"read:page:confluence".parse().unwrap());
        assert!(unused.scopes.is_empty());
        assert!(unused.to_string().contains("GET /wiki/rest/gadgets/1.0"), "{unused}");
    }

    #[test]
    fn the_least_set_is_enough_and_names_what_it_is_not_for() {
        let mut calls = called(&[
            (OAUTH, "createPage"),
            (OAUTH, "addLabelsToContent"),
            (OAUTH, "getAdminKey"),
        ]);
        calls.note(None, OAUTH, &Found::Nothing, "GET", "/wiki/rest/gadgets/1.0");
        let least = calls.least(None);
        assert_eq!(
            least.granular.iter().map(ToString::to_string).collect::<Vec<_>>(),
            ["read:label:confluence write:label:confluence write:page:confluence"]
        );
        assert!(least.classic.is_empty(), "v2 has no classic scopes");
        assert_eq!(least.unopened, ["getAdminKey"]);
        assert_eq!(least.outside, ["GET /wiki/rest/gadgets/1.0"]);
        assert_eq!(
            least.connect.iter().map(|scope| scope.name()).collect::<Vec<_>>(),
            ["WRITE"]
        );
    }

    #[test]
    fn basic_auth_counts_only_for_its_caller() {
        let calls = called(&[(Some(Mode::Basic), "getPages")]);
        assert!(calls.least(None).operations.is_empty());
        assert_eq!(calls.least(Some("someone")).operations, ["getPages"]);
        assert!(calls.least(Some("another")).operations.is_empty());
    }

    /// For every call: without the unused scopes the call is still allowed.
    #[test]
    fn the_set_without_what_is_unused_opens_every_call() {
        let every: Vec<Scope> = Scope::all().collect();
        for operation in operations() {
            for mode in [Mode::OAuth, Mode::Connect, Mode::ConnectUser, Mode::ForgeApp] {
                for others in [&every[..], &every[..every.len() / 2]] {
                    let set: ScopeList = others.iter().collect();
                    let mut calls = Calls::default();
                    calls.note(
                        None,
                        Some(mode),
                        &Found::Operation(operation, PathArguments::default()),
                        "GET",
                        "/",
                    );
                    let unused = calls.unused(&set).scopes;
                    let left: ScopeList = set.known().filter(|scope| !unused.contains(scope)).collect();
                    assert_eq!(
                        operation.admits(mode, &set).is_ok(),
                        operation.admits(mode, &left).is_ok(),
                        "{} as {mode:?} without {unused:?}",
                        operation.id
                    );
                }
            }
        }
    }
}
