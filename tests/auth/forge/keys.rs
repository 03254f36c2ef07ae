//! The vendor's keys: fetched seldom, kept, and no trouble when their host makes some.

use super::vendor::{Keys, Vendor, key_set, public_key};
use super::{FIRST, SECOND, app, claims, signed, verify};
use confluence_sdk::forge::TokenError;
use serde_json::json;
use std::error::Error as _;
use std::sync::Arc;
use std::time::{Duration, Instant};

#[track_caller]
fn unavailable<T: std::fmt::Debug>(refused: Result<T, TokenError>) -> String {
    let refused = refused.unwrap_err();
    assert!(matches!(refused, TokenError::KeysUnavailable(_)), "{refused}");
    assert_eq!(refused.status(), 503, "the token may be good");
    refused.source().unwrap().to_string()
}

#[tokio::test]
async fn keys_are_fetched_once_for_all() {
    let vendor = Vendor::start(Keys::Late(Duration::from_millis(100), key_set(&[FIRST, SECOND]))).await;
    let app = Arc::new(app(&vendor));
    let verifying: Vec<_> = (0..100)
        .map(|i| {
            let (app, token) = (app.clone(), signed([FIRST, SECOND][i % 2], &claims(&vendor, json!({}))));
            tokio::spawn(async move { verify(&app, &token).await.map(drop) })
        })
        .collect();
    for one in verifying {
        one.await.unwrap().unwrap();
    }
    assert_eq!(vendor.fetches(), 1);
}

#[tokio::test]
async fn a_new_key_is_found_and_an_old_one_forgotten() {
    let vendor = Vendor::start(Keys::These(key_set(&[FIRST]))).await;
    let app = app(&vendor).keys_pause(Duration::ZERO);
    let (old, new) = (
        signed(FIRST, &claims(&vendor, json!({}))),
        signed(SECOND, &claims(&vendor, json!({}))),
    );
    verify(&app, &old).await.unwrap();
    vendor.set_keys(Keys::These(key_set(&[FIRST, SECOND])));
    verify(&app, &new).await.unwrap();
    verify(&app, &old).await.unwrap();
    assert_eq!(vendor.fetches(), 2);

    // A key that was withdrawn goes with the next fetch, which comes with age.
    vendor.set_keys(Keys::These(key_set(&[SECOND])));
    let app = app.keys_life(Duration::ZERO);
    assert!(matches!(verify(&app, &old).await, Err(TokenError::UnknownKey(_))));
    verify(&app, &new).await.unwrap();
}

#[tokio::test]
async fn a_flood_of_unknown_keys_is_no_flood_of_fetches() {
    let vendor = Vendor::start(Keys::These(key_set(&[FIRST]))).await;
    let app = Arc::new(app(&vendor));
    verify(&app, &signed(FIRST, &claims(&vendor, json!({})))).await.unwrap();
    let unknown = signed(SECOND, &claims(&vendor, json!({})));
    let flood: Vec<_> = (0..200)
        .map(|_| {
            let (app, token) = (app.clone(), unknown.clone());
            tokio::spawn(async move { verify(&app, &token).await })
        })
        .collect();
    for one in flood {
        assert!(matches!(one.await.unwrap(), Err(TokenError::UnknownKey(_))));
    }
    assert_eq!(vendor.fetches(), 1, "the keys are younger than the pause");

    let app = super::app(&vendor).keys_pause(Duration::from_millis(300));
    for _ in 0..50 {
        assert!(matches!(verify(&app, &unknown).await, Err(TokenError::UnknownKey(_))));
    }
    assert_eq!(vendor.fetches(), 2);
    tokio::time::sleep(Duration::from_millis(350)).await;
    for _ in 0..50 {
        assert!(verify(&app, &unknown).await.is_err());
    }
    assert_eq!(vendor.fetches(), 3);
}

#[tokio::test]
async fn old_keys_verify_while_no_new_ones_come() {
    let vendor = Vendor::start(Keys::These(key_set(&[FIRST]))).await;
    let app = app(&vendor).keys_life(Duration::ZERO).keys_pause(Duration::ZERO);
    let (known, unknown) = (
        signed(FIRST, &claims(&vendor, json!({}))),
        signed(SECOND, &claims(&vendor, json!({}))),
    );
    verify(&app, &known).await.unwrap();
    for broken in [
        Keys::Status(500),
        Keys::These(json!({"keys": []})),
        Keys::Bytes(10 << 20),
        Keys::Redirect(vendor.keys()),
    ] {
        vendor.set_keys(broken);
        verify(&app, &known).await.unwrap();
        unavailable(verify(&app, &unknown).await);
    }
    vendor.set_keys(Keys::These(key_set(&[FIRST, SECOND])));
    verify(&app, &unknown).await.unwrap();
}

#[tokio::test]
async fn a_host_that_hangs_delays_known_keys_a_little_and_once() {
    let vendor = Vendor::start(Keys::These(key_set(&[FIRST]))).await;
    let app = Arc::new(
        app(&vendor)
            .keys_life(Duration::from_millis(1))
            .keys_pause(Duration::ZERO),
    );
    let token = signed(FIRST, &claims(&vendor, json!({})));
    verify(&app, &token).await.unwrap();
    tokio::time::sleep(Duration::from_millis(5)).await;
    vendor.set_keys(Keys::Never);
    let start = Instant::now();
    let waiting = tokio::spawn({
        let (app, token) = (app.clone(), token.clone());
        async move { verify(&app, &token).await.map(drop) }
    });
    while vendor.fetches() < 2 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    for _ in 0..20 {
        verify(&app, &token).await.unwrap();
    }
    assert!(
        start.elapsed() < Duration::from_millis(1500),
        "others wait: {:?}",
        start.elapsed()
    );
    waiting.await.unwrap().unwrap();
    assert!(start.elapsed() < Duration::from_secs(4));
}

#[tokio::test]
async fn keys_that_never_come() {
    let vendor = Vendor::start(Keys::Never).await;
    let app = app(&vendor);
    let token = signed(FIRST, &claims(&vendor, json!({})));
    let start = Instant::now();
    let refused = unavailable(verify(&app, &token).await);
    assert!(refused.contains("no answer came in time"), "{refused}");
    assert!(start.elapsed() >= Duration::from_secs(4) && start.elapsed() < Duration::from_secs(8));

    // For a while nobody waits again.
    let start = Instant::now();
    unavailable(verify(&app, &token).await);
    assert!(start.elapsed() < Duration::from_secs(1));
    assert_eq!(vendor.fetches(), 1);
}

#[tokio::test]
async fn keys_of_ten_megabytes_and_keys_without_end() {
    for keys in [Keys::Bytes(10 << 20), Keys::Endless, Keys::Bytes(65 << 10)] {
        let vendor = Vendor::start(keys.clone()).await;
        let start = Instant::now();
        let refused = unavailable(verify(&app(&vendor), &signed(FIRST, &claims(&vendor, json!({})))).await);
        assert!(refused.contains("larger than 65536 bytes"), "{keys:?}: {refused}");
        assert!(start.elapsed() < Duration::from_secs(3), "{keys:?}");
    }
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let evil = Vendor::start(Keys::These(key_set(&[SECOND]))).await;
    let vendor = Vendor::start(Keys::Redirect(evil.keys())).await;
    let refused = unavailable(verify(&app(&vendor), &signed(SECOND, &claims(&vendor, json!({})))).await);
    assert!(refused.contains("redirects (307)"), "{refused}");
    assert_eq!((vendor.fetches(), evil.fetches()), (1, 0));
}

#[tokio::test]
async fn what_is_no_key_set() {
    for (keys, words) in [
        (Keys::None, "answered 404"),
        (Keys::Status(503), "answered 503"),
        (Keys::Status(204), "answered 204"),
        (Keys::Bytes(10), "not JSON"),
        (Keys::These(json!({"jwks": []})), "no list `keys`"),
        (
            Keys::These(json!({"keys": [{"kty": "oct", "kid": FIRST, "k": "c2VjcmV0"}]})),
            "no RSA key",
        ),
    ] {
        let vendor = Vendor::start(keys).await;
        let refused = unavailable(verify(&app(&vendor), &signed(FIRST, &claims(&vendor, json!({})))).await);
        assert!(refused.contains(words), "{refused}");
    }
}

#[tokio::test]
async fn keys_for_other_uses_do_not_verify() {
    for (name, value) in [("use", json!("enc")), ("alg", json!("RS512")), ("kty", json!("EC"))] {
        let mut key = public_key(FIRST);
        key[name] = value;
        let vendor = Vendor::start(Keys::These(json!({"keys": [key, public_key(SECOND)]}))).await;
        let refused = verify(&app(&vendor), &signed(FIRST, &claims(&vendor, json!({})))).await;
        assert!(matches!(refused, Err(TokenError::UnknownKey(_))), "{name}");
    }
}

#[tokio::test]
async fn nobody_listens() {
    let vendor = Vendor::start(Keys::None).await;
    let app = app(&vendor).keys_at("http://127.0.0.1:9/keys").unwrap();
    let refused = unavailable(verify(&app, &signed(FIRST, &claims(&vendor, json!({})))).await);
    assert!(refused.contains("no connection"), "{refused}");
}

#[tokio::test]
async fn a_caller_who_hangs_up_leaves_the_fetch_to_the_others() {
    let vendor = Vendor::start(Keys::Late(Duration::from_millis(300), key_set(&[FIRST]))).await;
    let app = app(&vendor);
    let token = signed(FIRST, &claims(&vendor, json!({})));
    let given_up = tokio::time::timeout(Duration::from_millis(100), verify(&app, &token)).await;
    assert!(given_up.is_err());
    verify(&app, &token).await.unwrap();
    assert_eq!(vendor.fetches(), 1);
}
