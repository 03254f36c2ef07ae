//! The sandbox's time: what gets old, and what gets which date.

use crate::caller::{Caller, bearer, plain_http, text};
use confluence_sandbox::{Sandbox, TokenRequest};
use serde_json::json;
use std::time::Duration;

const HOUR: Duration = Duration::from_secs(3600);
const YEAR: Duration = Duration::from_secs(365 * 24 * 3600);

#[tokio::test]
async fn every_token_gets_old() {
    const SCOPES: [&str; 1] = ["read:space:confluence"];
    let sandbox = Sandbox::builder().space("DEMO", "Demo").start().await.unwrap();
    let reader = sandbox.user("reader");
    let gateway = format!("{}/wiki/api/v2/spaces", sandbox.gateway_url());
    let site = format!("{}/wiki/api/v2/spaces", sandbox.url());
    let requests = [
        (TokenRequest::oauth(&reader), HOUR),
        (TokenRequest::service_account(&reader), HOUR),
        (TokenRequest::forge_user("my-app", &reader), 4 * HOUR),
        (TokenRequest::forge_app("my-app"), 4 * HOUR),
        (TokenRequest::oauth(&reader).expires_in(2 * HOUR), 2 * HOUR),
    ];
    for (request, life) in requests {
        let start = sandbox.now();
        let token = sandbox.issue(request.clone().scopes(SCOPES));
        sandbox.advance(life - Duration::from_secs(30));
        assert_eq!(bearer(gateway.clone(), &token).await.status(), 200, "{request:?}");
        sandbox.advance(Duration::from_secs(31));
        assert_eq!(bearer(gateway.clone(), &token).await.status(), 401, "{request:?}");
        let reason = sandbox.requests().pop().unwrap().reason;
        assert_eq!(reason.as_deref(), Some("The token has expired"));
        sandbox.set_time(start);
        assert_eq!(bearer(gateway.clone(), &token).await.status(), 200, "{request:?}");
    }
    let connect = sandbox.issue(TokenRequest::connect_user("my-app", &reader).scopes(["READ"]));
    sandbox.advance(HOUR / 4 + Duration::from_secs(1));
    assert_eq!(bearer(site, &connect).await.status(), 401);

    let scoped = sandbox.issue(TokenRequest::api_token(&reader).scopes(SCOPES));
    let call = async || {
        let request = plain_http().get(&gateway).basic_auth(reader.email(), Some(&scoped));
        request.send().await.unwrap().status()
    };
    sandbox.advance(YEAR - HOUR);
    assert_eq!(call().await, 200);
    sandbox.advance(HOUR + Duration::from_secs(1));
    assert_eq!(call().await, 401);
}

#[tokio::test]
async fn an_api_token_without_scopes_gets_old_if_it_should() {
    for (life, status) in [(None, 200), (Some(24 * HOUR), 404)] {
        let builder = Sandbox::builder().space("DEMO", "Demo");
        let builder = match life {
            Some(life) => builder.api_token_life(life),
            None => builder,
        };
        let sandbox = builder.start().await.unwrap();
        let reader = Caller::new(&sandbox, "reader");
        assert_eq!(reader.get("/wiki/api/v2/spaces").await.0, 200);
        sandbox.advance(10 * YEAR);
        assert_eq!(reader.get("/wiki/api/v2/spaces").await.0, status);
    }
}

#[tokio::test]
async fn an_administrators_key_gets_old() {
    let sandbox = Sandbox::start().await.unwrap();
    let admin = Caller::new(&sandbox, "admin");
    let (status, key) = admin
        .post("/wiki/api/v2/admin-key", json!({ "durationInMinutes": 30 }))
        .await;
    assert_eq!(status, 200, "{key}");
    assert_eq!(admin.get("/wiki/api/v2/admin-key").await.0, 200);
    sandbox.advance(HOUR);
    assert_eq!(admin.get("/wiki/api/v2/admin-key").await.0, 404);
}

#[tokio::test]
async fn what_is_created_has_the_date_of_the_clock() {
    let noon = "2031-05-06T12:00:00.000Z";
    let sandbox = Sandbox::builder()
        .time(noon.parse().unwrap())
        .space("DEMO", "Demo")
        .start()
        .await
        .unwrap();
    sandbox.freeze();
    sandbox.set_time(noon.parse().unwrap());
    let admin = Caller::new(&sandbox, "admin");
    let (_, spaces) = admin.get("/wiki/api/v2/spaces").await;
    let date = text(&spaces["results"][0]["createdAt"]);
    assert!(date.starts_with("2031-05-06T12:00:0"), "{date}");
    let page = admin.page(&text(&spaces["results"][0]["id"]), "Plans").await;
    let path = format!("/wiki/api/v2/pages/{page}");
    let (_, shown) = admin.get(&path).await;
    assert_eq!(
        (&shown["createdAt"], &shown["version"]["createdAt"]),
        (&noon.into(), &noon.into())
    );
    sandbox.advance(HOUR);
    let body = json!({ "representation": "storage", "value": "<p>More</p>" });
    let update = json!({
        "id": page, "status": "current", "title": "Plans", "body": body, "version": { "number": 2 },
    });
    let (status, shown) = admin.put(&path, update).await;
    assert_eq!(status, 200, "{shown}");
    assert_eq!(shown["createdAt"], noon);
    assert_eq!(shown["version"]["createdAt"], "2031-05-06T13:00:00.000Z");
    let property = json!({ "key": "colour", "value": "red" });
    let (_, property) = admin.post(&format!("{path}/properties"), property).await;
    assert_eq!(property["version"]["createdAt"], "2031-05-06T13:00:00.000Z");
    assert_eq!(sandbox.requests().pop().unwrap().at.to_string(), "2031-05-06T13:00:00Z");
}

#[tokio::test]
async fn a_long_task_ends_by_itself() {
    let sandbox = Sandbox::start().await.unwrap();
    let admin = Caller::new(&sandbox, "admin");
    admin.space("GONE").await;
    let (status, task) = admin.delete("/wiki/rest/api/space/GONE").await;
    assert_eq!(status, 202, "{task}");
    let found = async || {
        let (_, found) = admin.get("/wiki/api/v2/spaces?keys=GONE").await;
        found["results"].as_array().unwrap().len()
    };
    assert_eq!(found().await, 1);
    sandbox.advance(Duration::from_secs(11));
    assert_eq!(found().await, 0);
    let (_, shown) = admin
        .get(&format!("/wiki/rest/api/longtask/{}", text(&task["id"])))
        .await;
    assert_eq!(
        (&shown["finished"], &shown["percentageComplete"]),
        (&true.into(), &100.into())
    );
}
