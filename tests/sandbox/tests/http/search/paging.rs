//! Pages of results: the order, cursors in both directions, limits.

use super::{CONTENT, SEARCH, ask, list, page, titles};
use crate::caller::{Caller, text};
use confluence_sandbox::Sandbox;
use serde_json::Value;

#[tokio::test]
async fn results_are_ordered_by_several_fields_in_several_directions() {
    let sandbox = Sandbox::builder()
        .space("A", "Zebra")
        .space("B", "Yak")
        .start()
        .await
        .unwrap();
    let admin = Caller::new(&sandbox, "admin");
    let (_, spaces) = admin.get("/wiki/api/v2/spaces").await;
    for space in spaces["results"].as_array().unwrap() {
        for title in ["alpha", "Beta"] {
            page(&admin, &text(&space["id"]), None, title, "").await;
        }
    }
    let key = |order: &str| format!("type = page and title in (alpha, beta) order by {order}");
    let found = async |order: &str| {
        let (_, page) = ask(&admin, CONTENT, &[("cql", &key(order)), ("expand", "space")]).await;
        let results = page["results"].as_array().unwrap().clone();
        let one = |result: &Value| format!("{} {}", text(&result["space"]["key"]), text(&result["title"]));
        results.iter().map(one).collect::<Vec<_>>()
    };
    assert_eq!(found("space, title").await, ["A alpha", "A Beta", "B alpha", "B Beta"]);
    assert_eq!(
        found("space desc, title asc").await,
        ["B alpha", "B Beta", "A alpha", "A Beta"]
    );
    assert_eq!(
        found("title desc, space.key").await,
        ["A Beta", "B Beta", "A alpha", "B alpha"]
    );
    let relevant = titles(&admin, "text ~ \"Zebra\" and type = page").await;
    assert_eq!(relevant, ["Zebra"]);
}

#[tokio::test]
async fn a_word_in_the_title_counts_more_than_one_in_the_text() {
    let sandbox = Sandbox::builder().space("DEMO", "Demo").start().await.unwrap();
    let admin = Caller::new(&sandbox, "admin");
    let (_, spaces) = admin.get("/wiki/api/v2/spaces").await;
    let space = text(&spaces["results"][0]["id"]);
    page(&admin, &space, None, "First", "<p>about needles</p>").await;
    page(&admin, &space, None, "Needles", "<p>about pins</p>").await;
    let (_, found) = ask(&admin, SEARCH, &[("cql", "text ~ needles"), ("excerpt", "none")]).await;
    assert_eq!(list(&found, "title"), ["Needles", "First"]);
    let score = |at: usize| found["results"][at]["score"].as_f64().unwrap();
    assert!(score(0) > score(1) && score(1) > 0.0, "{found}");
}

#[tokio::test]
async fn cursors_lead_on_and_back_although_something_is_added() {
    let sandbox = Sandbox::builder()
        .space("DEMO", "Demo")
        .pages("DEMO", 7)
        .start()
        .await
        .unwrap();
    let admin = Caller::new(&sandbox, "admin");
    for path in [SEARCH, CONTENT] {
        let cql = "type = page and title != demo order by title desc";
        let (_, first) = ask(&admin, path, &[("cql", cql), ("limit", "3")]).await;
        assert_eq!(list(&first, "title"), ["Page 7", "Page 6", "Page 5"]);
        assert_eq!(first["_links"]["prev"], Value::Null);
        let next = text(&first["_links"]["next"]);
        assert!(
            next.starts_with(path.strip_prefix("/wiki").unwrap()) && next.contains("next=true"),
            "{next}"
        );
        let (_, second) = admin.get(&format!("/wiki{next}")).await;
        assert_eq!(list(&second, "title"), ["Page 4", "Page 3", "Page 2"]);
        assert_eq!(second["start"], 3);
        let (_, third) = admin.get(&format!("/wiki{}", text(&second["_links"]["next"]))).await;
        assert_eq!(list(&third, "title"), ["Page 1"]);
        assert_eq!(third["_links"]["next"], Value::Null);
        let (_, back) = admin.get(&format!("/wiki{}", text(&second["_links"]["prev"]))).await;
        assert_eq!(list(&back, "title"), ["Page 7", "Page 6", "Page 5"]);
        assert_eq!(back["start"], 0);
        assert_eq!(back["_links"]["prev"], Value::Null);
    }
    let (_, spaces) = admin.get("/wiki/api/v2/spaces").await;
    let space = text(&spaces["results"][0]["id"]);
    let (_, first) = ask(
        &admin,
        SEARCH,
        &[("cql", "type = page and title != demo order by title"), ("limit", "2")],
    )
    .await;
    page(&admin, &space, None, "Page 0", "").await;
    let (_, second) = admin.get(&format!("/wiki{}", text(&first["_links"]["next"]))).await;
    assert_eq!(list(&second, "title"), ["Page 3", "Page 4"]);
}

#[tokio::test]
async fn a_start_passes_results_over() {
    let sandbox = Sandbox::builder()
        .space("DEMO", "Demo")
        .pages("DEMO", 4)
        .start()
        .await
        .unwrap();
    let admin = Caller::new(&sandbox, "admin");
    let cql = ("cql", "type = page and title != demo order by title");
    let (_, found) = ask(&admin, SEARCH, &[cql, ("start", "2"), ("limit", "1")]).await;
    assert_eq!(list(&found, "title"), ["Page 3"]);
    assert_eq!(
        (&found["start"], &found["size"], &found["totalSize"]),
        (&2.into(), &1.into(), &4.into())
    );
    let (_, found) = ask(&admin, SEARCH, &[cql, ("start", "9")]).await;
    assert_eq!(list(&found, "title"), [""; 0]);
    let (_, found) = ask(&admin, SEARCH, &[cql, ("limit", "0")]).await;
    assert_eq!((&found["size"], &found["totalSize"]), (&0.into(), &4.into()));
}

#[tokio::test]
async fn pages_that_show_bodies_are_shorter() {
    let sandbox = Sandbox::builder()
        .space("DEMO", "Demo")
        .pages("DEMO", 60)
        .start()
        .await
        .unwrap();
    let admin = Caller::new(&sandbox, "admin");
    for (expand, size) in [
        ("", 60),
        ("body.storage", 50),
        ("body.export_view", 25),
        ("body.styled_view", 25),
    ] {
        let pairs = [("cql", "title ~ page"), ("limit", "100"), ("expand", expand)];
        let (_, found) = ask(&admin, CONTENT, &pairs).await;
        assert_eq!(found["size"], size, "{expand}");
    }
}
