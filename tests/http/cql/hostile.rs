//! Values that try to be more than a value.

use super::Site;
use confluence_sdk::{Cql, cql};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

/// What was used against other tools, and what a quoting might forget.
const HOSTILE: &[&str] = &[
    "x\" OR type = page",
    "x\" OR type = page OR title = \"x",
    "x\\\" OR type = page OR title = \\\"x",
    "x\\",
    "\\\" OR type = page --",
    "' OR type = page OR title = '",
    "x') OR (type = page",
    "\") OR (title ~ \"a",
    "x\" order by created desc",
    "currentUser()",
    "{key}",
    "{}",
    "%22 OR type = page",
    "x\u{201d} OR type = page",
    "x\u{ff02} OR type = page",
    "a && b || !c",
    "AND",
    "x AND NOT y OR z",
    "C++ (1:2) [3] {4} ^5 ~6 *7? a/b",
    "100% of #1 & more",
    "Größe \u{1f680} 表",
    "null",
    "x;y=z",
];

#[tokio::test]
async fn a_hostile_title_finds_the_page_with_that_title() {
    let site = Site::start().await;
    for title in HOSTILE.iter().chain(&["x", "plain"]) {
        site.page(title).await;
    }
    for title in HOSTILE {
        let expected = [(*title).to_owned()];
        assert_eq!(site.titles(cql!(space = "DEMO" and title = {title})).await, expected);
        assert_eq!(site.titles(Cql::title().equal(title)).await, expected);
        assert_eq!(site.titles(cql!(title in {[title]} and type = page)).await, expected);
        assert_eq!(
            site.titles(cql!(type = page and (title = {title} and not title = "plain")))
                .await,
            expected
        );
        if title.contains(char::is_alphanumeric) {
            let words = site.titles(cql!(title ~ {title})).await;
            assert!(words.contains(&expected[0]), "{title}: {words:?}");
            assert!(!words.contains(&"plain".to_owned()), "{title}: {words:?}");
        }
    }
    let starred = site.titles(cql!(title ~ {"pl*"})).await;
    assert!(starred.is_empty(), "a star in a value is a star: {starred:?}");
}

fn value() -> impl Strategy<Value = String> {
    let nasty = prop::sample::select(vec![
        "\"",
        "\\",
        "'",
        "(",
        ")",
        ",",
        "=",
        "~",
        "!",
        "*",
        "?",
        " ",
        "\n",
        "\t",
        "\0",
        "\u{7f}",
        "\u{2028}",
        "\u{202e}",
        "{",
        "}",
        " OR ",
        " AND ",
        " NOT ",
        " IN ",
        " ORDER BY ",
        "type = page",
        "x",
        "é",
        "🚀",
        "\u{1f468}\u{200d}\u{1f469}",
        "%",
        "&",
        "#",
    ]);
    prop_oneof![
        prop::collection::vec(nasty, 0..12).prop_map(|parts| parts.concat()),
        any::<String>()
    ]
}

/// A value beside another clause: the other one decides alone, so the value has added nothing and hidden nothing.
#[test]
fn no_value_changes_what_the_rest_of_a_query_means() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let site = runtime.block_on(async {
        let site = Site::start().await;
        site.page("decoy").await;
        site.page("other").await;
        site
    });
    let config = Config {
        cases: 128,
        failure_persistence: None,
        ..Config::default()
    };
    let check = |value: String| {
        let absent = format!("absent {value}");
        runtime.block_on(async {
            for query in [
                cql!(title = {absent} or title = "decoy"),
                cql!(title = "decoy" and title != {absent}),
                cql!((title = "decoy" and label not in {[&value, &absent]}) or label = {value}),
                cql!(title = "decoy" and space.title !~ {absent} and space != {absent}),
                cql!(title ~ {absent} or title = "decoy" order by created desc),
                Cql::title()
                    .equal("decoy")
                    .and(Cql::title().not_equal(&absent).or(Cql::label().equal(&value))),
            ] {
                prop_assert_eq!(site.titles(&query).await, ["decoy"], "{}", query);
            }
            Ok(())
        })
    };
    TestRunner::new(config).run(&value(), check).unwrap();
}

/// The value arrives letter by letter: the page with that very title is found.
#[test]
fn every_title_that_a_page_can_have_is_found() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let site = runtime.block_on(Site::start());
    let config = Config {
        cases: 128,
        failure_persistence: None,
        ..Config::default()
    };
    let (count, found) = (std::cell::Cell::new(0_u32), std::cell::Cell::new(0_u32));
    let check = |value: String| {
        count.set(count.get() + 1);
        let title = format!("{} {value}.", count.get());
        runtime.block_on(async {
            let page = site.writer.pages().create_page(site.space).title(title.as_str()).await;
            let Some(kept) = page.ok().and_then(|page| page.title).filter(|kept| *kept == title) else {
                return Ok(());
            };
            found.set(found.get() + 1);
            prop_assert_eq!(site.titles(cql!(title = { title })).await, [kept.as_str()]);
            let words = site.titles(cql!(title ~ {title} and title = {title})).await;
            prop_assert_eq!(words, [kept.as_str()], "{}", cql!(title ~ {title}));
            Ok(())
        })
    };
    TestRunner::new(config).run(&value(), check).unwrap();
    assert!(
        found.get() * 4 > count.get(),
        "{} of {} titles were taken",
        found.get(),
        count.get()
    );
}
