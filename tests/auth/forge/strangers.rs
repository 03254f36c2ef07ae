//! Strangers who name keys that there are not, and hang up, while the vendor changes its key or its host fails.

use super::vendor::{Keys, Vendor, key_set};
use super::{FIRST, SECOND, app, claims, private_key, signed, verify};
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use confluence_sdk::forge::{App, Invocation, TokenError};
use jsonwebtoken::{Algorithm, Header};
use serde_json::json;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

async fn serving(app: App) -> String {
    let app = Arc::new(app);
    let handler = |_: Invocation, _: State<Arc<App>>| async { StatusCode::NO_CONTENT };
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let routes = Router::new().route("/macro", post(handler)).with_state(app);
    tokio::spawn(async move { axum::serve(listener, routes).await });
    address
}

/// Sends an invocation over a connection of its own.
async fn connect(address: &str, token: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head = format!(
        "POST /macro HTTP/1.1\r\nHost: app\r\nConnection: close\r\nContent-Length: 0\r\nAuthorization: Bearer {token}\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    stream
}

async fn status(address: &str, token: &str) -> u16 {
    let mut answer = String::new();
    let mut stream = connect(address, token).await;
    stream.read_to_string(&mut answer).await.unwrap();
    answer.split(' ').nth(1).unwrap().parse().unwrap()
}

fn stranger(vendor: &Vendor, count: usize) -> String {
    let header = Header {
        kid: Some(format!("forge/invocation-token/stranger-{count}")),
        ..Header::new(Algorithm::RS256)
    };
    jsonwebtoken::encode(&header, &claims(vendor, json!({})), &private_key(FIRST)).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn strangers_who_hang_up_do_not_keep_a_new_key_out() {
    const PAUSE: Duration = Duration::from_millis(500);
    let vendor = Vendor::start(Keys::These(key_set(&[FIRST]))).await;
    let address = serving(app(&vendor).keys_pause(PAUSE)).await;
    assert_eq!(status(&address, &signed(FIRST, &claims(&vendor, json!({})))).await, 204);

    // Longer than a stranger stays.
    vendor.set_keys(Keys::Late(Duration::from_millis(150), key_set(&[SECOND])));
    let started = Instant::now();
    let tokens: Vec<_> = (0..500).map(|count| stranger(&vendor, count % 7)).collect();
    let strangers = tokio::spawn({
        let address = address.clone();
        async move {
            for token in tokens {
                let stream = connect(&address, &token).await;
                tokio::time::sleep(Duration::from_millis(40)).await;
                drop(stream);
            }
        }
    });
    let good = signed(SECOND, &claims(&vendor, json!({})));
    while status(&address, &good).await != 204 {
        assert!(started.elapsed() < Duration::from_secs(15), "the new key is kept out");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    for _ in 0..64 {
        assert_eq!(status(&address, &good).await, 204);
    }
    let most = 2 + started.elapsed().as_millis() / PAUSE.as_millis();
    assert!(vendor.fetches() as u128 <= most, "{} fetches", vendor.fetches());
    strangers.abort();
}

#[tokio::test]
async fn a_fetch_that_failed_does_not_refuse_good_calls_for_long() {
    let vendor = Vendor::start(Keys::Status(500)).await;
    let app = app(&vendor);
    let token = signed(FIRST, &claims(&vendor, json!({})));
    assert!(matches!(
        verify(&app, &token).await,
        Err(TokenError::KeysUnavailable(_))
    ));
    vendor.set_keys(Keys::These(key_set(&[FIRST])));
    let started = Instant::now();
    while verify(&app, &token).await.is_err() {
        assert!(started.elapsed() < Duration::from_secs(8), "good calls are refused");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(vendor.fetches(), 2);
}

#[tokio::test]
async fn a_host_that_goes_on_failing_is_asked_less_and_less() {
    let vendor = Vendor::start(Keys::Status(500)).await;
    let app = app(&vendor);
    let token = signed(FIRST, &claims(&vendor, json!({})));
    let started = Instant::now();
    while started.elapsed() < Duration::from_secs(3) {
        assert!(verify(&app, &token).await.is_err());
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    // After 0, 1/4, 3/4, 7/4 seconds; the next would be after 15/4.
    assert!((2..=4).contains(&vendor.fetches()), "{} fetches", vendor.fetches());
}
