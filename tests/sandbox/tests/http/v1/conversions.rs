//! Conversions that are asked for and fetched later.

use crate::caller::{Caller, text};
use confluence_sandbox::Sandbox;
use serde_json::{Value, json};
use std::time::Duration;

const BULK: &str = "/wiki/rest/api/contentbody/convert/async/bulk/tasks";

fn input(from: &str, to: &str) -> Value {
    json!({ "to": to, "body": { "representation": from, "value": "<p>x</p>" } })
}

#[tokio::test]
async fn several_bodies_are_converted_at_a_time() {
    let sandbox = Sandbox::start().await.unwrap();
    let admin = Caller::new(&sandbox, "admin");
    let mut nowhere = input("storage", "view");
    nowhere["spaceKeyContext"] = "NOPE".into();
    let inputs = [
        input("storage", "view"),
        input("view", "storage"),
        input("editor", "storage"),
        nowhere,
    ];
    let (status, ids) = admin.post(BULK, json!({ "conversionInputs": inputs })).await;
    assert_eq!(status, 200, "{ids}");
    let ids: Vec<String> = ids.as_array().unwrap().iter().map(|id| text(&id["asyncId"])).collect();
    assert_eq!(
        (ids[1].as_str(), ids[3].as_str()),
        ("FAILED_TO_QUEUE", "FAILED_TO_QUEUE")
    );
    let path = format!("{BULK}?ids={}&ids={}&ids=none", ids[0], ids[2]);
    let statuses = async || {
        let (_, results) = admin.get(&path).await;
        results
            .as_array()
            .unwrap()
            .iter()
            .map(|result| result["status"].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(statuses().await, ["WORKING", "WORKING", "FAILED"]);
    assert_eq!(statuses().await, ["COMPLETED", "COMPLETED", "FAILED"]);
    let (_, results) = admin.get(&path).await;
    assert_eq!(
        (&results[0]["renderTaskId"], &results[0]["value"]),
        (&json!(ids[0]), &json!("<p>x</p>"))
    );

    let many = vec![input("storage", "view"); 11];
    assert_eq!(admin.post(BULK, json!({ "conversionInputs": many })).await.0, 400);
    assert_eq!(admin.post(BULK, json!({ "conversionInputs": {} })).await.0, 400);
    assert_eq!(admin.get(&format!("{BULK}?{}", "ids=a&".repeat(51))).await.0, 400);
}

#[tokio::test]
async fn a_result_belongs_to_who_asked_and_does_not_last() {
    let sandbox = Sandbox::start().await.unwrap();
    let (admin, writer) = (Caller::new(&sandbox, "admin"), Caller::new(&sandbox, "writer"));
    let path = "/wiki/rest/api/contentbody/convert/async/export_view";
    let body = json!({ "representation": "storage", "value": "<p>x</p>" });
    let ask = async |query: &str| text(&admin.post(&format!("{path}{query}"), body.clone()).await.1["asyncId"]);
    let fetch = |id: &str| format!("/wiki/rest/api/contentbody/convert/async/{id}");
    let first = ask("").await;
    assert_ne!(ask("").await, first);
    assert_eq!(writer.get(&fetch(&first)).await.0, 403);
    let cached = ask("?allowCache=true").await;
    assert_eq!(ask("?allowCache=true").await, cached);
    assert_eq!(admin.get(&fetch(&cached)).await.1["status"], "RERUNNING");
    assert_eq!(admin.get(&fetch(&cached)).await.1["status"], "COMPLETED");
    for (query, status) in [
        ("?contentIdContext=12345678", 404),
        ("?spaceKeyContext=NOPE", 404),
        ("?embeddedContentRender=never", 400),
    ] {
        assert_eq!(
            admin.post(&format!("{path}{query}"), body.clone()).await.0,
            status,
            "{query}"
        );
    }
    sandbox.advance(Duration::from_secs(301));
    assert_eq!(admin.get(&fetch(&cached)).await.0, 404);
}

#[tokio::test]
async fn the_editor_has_markup_of_its_own_that_comes_back_as_storage_format() {
    let sandbox = Sandbox::builder().space("DEMO", "Demo").start().await.unwrap();
    let admin = Caller::new(&sandbox, "admin");
    let space = text(&admin.get("/wiki/api/v2/spaces").await.1["results"][0]["id"]);
    let other = admin.page(&space, "Other").await;
    let storage = "<p><ac:link><ri:page ri:content-title=\"Other\" /></ac:link> \
                   <ac:structured-macro ac:name=\"toc\" ac:schema-version=\"1\" /></p>\
                   <ac:structured-macro ac:name=\"info\" ac:schema-version=\"1\"><ac:rich-text-body><p>x</p>\
                   </ac:rich-text-body></ac:structured-macro>";
    let body = json!({ "representation": "storage", "value": storage });
    let page = json!({ "spaceId": space, "title": "Page", "body": body });
    let id = text(&admin.post("/wiki/api/v2/pages", page).await.1["id"]);
    let (_, page) = admin.get(&format!("/wiki/api/v2/pages/{id}?body-format=editor")).await;
    let editor = text(&page["body"]["editor"]["value"]);
    for part in [
        "<img class=\"editor-inline-macro\" data-macro-name=\"toc\"",
        "<table class=\"wysiwyg-macro\" data-macro-name=\"info\"",
        &format!("data-linked-resource-id=\"{other}\""),
    ] {
        assert!(editor.contains(part), "{part}\n{editor}");
    }
    let convert = async |from: &str, to: &str, value: &str| {
        let body = json!({ "representation": from, "value": value });
        let path = "/wiki/rest/api/contentbody/convert/async";
        let (status, asked) = admin.post(&format!("{path}/{to}?spaceKeyContext=DEMO"), body).await;
        assert_eq!(status, 200, "{asked}");
        let path = format!("{path}/{}", text(&asked["asyncId"]));
        admin.get(&path).await;
        text(&admin.get(&path).await.1["value"])
    };
    assert_eq!(convert("storage", "editor", storage).await, editor);
    assert_eq!(convert("editor", "storage", &editor).await, storage);
}
