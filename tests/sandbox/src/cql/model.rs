//! The index against a plain search that looks at every thing: they find the same in random worlds, before and after
//! changes, and list it in the same order.

mod plain;
mod world;

use self::world::{Step, World};
use super::{Asked, Context, Entity, Position, Query, Searched, parse};
use crate::state::access::Actor;
use crate::state::content::Status;
use jiff::tz::TimeZone;
use proptest::prelude::*;

/// Words of titles, texts, labels and queries. Some begin alike, differ in one letter or have the same stem.
const WORDS: [&str; 8] = ["alpha", "alphabet", "beta", "bets", "betting", "gamma", "toc", "Straße"];

fn word() -> impl Strategy<Value = &'static str> {
    prop::sample::select(&WORDS[..])
}

/// One clause. Ids are places in the world, written `#3`.
fn clause() -> impl Strategy<Value = String> {
    let equality = || prop::sample::select(vec!["=", "!="]);
    let id = || (0..12_u8).prop_map(|at| format!("#{at}"));
    let user = || prop::sample::select(vec!["currentUser()", "@0", "@1", "@2"]);
    let content = prop::sample::select(vec!["ancestor", "parent", "container", "id", "content"]);
    let person = prop::sample::select(vec!["creator", "contributor", "watcher", "mention"]);
    let date = prop::sample::select(vec!["created", "lastmodified"]);
    let day = prop::sample::select(vec![
        "2026-01-01",
        "2026/01/02",
        "\"2026-01-02 12:00\"",
        "startOfYear(\"-1y\")",
        "now()",
    ]);
    let kind = prop::sample::select(vec!["page", "blogpost", "comment", "attachment", "space"]);
    let compare = prop::sample::select(vec!["=", "!=", ">", ">=", "<", "<="]);
    let text = prop::sample::select(vec!["title", "text", "siteSearch", "space.title"]);
    let wanted = prop_oneof![
        word().prop_map(str::to_owned),
        (word(), word()).prop_map(|(a, b)| format!("{a} {b}")),
        (word(), word()).prop_map(|(a, b)| format!("\\\"{a} {b}\\\"")),
        word().prop_map(|a| format!("{}*", &a[..3])),
        word().prop_map(|a| format!("{}?{}", &a[..1], &a[2..])),
        word().prop_map(|a| format!("{a}~1")),
    ];
    let field = prop::sample::select(vec!["label", "macro", "title", "space.category"]);
    prop_oneof![
        (content, equality(), id()).prop_map(|(field, is, id)| format!("{field} {is} {id}")),
        (person, equality(), user()).prop_map(|(field, is, user)| format!("{field} {is} {user}")),
        (date, compare, day).prop_map(|(field, is, day)| format!("{field} {is} {day}")),
        (equality(), kind).prop_map(|(is, kind)| format!("type {is} {kind}")),
        (text, prop::sample::select(vec!["~", "!~"]), wanted)
            .prop_map(|(field, is, text)| format!("{field} {is} \"{text}\"")),
        (field, equality(), word()).prop_map(|(field, is, word)| format!("{field} {is} {word}")),
        (prop::sample::select(vec!["in", "not in"]), word(), word())
            .prop_map(|(is, a, b)| format!("label {is} ({a}, {b})")),
        (equality(), prop::sample::select(vec!["ONE", "two", "THREE"]))
            .prop_map(|(is, key)| format!("space {is} {key}")),
        Just("space in favouriteSpaces()".to_owned()),
        equality().prop_map(|is| format!("favourite {is} currentUser()")),
        (1..4_usize, 0..2_usize).prop_map(|(limit, skip)| format!("id in recentlyViewedContent({limit}, {skip})")),
    ]
}

fn condition() -> impl Strategy<Value = String> {
    clause().prop_recursive(3, 10, 2, |inner| {
        let joined = (inner.clone(), prop::sample::select(vec!["and", "or"]), inner.clone());
        prop_oneof![
            joined.prop_map(|(left, join, right)| format!("({left} {join} {right})")),
            inner.prop_map(|inner| format!("(type != user and not {inner})")),
        ]
    })
}

fn order() -> impl Strategy<Value = String> {
    let field = prop::sample::select(vec![
        "created",
        "lastmodified desc",
        "title",
        "title desc",
        "type",
        "id desc",
        "space",
        "creator",
    ]);
    prop::collection::vec(field, 0..3).prop_map(|fields| match fields.as_slice() {
        [] => String::new(),
        fields => format!(" order by {}", fields.join(", ")),
    })
}

/// The ids on all pages, by the cursors of the pages, to the end and back again.
fn walk(world: &World, query: &Query, actor: Actor<'_>, limit: usize) -> Vec<u64> {
    let mut forwards = Vec::new();
    let page = |from: Option<Position>| {
        let context = Context {
            account: actor.account,
            now: world.state.now().to_zoned_datetime(TimeZone::UTC),
            space: None,
            content: None,
        };
        let asked = Asked {
            query,
            context,
            actor,
            statuses: vec![Status::Current],
            entities: &[Entity::Content, Entity::Space],
            archived: false,
            current: true,
            start: 0,
            limit,
            from,
        };
        world.state.search(&asked).unwrap()
    };
    let mut found = page(None);
    loop {
        forwards.push(found.hits.iter().map(|hit| hit.id).collect::<Vec<_>>());
        assert_eq!(found.before.is_some(), forwards.len() > 1);
        match found.after.take() {
            Some(after) => found = page(Some(after)),
            None => break,
        }
    }
    for expected in forwards.iter().rev().skip(1) {
        found = page(Some(found.before.take().unwrap()));
        let back: Vec<u64> = found.hits.iter().map(|hit| hit.id).collect();
        assert_eq!(&back, expected, "the way back shows the same pages");
    }
    forwards.concat()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn the_index_finds_what_a_plain_search_finds(
        first in prop::collection::vec(any::<Step>(), 1..25),
        then in prop::collection::vec(any::<Step>(), 0..8),
        queries in prop::collection::vec((condition(), order()), 1..6),
        asker in 0..3_usize,
        limit in 1..9_usize,
    ) {
        let mut world = World::new();
        for steps in [first, then] {
            steps.into_iter().for_each(|step| world.take(step));
            let account = world.accounts[asker].clone();
            let actor = Actor::new(&account);
            for (condition, order) in &queries {
                let text = world.spell(&format!("{condition}{order}"));
                let query = parse(&text, Searched::Content).unwrap();
                let found = walk(&world, &query, actor, limit);
                let expected = plain::search(&world.state, &query, actor);
                prop_assert_eq!(found, expected, "{}", text);
            }
        }
    }
}
