//! A Connect app on axum, called over HTTP.

use super::*;
use axum::Router;
use axum::routing::{get, post};
use confluence_sdk::connect::Incoming;
use confluence_sdk::connect::axum::{Context, WithBody, descriptor, installed, uninstalled};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

async fn start(incoming: Incoming) -> String {
    incoming.installation.base_url
}

async fn webhook(WithBody(incoming, body): WithBody) -> String {
    format!("{}: {} bytes", incoming.installation.client_key, body.len())
}

async fn save(Context(incoming): Context, body: String) -> String {
    format!("{} saves {body}", incoming.account_id.unwrap())
}

/// The app at an address; it stops with the runtime of its test.
async fn serving(app: App) -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    serving_at(listener, app);
    address
}

pub(crate) fn serving_at(listener: TcpListener, app: App) {
    let inner = Router::new()
        .route("/start", get(start))
        .route("/webhook", post(webhook));
    let routes = Router::new()
        .route("/descriptor", get(descriptor))
        .route("/atlassian-connect.json", get(descriptor))
        .route("/installed", post(installed))
        .route("/uninstalled", post(uninstalled))
        .route("/save", post(save))
        .nest("/inner", inner)
        .with_state(app);
    tokio::spawn(async move { axum::serve(listener, routes).await });
}

/// Status and body of the answer.
pub(crate) async fn call(address: &str, method: &str, target: &str, token: Option<&str>, body: &[u8]) -> (u16, String) {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let token = token
        .map(|token| format!("Authorization: JWT {token}\r\n"))
        .unwrap_or_default();
    let length = body.len();
    let head = format!(
        "{method} {target} HTTP/1.1\r\nHost: app\r\nConnection: close\r\nContent-Length: {length}\r\n{token}\r\n"
    );
    stream.write_all(&[head.as_bytes(), body].concat()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (head.split(' ').nth(1).unwrap().parse().unwrap(), body.to_owned())
}

#[tokio::test]
async fn from_the_descriptor_to_the_last_call() {
    let address = serving(app()).await;
    let (status, json) = call(&address, "GET", "/descriptor", None, b"").await;
    assert_eq!(status, 200);
    assert_eq!(serde_json::from_str::<Value>(&json).unwrap()["key"], APP);

    let token = |method, target| hs256(SECRET, &tenant_claims(method, target, json!({})));
    let frame = "/inner/start?a=1";
    let (status, reason) = call(&address, "GET", frame, Some(&token("GET", frame)), b"").await;
    assert_eq!((status, reason.contains("not stored")), (401, true), "{reason}");

    let lifecycle = |event| vendor_token(&lifecycle_claims(event, json!({})));
    let outcome = call(
        &address,
        "POST",
        "/installed",
        Some(&lifecycle("installed")),
        &body(json!({})),
    )
    .await;
    assert_eq!(outcome, (204, String::new()));
    let outcome = call(&address, "GET", frame, Some(&token("GET", frame)), b"").await;
    assert_eq!(outcome, (200, "https://example.atlassian.net/wiki".to_owned()));
    let outcome = call(
        &address,
        "GET",
        &format!("{frame}&jwt={}", token("GET", frame)),
        None,
        b"",
    )
    .await;
    assert_eq!(outcome.0, 200, "{}", outcome.1);
    let hook = "/inner/webhook";
    let outcome = call(&address, "POST", hook, Some(&token("POST", hook)), b"12345").await;
    assert_eq!(outcome, (200, format!("{TENANT}: 5 bytes")));
    let context = hs256(SECRET, &tenant_claims("GET", "/", json!({"qsh": "context-qsh"})));
    let outcome = call(&address, "POST", "/save", Some(&context), b"a page").await;
    assert_eq!(outcome, (200, "557058:somebody saves a page".to_owned()));

    for (method, target, token) in [
        ("GET", frame, None),
        ("GET", frame, Some(token("GET", "/start?a=1"))),
        ("GET", frame, Some(context.clone())),
        ("POST", "/save", Some(token("POST", "/save"))),
        ("POST", "/installed", Some(token("POST", "/installed"))),
        ("POST", "/uninstalled", Some(lifecycle("installed"))),
    ] {
        let (status, reason) = call(&address, method, target, token.as_deref(), b"").await;
        assert_eq!(status, 401, "{target}: {reason}");
        assert!(token.is_none_or(|token| !reason.contains(&token)));
    }
    let other = body(json!({"clientKey": "other"}));
    let outcome = call(&address, "POST", "/installed", Some(&lifecycle("installed")), &other).await;
    assert_eq!(outcome.0, 403, "{}", outcome.1);
    let large = vec![b' '; 3 << 20];
    let outcome = call(&address, "POST", "/installed", None, &large).await;
    assert_eq!(outcome.0, 413);

    let gone = body(json!({"eventType": "uninstalled"}));
    let outcome = call(&address, "POST", "/uninstalled", Some(&lifecycle("uninstalled")), &gone).await;
    assert_eq!(outcome.0, 204);
    assert_eq!(
        call(&address, "GET", frame, Some(&token("GET", frame)), b"").await.0,
        401
    );
}
