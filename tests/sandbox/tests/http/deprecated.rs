//! What the site says of the paths that are in no document any more, and what it takes from tools there.

use crate::caller::{Caller, text};
use confluence_sandbox::Sandbox;
use reqwest::Method;
use serde_json::{Value, json};

const CONTENT: &str = "/wiki/rest/api/content";

fn page_of(key: &str, text: &str) -> Value {
    let body = json!({ "storage": { "value": text, "representation": "storage" } });
    json!({ "type": "page", "title": "Plans", "space": { "key": key }, "body": body })
}

#[tokio::test]
async fn the_site_says_that_they_are_deprecated() {
    let sandbox = Sandbox::builder().space("DEMO", "Demonstration").start().await.unwrap();
    let writer = Caller::new(&sandbox, "writer");
    let notice = async |path: &str| {
        let answer = writer.request(Method::GET, path).send().await.unwrap();
        let header = |name: &str| {
            answer
                .headers()
                .get(name)
                .map(|value| value.to_str().unwrap().to_owned())
        };
        (answer.status().as_u16(), header("deprecation"), header("link"))
    };
    for (path, status) in [(CONTENT, 200), ("/wiki/rest/api/content/1", 404)] {
        let (answered, deprecation, link) = notice(path).await;
        assert_eq!(
            (answered, deprecation.as_deref()),
            (status, Some("Wed, 1 Mar 2023 00:00:00 GMT"))
        );
        assert!(link.unwrap().ends_with("; rel=\"deprecation\""));
    }
    assert_eq!(notice("/wiki/rest/api/user/current").await, (200, None, None));
}

/// Some tools send the key of the space that they have not asked for.
#[tokio::test]
async fn an_empty_key_of_a_space_changes_nothing() {
    let sandbox = Sandbox::builder().space("DEMO", "Demonstration").start().await.unwrap();
    let writer = Caller::new(&sandbox, "writer");
    let (_, page) = writer.post(CONTENT, page_of("DEMO", "<p>one</p>")).await;
    let path = format!("{CONTENT}/{}", text(&page["id"]));
    let update = |key: &str, number: u64| {
        let mut body = page_of(key, "<p>two</p>");
        body["version"] = json!({ "number": number });
        body
    };
    let (status, updated) = writer.put(&path, update("", 2)).await;
    assert_eq!((status, &updated["space"]["key"]), (200, &json!("DEMO")), "{updated}");
    assert_eq!(writer.put(&path, update("OTHER", 3)).await.0, 400);
    assert_eq!(writer.post(CONTENT, page_of("", "<p/>")).await.0, 404);
}
