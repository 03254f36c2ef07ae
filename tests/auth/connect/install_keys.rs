//! The host of the install keys, at its best and otherwise.

use super::*;
use crate::fault_server::{FaultServer, Reply};
use axum::extract::Path;
use axum::http::StatusCode;
use confluence_sdk::connect::TokenError;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::time::{Duration, Instant};

/// What comes of an installation, its key fetched from a server that answers so.
async fn with_answer(reply: Reply, limit: Duration) -> Result<(), TokenError> {
    let server = FaultServer::start().await;
    server.expect(&format!("GET /keys/{KEY}"), reply);
    let keys = InstallKeys::fetched_from(&format!("{}/keys/", server.url())).unwrap();
    let patient = Http::builder().timeout(limit).build().unwrap();
    let descriptor = Descriptor::builder(APP, BASE).installed("/installed").build().unwrap();
    let app = App::new(descriptor, MemoryInstallations::new(), patient).install_keys(keys);
    let token = vendor_token(&lifecycle_claims("installed", json!({})));
    let outcome = app
        .installed(&request("POST", "/installed", Some(&token)), &body(json!({})))
        .await;
    assert!(server.only().header("authorization").is_none());
    outcome.map(drop)
}

const AMPLE: Duration = Duration::from_secs(30);

#[tokio::test]
async fn a_key_is_fetched_by_its_id() {
    with_answer(Reply::new(200).body(PUBLIC), AMPLE).await.unwrap();
    let other = include_str!("keys/other.pub.pem");
    let error = with_answer(Reply::new(200).body(other), AMPLE).await.unwrap_err();
    assert!(matches!(error, TokenError::Signature), "{error:?}");
    let error = with_answer(Reply::new(404), AMPLE).await.unwrap_err();
    assert!(matches!(&error, TokenError::UnknownKey(kid) if kid == KEY), "{error:?}");
}

/// The whole of an error, its causes included.
fn explained(error: &dyn std::error::Error) -> String {
    let cause = error.source().map(explained).unwrap_or_default();
    format!("{error}: {cause}")
}

#[tokio::test]
async fn a_host_that_misbehaves_is_no_statement_about_the_token() {
    for (reply, words) in [
        (Reply::new(500), "answered 500"),
        (
            Reply::new(302).header("Location", "https://evil.example.com/key"),
            "not followed",
        ),
        (Reply::new(200).body("<html>"), "no public RSA key"),
        (Reply::new(200).body(vec![b'a'; 10 << 20]), "larger than"),
        (Reply::new(200).body(PUBLIC).cut_after(100), "broke off"),
    ] {
        let error = with_answer(reply, AMPLE).await.unwrap_err();
        assert!(matches!(error, TokenError::KeysUnavailable(_)), "{error:?}");
        assert_eq!(error.status(), 503);
        assert!(explained(&error).contains(words), "{words}: {}", explained(&error));
    }
}

#[tokio::test]
async fn a_host_that_never_answers_is_given_up() {
    let start = Instant::now();
    let forever = Duration::from_secs(3600);
    for reply in [
        Reply::new(200).late(forever),
        Reply::new(200).body(PUBLIC).stalls(forever),
    ] {
        let error = with_answer(reply, Duration::from_millis(200)).await.unwrap_err();
        assert!(matches!(error, TokenError::KeysUnavailable(_)), "{error:?}");
        assert!(explained(&error).contains("in time"), "{}", explained(&error));
    }
    assert!(start.elapsed() < Duration::from_secs(5));
}

#[test]
fn keys_do_not_come_in_the_clear() {
    for bad in [
        "http://keys.example.com",
        "keys.example.com",
        "https://keys.example.com?x=",
        "file:///keys",
    ] {
        assert_eq!(
            InstallKeys::fetched_from(bad).unwrap_err().field(),
            Some("install_keys")
        );
    }
    assert!(InstallKeys::given([("a", "-----BEGIN nothing")]).is_err());
}

/// A host of keys that has one key and counts how often it is asked.
async fn host_of_keys(fetches: Arc<AtomicUsize>) -> String {
    let key = move |Path(kid): Path<String>| {
        fetches.fetch_add(1, SeqCst);
        let answer = match kid == KEY {
            true => (StatusCode::OK, PUBLIC),
            false => (StatusCode::NOT_FOUND, ""),
        };
        std::future::ready(answer)
    };
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let routes = axum::Router::new().route("/keys/{kid}", axum::routing::get(key));
    tokio::spawn(async move { axum::serve(listener, routes).await });
    url
}

/// An app whose keys come from this server.
fn fetching(server: &FaultServer) -> App {
    fetching_at(server.url())
}

fn fetching_at(url: &str) -> App {
    let keys = InstallKeys::fetched_from(&format!("{url}/keys/")).unwrap();
    let descriptor = Descriptor::builder(APP, BASE).installed("/installed").build().unwrap();
    App::new(descriptor, MemoryInstallations::new(), http().clone()).install_keys(keys)
}

async fn install_with(app: &App, kid: &str) -> Result<(), TokenError> {
    let token = rs256(
        Some(kid),
        &private_key(false),
        &lifecycle_claims("installed", json!({})),
    );
    let request = request("POST", "/installed", Some(&token));
    app.installed(&request, &body(json!({}))).await.map(drop)
}

#[tokio::test]
async fn a_key_is_fetched_once_and_kept() {
    let server = FaultServer::start().await;
    server.answer(Reply::new(200).body(PUBLIC).late(Duration::from_millis(100)));
    let app = fetching(&server);
    // One who hangs up, and many at a time.
    let gone = tokio::time::timeout(Duration::from_millis(40), install_with(&app, KEY)).await;
    assert!(gone.is_err());
    let installing: Vec<_> = (0..20)
        .map(|_| {
            let app = app.clone();
            tokio::spawn(async move { install_with(&app, KEY).await })
        })
        .collect();
    for one in installing {
        one.await.unwrap().unwrap();
    }
    install_with(&app, KEY).await.unwrap();
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn strangers_cause_few_fetches_and_do_not_keep_a_key_out() {
    let fetches = Arc::new(AtomicUsize::new(0));
    let app = fetching_at(&host_of_keys(fetches.clone()).await);
    let started = Instant::now();
    let strangers: Vec<_> = (0..200)
        .map(|count| {
            let app = app.clone();
            tokio::spawn(async move {
                let kid = format!("stranger-{count}");
                let _ = tokio::time::timeout(Duration::from_millis(40), install_with(&app, &kid)).await;
            })
        })
        .collect();
    for stranger in strangers {
        stranger.await.unwrap();
    }
    while install_with(&app, KEY).await.is_err() {
        assert!(started.elapsed() < Duration::from_secs(20), "the key is kept out");
    }
    let most = 18 + started.elapsed().as_millis() / 250;
    assert!(fetches.load(SeqCst) as u128 <= most, "{fetches:?} fetches");

    // The same one over and over is asked for a few times, and known keys are not forgotten for unknown ones.
    let before = fetches.load(SeqCst);
    for count in 0..50 {
        assert!(
            matches!(install_with(&app, "stranger").await, Err(TokenError::UnknownKey(_))),
            "{count}"
        );
    }
    install_with(&app, KEY).await.unwrap();
    assert!(fetches.load(SeqCst) <= before + 4);
}

#[tokio::test]
async fn a_host_that_failed_once_is_soon_asked_again() {
    let server = FaultServer::start().await;
    server.answer(Reply::new(500)).answer(Reply::new(200).body(PUBLIC));
    let app = fetching(&server);
    assert!(matches!(
        install_with(&app, KEY).await,
        Err(TokenError::KeysUnavailable(_))
    ));
    let started = Instant::now();
    while install_with(&app, KEY).await.is_err() {
        assert!(started.elapsed() < Duration::from_secs(8), "good calls are refused");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn weak_keys_are_refused() {
    for (pem, words) in [
        (include_str!("keys/weak_512.pub.pem"), "of 512 bits"),
        (include_str!("keys/weak_1024.pub.pem"), "of 1024 bits"),
    ] {
        let error = with_answer(Reply::new(200).body(pem), AMPLE).await.unwrap_err();
        assert!(matches!(error, TokenError::KeysUnavailable(_)), "{error:?}");
        assert!(explained(&error).contains(words), "{}", explained(&error));
        let error = InstallKeys::given([("a", pem)]).unwrap_err();
        assert!(error.to_string().contains(words), "{error}");
    }
    let private = include_str!("keys/install.pem");
    assert!(
        InstallKeys::given([("a", private)]).is_err(),
        "a private key is no public one"
    );
}
