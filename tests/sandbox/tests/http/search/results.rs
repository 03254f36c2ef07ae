//! What a result says of the thing that was found.

use super::{SEARCH, ask, page};
use crate::caller::{Caller, text};
use confluence_sandbox::Sandbox;
use serde_json::{Value, json};

#[tokio::test]
async fn an_excerpt_is_cut_and_marked_as_asked() {
    let sandbox = Sandbox::builder().space("DEMO", "Demo").start().await.unwrap();
    let admin = Caller::new(&sandbox, "admin");
    let (_, spaces) = admin.get("/wiki/api/v2/spaces").await;
    let space = text(&spaces["results"][0]["id"]);
    page(
        &admin,
        &space,
        None,
        "Salt & pepper",
        "<p>Fish &amp; chips with <b>salt</b></p>",
    )
    .await;
    for (strategy, title, excerpt) in [
        (
            None,
            "@@@hl@@@Salt@@@endhl@@@ & pepper",
            "Fish &amp; chips with @@@hl@@@salt@@@endhl@@@",
        ),
        (
            Some("highlight"),
            "@@@hl@@@Salt@@@endhl@@@ & pepper",
            "Fish &amp; chips with @@@hl@@@salt@@@endhl@@@",
        ),
        (
            Some("highlight_unescaped"),
            "@@@hl@@@Salt@@@endhl@@@ & pepper",
            "Fish & chips with @@@hl@@@salt@@@endhl@@@",
        ),
        (Some("indexed"), "Salt & pepper", "Fish &amp; chips with salt"),
        (Some("indexed_unescaped"), "Salt & pepper", "Fish & chips with salt"),
        (Some("none"), "Salt & pepper", ""),
    ] {
        let mut pairs = vec![("cql", "text ~ salt")];
        pairs.extend(strategy.map(|strategy| ("excerpt", strategy)));
        let (_, found) = ask(&admin, SEARCH, &pairs).await;
        let result = &found["results"][0];
        assert_eq!(
            (&result["title"], &result["excerpt"]),
            (&title.into(), &excerpt.into()),
            "{strategy:?}"
        );
    }
}

#[tokio::test]
async fn a_result_names_its_kind_its_place_and_its_time() {
    let sandbox = Sandbox::builder().space("DEMO", "Demo").start().await.unwrap();
    let admin = Caller::new(&sandbox, "admin");
    let (_, spaces) = admin.get("/wiki/api/v2/spaces").await;
    let space = text(&spaces["results"][0]["id"]);
    let top = page(&admin, &space, None, "Top", "").await;
    let comment = json!({ "pageId": top, "body": { "representation": "storage", "value": "<p>a remark</p>" } });
    assert_eq!(admin.post("/wiki/api/v2/footer-comments", comment).await.0, 201);
    let first = async |cql: &str| {
        let (_, found) = ask(&admin, SEARCH, &[("cql", cql)]).await;
        assert_eq!(found["cqlQuery"], cql);
        assert!(found["searchDuration"].is_u64(), "{found}");
        found["results"][0].clone()
    };
    let page = first("title = top and type = page").await;
    assert_eq!(page["entityType"], "content");
    assert_eq!(page["iconCssClass"], "aui-icon content-type-page");
    assert_eq!(page["url"], page["content"]["_links"]["webui"]);
    assert_eq!(
        page["resultGlobalContainer"],
        json!({ "title": "Demo", "displayUrl": "/spaces/DEMO" })
    );
    assert_eq!(page["breadcrumbs"], json!([]));
    assert_eq!(page["resultParentContainer"], Value::Null);
    assert_eq!(page["friendlyLastModified"], "just a moment ago");
    let (_, held) = admin.get(&format!("/wiki/api/v2/pages/{top}")).await;
    assert_eq!(page["lastModified"], held["version"]["createdAt"]);

    let comment = first("text ~ remark").await;
    assert_eq!(comment["iconCssClass"], "aui-icon content-type-comment");
    assert_eq!(comment["resultParentContainer"]["title"], "Top");
    assert_eq!(comment["resultParentContainer"]["displayUrl"], page["url"]);
    assert_eq!(
        comment["breadcrumbs"],
        json!([{ "label": "Top", "url": page["url"], "separator": "" }])
    );

    let space = first("type = space").await;
    assert_eq!(space["entityType"], "space");
    assert_eq!(space["iconCssClass"], "aui-icon content-type-space");
    assert_eq!(space["space"]["key"], "DEMO");
    assert_eq!(space["content"], Value::Null);
}
