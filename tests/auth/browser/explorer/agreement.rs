//! What the script computes is what the crate computes, for many choices made at random.

use super::Explorer;
use confluence_sdk::forge::ManifestPermissions;
use confluence_sdk::scope::{Scope, ScopeKind, ScopeList};
use confluence_sdk::spec::{Among, Declaration, Mode, opened_by, operations, smallest_scopes};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

const CHOICES: usize = 400;

fn key(operation: &Declaration) -> String {
    format!("{}:{}", operation.version, operation.id)
}

fn names(list: &ScopeList) -> Value {
    json!(list.names().collect::<Vec<_>>())
}

/// Choices of operations: few and many.
fn choices() -> Vec<Vec<&'static Declaration>> {
    let all: Vec<&'static Declaration> = operations().collect();
    let size = prop_oneof![4 => 1..=6_usize, 2 => 7..=25_usize, 1 => 26..=90_usize];
    let strategy = size.prop_flat_map(move |size| prop::sample::subsequence(all.clone(), size).prop_shuffle());
    let mut runner = TestRunner::deterministic();
    (0..CHOICES)
        .map(|_| strategy.new_tree(&mut runner).unwrap().current())
        .collect()
}

/// `{ sets }` or `{ unopened }`, as the script has it.
fn smallest(choice: &[&'static Declaration], among: Among) -> Value {
    match smallest_scopes(choice, among) {
        Ok(sets) => json!({"sets": sets.iter().map(names).collect::<Vec<_>>()}),
        Err(refused) => json!({"unopened": refused.operations().iter().map(|one| key(one)).collect::<Vec<_>>()}),
    }
}

/// The same of Connect, where a scope brings others along.
fn connect(choice: &[&'static Declaration]) -> Value {
    let modes = [Mode::Connect, Mode::ConnectUser];
    let all = |mode: Mode| {
        choice
            .iter()
            .map(|one| one.alternatives(mode).pop())
            .collect::<Option<Vec<_>>>()
    };
    if let Some(scopes) = modes.into_iter().find_map(all) {
        let list: ScopeList = scopes.into_iter().flatten().collect();
        return json!({"sets": [names(&list)]});
    }
    let closed = |one: &&&Declaration| modes.iter().all(|mode| one.alternatives(*mode).is_empty());
    json!({"unopened": choice.iter().filter(closed).map(|one| key(one)).collect::<Vec<_>>()})
}

const SMALLEST: &str = "
    const { smallestScopes, connectScopes, operationOf, namesIn } = explorer;
    const readable = ({ sets, unopened }) =>
        (sets ? { sets: sets.map(namesIn) } : { unopened: unopened.map((one) => one.key) });
    return arguments[0].map((keys) => {
        const operations = keys.map((key) => operationOf.get(key));
        const each = ['granular', 'classic', 'any'].map((family) => [family, readable(smallestScopes(operations, family))]);
        return { ...Object.fromEntries(each), connect: readable(connectScopes(operations)) };
    });";

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Chromium and ChromeDriver: cargo test --test auth browser:: -- --ignored"]
async fn the_smallest_scopes_are_those_of_the_crate() {
    let explorer = Explorer::start();
    explorer.open("index.html");
    let (mut several, mut refused) = (0, 0);
    for some in choices().chunks(50) {
        let keys: Vec<Vec<String>> = some
            .iter()
            .map(|choice| choice.iter().map(|one| key(one)).collect())
            .collect();
        let answers = explorer.browser.run(SMALLEST, json!(keys));
        for (i, choice) in some.iter().enumerate() {
            let expected = json!({
                "granular": smallest(choice, Among::Granular),
                "classic": smallest(choice, Among::Classic),
                "any": smallest(choice, Among::Any),
                "connect": connect(choice),
            });
            assert_eq!(answers[i], expected, "{:?}", keys[i]);
            several += usize::from(expected["any"]["sets"].as_array().is_some_and(|sets| sets.len() > 1));
            refused += usize::from(expected["granular"]["unopened"].is_array());
        }
    }
    // The choices are such that all kinds of answers were compared.
    assert!(several > 5 && refused > 20, "{several} {refused}");
    explorer.is_clean();
}

/// Sets of scopes: few and many, of all kinds.
fn lists() -> Vec<ScopeList> {
    let all: Vec<Scope> = Scope::all().collect();
    let size = prop_oneof![3 => 1..=5_usize, 1 => 6..=70_usize];
    let strategy = size.prop_flat_map(move |size| prop::sample::subsequence(all.clone(), size));
    let mut runner = TestRunner::deterministic();
    (0..CHOICES)
        .map(|_| strategy.new_tree(&mut runner).unwrap().current().into_iter().collect())
        .collect()
}

const OPENED: &str = "
    const { openedBy, bitsOfNames, judge } = explorer;
    const modes = explorerData.modes.map((_, place) => place);
    return arguments[0].map((names) => ({
        modes: modes.map((mode) => openedBy(mode, bitsOfNames(names)).map((one) => one.key)),
        any: judge(names, []).opened.map((one) => one.key),
    }));";

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Chromium and ChromeDriver: cargo test --test auth browser:: -- --ignored"]
async fn what_scopes_open_is_what_the_crate_says() {
    let explorer = Explorer::start();
    explorer.open("scopes.html");
    for some in lists().chunks(100) {
        let answers = explorer
            .browser
            .run(OPENED, json!(some.iter().map(names).collect::<Vec<_>>()));
        for (i, list) in some.iter().enumerate() {
            let opened = |mode: &Mode| opened_by(*mode, list).map(key).collect::<Vec<_>>();
            let modes: Vec<Vec<String>> = Mode::ALL.iter().map(opened).collect();
            // In any mode that carries scopes, of which the first carries none.
            assert_eq!(Mode::ALL[0], Mode::Basic);
            let in_any = |key: &String| modes[1..].iter().any(|opened| opened.contains(key));
            let any: Vec<String> = operations().map(key).filter(in_any).collect();
            assert_eq!(answers[i], json!({"modes": modes, "any": any}), "{list}");
        }
    }
    explorer.is_clean();
}

const TEXTS: &str = "return arguments[0].map((names) =>
    explorer.declarations(explorer.bitsOfNames(names)).map(({ where, text }) => [where, text]));";

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Chromium and ChromeDriver: cargo test --test auth browser:: -- --ignored"]
async fn what_is_pasted_is_what_the_crate_prints() {
    let explorer = Explorer::start();
    explorer.open("index.html");
    let lists: Vec<ScopeList> = lists()
        .into_iter()
        .filter(|list| list.known().all(|scope| scope.kind() != ScopeKind::Connect))
        .filter(|list| list.known().any(|scope| scope.kind() != ScopeKind::Platform))
        .chain([Scope::all()
            .filter(|scope| scope.kind() != ScopeKind::Connect)
            .collect()])
        .collect();
    assert!(lists.len() > 50, "{}", lists.len());
    let answers = explorer
        .browser
        .run(TEXTS, json!(lists.iter().map(names).collect::<Vec<_>>()));
    for (i, list) in lists.iter().enumerate() {
        let expected = [
            ("Rust", format!("scopes! {{\n    {}\n}}", list.declared("Mine"))),
            ("Forge", ManifestPermissions::from(list.clone()).to_string()),
            ("OAuth", list.to_string()),
            ("Console", list.checklist().to_string()),
        ];
        for (j, (place, text)) in expected.iter().enumerate() {
            // A long declaration is laid out in lines.
            let said = answers[i][j][1].as_str().unwrap_or_default();
            let said = if j == 0 {
                said.replace("\n        \"", " \"")
            } else {
                said.to_owned()
            };
            assert_eq!(
                (answers[i][j][0].as_str(), said.as_str()),
                (Some(*place), text.trim_end()),
                "{list}"
            );
        }
    }
    let connect = explorer.browser.run(TEXTS, json!([["DELETE"]]));
    assert_eq!(
        connect[0],
        json!([
            [
                "Rust",
                "scopes! {\n    pub struct Mine = \"READ\", \"WRITE\", \"DELETE\";\n}"
            ],
            ["Connect", "\"scopes\": [\"READ\", \"WRITE\", \"DELETE\"]"]
        ])
    );
    explorer.is_clean();
}

const UNNEEDED: &str = "return arguments[0].map(({ keys, names }) =>
    explorer.judge(names, keys.map((key) => explorer.operationOf.get(key))).unneeded);";

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Chromium and ChromeDriver: cargo test --test auth browser:: -- --ignored"]
async fn what_is_too_broad_can_go_and_nothing_else_can() {
    let explorer = Explorer::start();
    explorer.open("scopes.html");
    // Enough scopes, and some more.
    let enough = |(choice, more): (Vec<&'static Declaration>, ScopeList)| {
        let sets = smallest_scopes(&choice, Among::Any).ok()?;
        let names: Vec<String> = sets[0].names().chain(more.names()).map(str::to_owned).collect();
        let names: ScopeList = names.into_iter().collect();
        Some((choice, names))
    };
    let tried: Vec<_> = choices().into_iter().zip(lists()).filter_map(enough).take(60).collect();
    assert!(tried.len() > 30, "{}", tried.len());
    let asked = tried.iter().map(|(choice, list)| {
        let keys: Vec<String> = choice.iter().map(|one| key(one)).collect();
        json!({"keys": keys, "names": names(list)})
    });
    let answers = explorer.browser.run(UNNEEDED, asked.collect());
    for (i, (choice, list)) in tried.iter().enumerate() {
        let unneeded: Vec<&str> = answers[i]
            .as_array()
            .unwrap()
            .iter()
            .map(|name| name.as_str().unwrap())
            .collect();
        let kept: Vec<&str> = list.names().filter(|name| !unneeded.contains(name)).collect();
        let opens_all = |names: &[&str]| {
            let list: ScopeList = names.iter().collect();
            let opens = |one: &&'static Declaration| Mode::ALL[1..].iter().any(|mode| one.admits(*mode, &list).is_ok());
            choice.iter().all(opens)
        };
        assert!(opens_all(&kept), "{kept:?} are too few");
        for name in &kept {
            let rest: Vec<&str> = kept.iter().copied().filter(|other| other != name).collect();
            assert!(!opens_all(&rest), "{name} is not needed among {kept:?}");
        }
    }
    explorer.is_clean();
}
