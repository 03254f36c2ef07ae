//! Invocations as arguments of axum's handlers, with a server that is called.

use super::vendor::{Keys, Vendor, key_set};
use super::{FIRST, Reader, SECOND, app, claims, http, request, signed};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{FromRef, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use confluence_sdk::auth::Authorize;
use confluence_sdk::forge::{App, Invocation, RetryContext};
use confluence_sdk::scope::ScopeList;
use confluence_sdk::{Basic, Credential, Http, PageId, Site};
use serde_json::{Value, json};
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

#[derive(Clone)]
struct Backend {
    app: Arc<App>,
    http: Http,
}

impl FromRef<Backend> for Arc<App> {
    fn from_ref(backend: &Backend) -> Self {
        backend.app.clone()
    }
}

async fn title(
    invocation: Invocation,
    State(backend): State<Backend>,
    body: Bytes,
) -> Result<String, (StatusCode, String)> {
    let failed = |error: confluence_sdk::Error| (StatusCode::BAD_GATEWAY, error.to_string());
    let client = invocation
        .user_client::<Reader>(&backend.http)
        .map_err(|error| failed(error.into()))?;
    let page = client.pages().get_page_by_id(PageId::new(7)).await.map_err(failed)?;
    let again = RetryContext::of(&body).and_then(|context| context.count);
    let answer = json!({"title": page.title, "module": invocation.app.module.map(|module| module.key), "again": again});
    Ok(answer.to_string())
}

/// What the vendor puts into the head of its requests.
struct Sent(HeaderMap);

impl Authorize for Sent {
    fn authorize<'a>(
        &'a self,
        request: &'a mut Parts,
    ) -> Pin<Box<dyn Future<Output = confluence_sdk::Result<()>> + Send + 'a>> {
        request.headers.extend(self.0.clone());
        Box::pin(std::future::ready(Ok(())))
    }
}

async fn post_to(url: &str, headers: &[(&str, &str)], body: &str) -> (u16, String, Value) {
    let head = Sent(request(headers).headers);
    let caller = http().client(
        Site::new(url).unwrap(),
        Credential::<Basic>::with(head, ScopeList::default()),
    );
    let answer = caller
        .request("POST", "/title")
        .body(body.to_owned())
        .send()
        .await
        .unwrap();
    let kind = answer.headers()["content-type"].to_str().unwrap().to_owned();
    (
        answer.status().as_u16(),
        kind,
        serde_json::from_slice(answer.body()).unwrap_or_default(),
    )
}

#[tokio::test]
async fn a_handler_gets_verified_invocations_only() {
    let vendor = Vendor::start(Keys::These(key_set(&[FIRST]))).await;
    let backend = Backend {
        app: Arc::new(app(&vendor)),
        http: http().clone(),
    };
    let router = Router::new().route("/title", post(title)).with_state(backend);
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let serving = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });

    let token = signed(FIRST, &claims(&vendor, json!({})));
    let good = [
        ("authorization", &*format!("Bearer {token}")),
        ("x-forge-oauth-user", "user-token"),
    ];
    let (status, _, answer) = post_to(&url, &good, r#"{"retryContext":{"retryCount":1}}"#).await;
    assert_eq!(
        (status, answer),
        (200, json!({"title": "A page", "module": "our-macro", "again": 1}))
    );

    let bad = signed(SECOND, &claims(&vendor, json!({})));
    let late = signed(FIRST, &claims(&vendor, json!({"exp": 1000})));
    for (token, words) in [
        (bad, "no key with the id"),
        (late, "expired"),
        ("x".to_owned(), "three parts"),
    ] {
        let (status, kind, answer) = post_to(&url, &[("authorization", &format!("Bearer {token}"))], "").await;
        assert_eq!((status, kind.as_str()), (401, "application/json"));
        let reason = answer["error"].as_str().unwrap();
        assert!(reason.contains(words), "{reason}");
        assert!(token.len() == 1 || !reason.contains(&token[..20]), "{reason}");
    }
    let (status, _, answer) = post_to(&url, &[], "").await;
    assert_eq!(status, 401);
    assert!(answer["error"].as_str().unwrap().contains("no token"), "{answer}");

    // No user, no user token: the handler decides what that means.
    let event = [("authorization", &*format!("Bearer {token}"))];
    assert_eq!(post_to(&url, &event, "").await.0, 502);
    assert_eq!(vendor.calls().len(), 1);
    serving.abort();
}

#[tokio::test]
async fn keys_that_cannot_be_had_are_no_fault_of_the_caller() {
    let vendor = Vendor::start(Keys::Status(500)).await;
    let router = Router::new()
        .route("/title", post(|_: Invocation| async {}))
        .with_state(Arc::new(app(&vendor)));
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let serving = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    let token = format!("Bearer {}", signed(FIRST, &claims(&vendor, json!({}))));
    assert_eq!(post_to(&url, &[("authorization", &token)], "").await.0, 503);
    serving.abort();
}
