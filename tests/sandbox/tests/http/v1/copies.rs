//! Copies of a single page and of a hierarchy.

use super::trees::{below, children, finish};
use crate::caller::{Caller, text};
use confluence_sandbox::Sandbox;
use serde_json::{Value, json};

/// A page with a label and a property, and a page below it.
async fn source(admin: &Caller<'_>) -> (String, String) {
    let space = admin.space("DEMO").await;
    let source = admin.page(&space, "Plan").await;
    let child = below(admin, &space, &source, "Child").await;
    let label = json!([{ "prefix": "global", "name": "red" }]);
    let labelled = admin
        .post(&format!("/wiki/rest/api/content/{source}/label"), label)
        .await;
    assert_eq!(labelled.0, 200);
    let property = json!({ "key": "k", "value": 7 });
    let kept = admin
        .post(&format!("/wiki/api/v2/pages/{source}/properties"), property)
        .await;
    assert_eq!(kept.0, 200);
    (source, child)
}

fn to(kind: &str, value: &str) -> Value {
    json!({ "type": kind, "value": value })
}

#[tokio::test]
async fn a_single_page_is_copied_with_what_is_asked_for() {
    let sandbox = Sandbox::start().await.unwrap();
    let admin = Caller::new(&sandbox, "admin");
    let (source, child) = source(&admin).await;
    let copy = json!({ "destination": to("parent_page", &child), "pageTitle": "Copy", "copyLabels": true });
    let (status, copied) = admin.post(&format!("/wiki/rest/api/content/{source}/copy"), copy).await;
    assert_eq!((status, &copied["title"]), (200, &json!("Copy")), "{copied}");
    assert_eq!(copied["space"]["key"], "DEMO");
    let copy = text(&copied["id"]);
    let query = "body-format=storage&include-labels=true&include-properties=true";
    let (_, read) = admin.get(&format!("/wiki/api/v2/pages/{copy}?{query}")).await;
    assert_eq!(read["body"]["storage"]["value"], "<p>Plan text</p>");
    assert_eq!(
        (&read["parentId"], &read["version"]["number"]),
        (&json!(child), &json!(1))
    );
    assert_eq!(read["labels"]["results"][0]["name"], "red");
    assert_eq!(
        read["properties"]["results"],
        json!([]),
        "properties were not asked for"
    );
    assert_eq!(
        children(&admin, &copy).await,
        Vec::<Value>::new(),
        "pages below are not copied"
    );
}

#[tokio::test]
async fn a_copy_replaces_a_page() {
    let sandbox = Sandbox::start().await.unwrap();
    let (admin, reader) = (Caller::new(&sandbox, "admin"), Caller::new(&sandbox, "reader"));
    let (source, child) = source(&admin).await;
    let path = format!("/wiki/rest/api/content/{source}/copy");
    let new = json!({ "storage": { "value": "<p>new</p>", "representation": "storage" } });
    let mut copy = json!({ "destination": to("existing_page", &child), "pageTitle": "Other", "body": new });
    copy["copyProperties"] = true.into();
    assert_eq!(reader.post(&path, copy.clone()).await.0, 403);
    let (status, replaced) = admin.post(&path, copy).await;
    assert_eq!((status, &replaced["id"]), (200, &json!(child)), "{replaced}");
    assert_eq!(replaced["version"]["number"], 2);
    let query = "body-format=storage&include-properties=true";
    let (_, read) = admin.get(&format!("/wiki/api/v2/pages/{child}?{query}")).await;
    assert_eq!(
        (&read["body"]["storage"]["value"], &read["title"]),
        (&json!("<p>new</p>"), &json!("Other"))
    );
    assert_eq!(read["properties"]["results"][0]["value"], 7);
}

#[tokio::test]
async fn a_copy_needs_a_destination_that_takes_it() {
    let sandbox = Sandbox::start().await.unwrap();
    let (admin, reader) = (Caller::new(&sandbox, "admin"), Caller::new(&sandbox, "reader"));
    let (source, child) = source(&admin).await;
    let path = format!("/wiki/rest/api/content/{source}/copy");
    for (destination, status) in [
        (to("space", "DEMO"), 400),
        (to("space", "NOPE"), 404),
        (to("parent_page", "12345678"), 404),
        (to("parent_content", "12345678"), 404),
        (to("elsewhere", &child), 400),
        (json!({ "type": "space" }), 400),
        (Value::Null, 400),
    ] {
        let (answered, body) = admin.post(&path, json!({ "destination": destination })).await;
        assert_eq!(answered, status, "{destination} {body}");
    }
    let root = json!({ "destination": to("space", "DEMO"), "pageTitle": "Root" });
    assert_eq!(reader.post(&path, root.clone()).await.0, 403);
    let root = text(&admin.post(&path, root).await.1["id"]);
    assert_eq!(
        admin.get(&format!("/wiki/api/v2/pages/{root}")).await.1["parentId"],
        Value::Null
    );
}

#[tokio::test]
async fn a_hierarchy_is_copied_by_a_task() {
    let sandbox = Sandbox::start().await.unwrap();
    let admin = Caller::new(&sandbox, "admin");
    let space = admin.space("DEMO").await;
    let (top, elsewhere) = (
        admin.page(&space, "Top old").await,
        admin.page(&space, "Elsewhere").await,
    );
    below(&admin, &space, &top, "Child old").await;
    let path = format!("/wiki/rest/api/content/{top}/pagehierarchy/copy");
    let copy = |options: Value| json!({ "destinationPageId": elsewhere, "titleOptions": options });
    assert_eq!(admin.post(&path, copy(json!({}))).await.0, 400, "the titles are taken");
    assert_eq!(
        admin
            .post(&path, copy(json!({ "search": "Top", "replace": "New" })))
            .await
            .0,
        400,
        "the title of the child is taken"
    );
    let (status, task) = admin
        .post(&path, copy(json!({ "search": "old", "replace": "new" })))
        .await;
    assert_eq!(status, 202, "{task}");
    assert_eq!(children(&admin, &elsewhere).await, Vec::<Value>::new(), "not yet");
    let copied = text(&finish(&admin, &task).await["additionalDetails"]["destinationId"]);
    assert_eq!(children(&admin, &elsewhere).await, ["Top new"]);
    assert_eq!(children(&admin, &copied).await, ["Child new"]);
}
