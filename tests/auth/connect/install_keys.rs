//! The host of the install keys, at its best and otherwise.

use super::*;
use crate::fault_server::{FaultServer, Reply};
use confluence_sdk::connect::TokenError;
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
