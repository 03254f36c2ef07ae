//! Searches that learn of changes late.

use super::{page, titles};
use crate::caller::{Caller, text};
use confluence_sandbox::Sandbox;
use reqwest::{Client, StatusCode};
use serde_json::{Value, json};
use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);

#[tokio::test]
async fn a_change_is_found_after_the_delay() {
    let sandbox = Sandbox::builder()
        .space("DEMO", "Demo")
        .search_delay(MINUTE)
        .start()
        .await
        .unwrap();
    let admin = Caller::new(&sandbox, "admin");
    assert_eq!(
        titles(&admin, "type = page").await,
        ["Demo"],
        "what is there at the start is found at once"
    );
    let (_, spaces) = admin.get("/wiki/api/v2/spaces").await;
    let space = text(&spaces["results"][0]["id"]);
    let id = page(&admin, &space, None, "New", "<p>new</p>").await;
    assert_eq!(titles(&admin, "title = new").await, [""; 0]);
    assert_eq!(
        admin.get(&format!("/wiki/api/v2/pages/{id}")).await.0,
        200,
        "reading knows it"
    );
    sandbox.advance(MINUTE);
    assert_eq!(titles(&admin, "title = new").await, ["New"]);

    assert_eq!(admin.delete(&format!("/wiki/api/v2/pages/{id}")).await.0, 204);
    assert_eq!(titles(&admin, "title = new").await, ["New"], "it is still in the index");
    sandbox.advance(MINUTE);
    assert_eq!(titles(&admin, "title = new").await, [""; 0]);

    page(&admin, &space, None, "Newer", "").await;
    assert_eq!(titles(&admin, "title = newer").await, [""; 0]);
    sandbox.calm();
    assert_eq!(titles(&admin, "title = newer").await, ["Newer"]);
}

#[tokio::test]
async fn restrictions_count_at_once() {
    let sandbox = Sandbox::builder()
        .space("DEMO", "Demo")
        .search_delay(MINUTE)
        .start()
        .await
        .unwrap();
    let (admin, reader) = (Caller::new(&sandbox, "admin"), Caller::new(&sandbox, "reader"));
    let (_, pages) = admin.get("/wiki/api/v2/pages").await;
    let home = text(&pages["results"][0]["id"]);
    assert_eq!(titles(&reader, "type = page").await, ["Demo"]);
    let restriction = json!([{
        "operation": "read",
        "restrictions": { "user": [{ "type": "known", "accountId": admin.user.account_id() }], "group": [] },
    }]);
    let path = format!("/wiki/rest/api/content/{home}/restriction");
    assert_eq!(admin.put(&path, restriction).await.0, 200);
    assert_eq!(titles(&reader, "type = page").await, [""; 0]);
    assert_eq!(titles(&admin, "type = page").await, ["Demo"]);
}

#[tokio::test]
async fn the_delay_is_set_over_http() {
    let sandbox = Sandbox::builder().space("DEMO", "Demo").start().await.unwrap();
    let admin = Caller::new(&sandbox, "admin");
    let url = format!("{}/_sandbox/search-delay", sandbox.url());
    let http = Client::builder().no_proxy().build().unwrap();
    let put = async |body: Value| http.put(&url).json(&body).send().await.unwrap().status();
    assert_eq!(put(json!({ "seconds": 60.5 })).await, StatusCode::NO_CONTENT);
    let told: Value = serde_json::from_str(&http.get(&url).send().await.unwrap().text().await.unwrap()).unwrap();
    assert_eq!(told, json!({ "seconds": 60.5 }));
    let (_, spaces) = admin.get("/wiki/api/v2/spaces").await;
    page(&admin, &text(&spaces["results"][0]["id"]), None, "New", "").await;
    assert_eq!(titles(&admin, "title = new").await, [""; 0]);
    for body in [
        json!({}),
        json!({ "seconds": -1 }),
        json!({ "seconds": "1" }),
        json!({ "seconds": 1e300 }),
        json!([]),
    ] {
        assert_eq!(put(body.clone()).await, StatusCode::BAD_REQUEST, "{body}");
    }
    assert_eq!(http.delete(&url).send().await.unwrap().status(), StatusCode::NO_CONTENT);
    assert_eq!(titles(&admin, "title = new").await, ["New"]);
    assert_eq!(
        http.post(&url).send().await.unwrap().status(),
        StatusCode::METHOD_NOT_ALLOWED
    );
}
