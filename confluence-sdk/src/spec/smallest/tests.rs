//! The search beside trying every set.

use super::*;
use crate::spec::{look_up, operations};
use proptest::prelude::*;
use std::collections::HashSet;
use std::time::{Duration, Instant};

/// All smallest sets within these scopes, by trying them all.
fn by_trial(scopes: &[u128], meets: impl Fn(u128) -> bool) -> HashSet<u128> {
    let sets = (0..1u32 << scopes.len()).map(|choice| {
        let chosen = scopes.iter().enumerate().filter(|(i, _)| choice >> i & 1 != 0);
        chosen.fold(0, |bits, (_, scope)| bits | scope)
    });
    let meeting: Vec<u128> = sets.filter(|set| meets(*set)).collect();
    let least = meeting.iter().map(|set| set.count_ones()).min();
    meeting
        .into_iter()
        .filter(|set| Some(set.count_ones()) == least)
        .collect()
}

fn bits(list: &ScopeList) -> u128 {
    list.known().fold(0, |bits, scope| bits | scope.bit())
}

/// Whether a set opens an operation, by its declaration alone.
fn opens(set: u128, operation: &Declaration) -> bool {
    operation
        .scopes
        .iter()
        .any(|all| all.iter().all(|scope| set & scope.bit() != 0))
}

fn openable() -> Vec<&'static Declaration> {
    operations()
        .filter(|operation| !alternatives(operation, Among::Any).is_empty())
        .collect()
}

proptest! {
    #[test]
    fn no_set_is_smaller_and_none_is_left_out(
        constraints in prop::collection::vec(prop::collection::vec(1u128..1 << 9, 1..4), 0..9),
    ) {
        let found = smallest_sets(constraints.clone());
        let meets = |set: u128| constraints.iter().all(|any| any.iter().any(|all| all & set == *all));
        let scopes: Vec<u128> = (0..9).map(|place| 1 << place).collect();
        prop_assert_eq!(found.iter().copied().collect::<HashSet<_>>().len(), found.len(), "a set was found twice");
        prop_assert_eq!(found.into_iter().collect::<HashSet<_>>(), by_trial(&scopes, meets));
    }

    #[test]
    fn the_same_for_operations_of_the_spec(picked in prop::collection::vec(any::<prop::sample::Index>(), 1..7)) {
        let all = openable();
        let picked: Vec<&Declaration> = picked.iter().map(|index| *index.get(&all)).collect();
        let touched: HashSet<Scope> = picked.iter().flat_map(|operation| operation.scopes.iter().copied().flatten().copied()).collect();
        prop_assume!(touched.len() <= 12);
        let scopes: Vec<u128> = touched.into_iter().map(Scope::bit).collect();
        let found = smallest_scopes(&picked, Among::Any).unwrap();
        let tried = by_trial(&scopes, |set| picked.iter().all(|operation| opens(set, operation)));
        prop_assert_eq!(found.iter().map(bits).collect::<HashSet<_>>(), tried);
        prop_assert_eq!(found, smallest_scopes(&picked, Among::Any).unwrap(), "the order changed");
    }
}

#[test]
fn everything_at_once_is_exact_and_soon_done() {
    let all = openable();
    let begun = Instant::now();
    let found = smallest_scopes(&all, Among::Any).unwrap();
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());

    // Once it is known which classic scopes are in, every other operation has one alternative left.
    let classic: Vec<u128> = Scope::all()
        .filter(|scope| scope.kind() == ScopeKind::Classic)
        .map(Scope::bit)
        .collect();
    let of_kind = |among| {
        let one = |operation: &&'static Declaration| match alternatives(operation, among)[..] {
            [] => None,
            [one] => Some(one),
            _ => panic!("`{}` has several alternatives of one kind", operation.id),
        };
        all.iter().map(one).collect::<Vec<_>>()
    };
    let mut constraints: Vec<(Option<u128>, Option<u128>)> = of_kind(Among::Classic)
        .into_iter()
        .zip(of_kind(Among::Granular))
        .collect();
    constraints.sort_unstable();
    constraints.dedup();
    let completed: Vec<u128> = (0..1u32 << classic.len())
        .filter_map(|choice| {
            let chosen = classic.iter().enumerate().filter(|(i, _)| choice >> i & 1 != 0);
            let chosen = chosen.fold(0, |bits, (_, scope)| bits | scope);
            constraints.iter().try_fold(chosen, |set, (classic, granular)| {
                let met = classic.is_some_and(|all| all & chosen == all);
                if met { Some(set) } else { granular.map(|all| set | all) }
            })
        })
        .collect();
    let least = completed.iter().map(|set| set.count_ones()).min();
    let smallest: HashSet<u128> = completed
        .into_iter()
        .filter(|set| Some(set.count_ones()) == least)
        .collect();
    assert_eq!(found.iter().map(bits).collect::<HashSet<_>>(), smallest);
    assert!(found.len() == smallest.len() && !found.is_empty());
}

#[test]
fn only_scopes_of_the_kind_are_chosen_among() {
    let mine = [look_up("addLabelsToContent").unwrap(), look_up("getGroups").unwrap()];
    let declared = |among| -> Vec<String> {
        let sets = smallest_scopes(&mine, among).unwrap();
        sets.iter().map(|set| set.to_string()).collect()
    };
    assert_eq!(
        declared(Among::Classic),
        ["read:confluence-groups write:confluence-content"]
    );
    assert_eq!(
        declared(Among::Granular),
        ["read:group:confluence read:label:confluence write:label:confluence"]
    );
    assert_eq!(
        declared(Among::Any),
        [
            "read:confluence-groups write:confluence-content",
            "write:confluence-content read:group:confluence"
        ]
    );
}

#[test]
fn what_is_not_opened_is_named() {
    let mine = ["getPageById", "getGroups", "enableAdminKey", "getPageById"].map(|id| look_up(id).unwrap());
    let refused = smallest_scopes(&mine, Among::Classic).unwrap_err();
    let named: Vec<_> = refused.operations().iter().map(|operation| operation.id).collect();
    assert_eq!(named, ["getPageById", "enableAdminKey"]);
    let refused = smallest_scopes(&mine, Among::Granular).unwrap_err();
    assert_eq!(refused.operations().len(), 1);
    assert!(
        refused
            .to_string()
            .starts_with("no granular scope opens `enableAdminKey`"),
        "{refused}"
    );
    assert_eq!(smallest_scopes(&[], Among::Any).unwrap(), [ScopeList::default()]);
}

/// Scopes are listed where only basic auth may call.
#[test]
fn scopes_do_not_open_what_no_bearer_of_scopes_may_call() {
    let closed = |operation: &&Declaration| {
        !operation.scopes.is_empty() && !operation.callers.modes.iter().any(|mode| mode.carries_scopes())
    };
    for operation in operations().filter(closed) {
        assert!(smallest_scopes(&[operation], Among::Any).is_err(), "{}", operation.id);
    }
}
