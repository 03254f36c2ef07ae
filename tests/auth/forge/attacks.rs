//! Tokens that are not what they say: each is refused with its own reason.

use super::vendor::{Keys, Vendor, key_set, public_key};
use super::{APP, FIRST, SECOND, app, claims, http, now, private_key, request, signed, verify};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use confluence_sdk::forge::{App, EnvironmentKind, Invocation, TokenError};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::time::Duration;

async fn vendor() -> Vendor {
    Vendor::start(Keys::These(key_set(&[FIRST]))).await
}

fn plain(part: &Value) -> String {
    URL_SAFE_NO_PAD.encode(part.to_string())
}

async fn changed(vendor: &Vendor, changes: Value) -> Result<Invocation, TokenError> {
    verify(&app(vendor), &signed(FIRST, &claims(vendor, changes))).await
}

#[tokio::test]
async fn a_good_token_is_read() {
    let vendor = vendor().await;
    let invocation = changed(&vendor, json!({})).await.unwrap();
    assert_eq!(invocation.app.id, APP);
    assert_eq!(invocation.app.installation_id, super::INSTALLATION);
    assert_eq!(invocation.app.version.as_deref(), Some("2.1.0"));
    assert_eq!(invocation.app.environment.unwrap().kind, EnvironmentKind::Development);
    assert_eq!(invocation.app.module.unwrap().key, "our-macro");
    assert_eq!(invocation.app.contexts[0].name, "confluence");
    assert_eq!(invocation.app.license.unwrap().is_active, Some(true));
    let context = invocation.context.unwrap();
    assert_eq!(context.cloud_id.unwrap().as_str(), super::CLOUD);
    assert_eq!(context.extension["content"]["id"], "584318979");
    assert_eq!(invocation.principal.unwrap().as_str(), "557058:3731f189");
    assert_eq!(invocation.id.as_deref(), Some("c9003032"));
    assert_eq!((vendor.fetches(), vendor.calls().len()), (1, 0));

    // As from an event: nobody in front of it.
    let event = changed(&vendor, json!({"context": null, "principal": null}))
        .await
        .unwrap();
    assert!(event.context.is_none() && event.principal.is_none());
}

#[tokio::test]
async fn no_signature_is_no_signature() {
    let vendor = vendor().await;
    let app = app(&vendor);
    for algorithm in ["none", "None", "NONE", ""] {
        let header = plain(&json!({"typ": "JWT", "alg": algorithm, "kid": FIRST}));
        let token = format!("{header}.{}.", plain(&claims(&vendor, json!({}))));
        let refused = verify(&app, &token).await.unwrap_err();
        assert!(
            matches!(refused, TokenError::Algorithm { expected: "RS256", .. }),
            "{algorithm}: {refused}"
        );
    }
    assert_eq!(vendor.fetches(), 0, "no key is needed to refuse these");
}

#[tokio::test]
async fn the_public_key_is_no_secret_to_sign_with() {
    let vendor = vendor().await;
    let app = app(&vendor);
    let key = public_key(FIRST);
    let modulus = URL_SAFE_NO_PAD.decode(key["n"].as_str().unwrap()).unwrap();
    for secret in [
        modulus.as_slice(),
        key["n"].as_str().unwrap().as_bytes(),
        key.to_string().as_bytes(),
    ] {
        let header = Header {
            kid: Some(FIRST.to_owned()),
            ..Header::new(Algorithm::HS256)
        };
        let mut token =
            jsonwebtoken::encode(&header, &claims(&vendor, json!({})), &EncodingKey::from_secret(secret)).unwrap();
        let refused = verify(&app, &token).await.unwrap_err();
        assert!(
            matches!(&refused, TokenError::Algorithm { found, .. } if found == "HS256"),
            "{refused}"
        );

        // The same signature under another name.
        let renamed = plain(&json!({"typ": "JWT", "alg": "RS256", "kid": FIRST}));
        token.replace_range(..token.find('.').unwrap(), &renamed);
        assert!(matches!(verify(&app, &token).await, Err(TokenError::Signature)));
    }
    let header = Header {
        kid: Some(FIRST.to_owned()),
        ..Header::new(Algorithm::PS256)
    };
    let token = jsonwebtoken::encode(&header, &claims(&vendor, json!({})), &private_key(FIRST)).unwrap();
    assert!(matches!(verify(&app, &token).await, Err(TokenError::Algorithm { .. })));
}

#[tokio::test]
async fn another_key_under_a_known_id() {
    let vendor = vendor().await;
    let header = Header {
        kid: Some(FIRST.to_owned()),
        ..Header::new(Algorithm::RS256)
    };
    let token = jsonwebtoken::encode(&header, &claims(&vendor, json!({})), &private_key(SECOND)).unwrap();
    assert!(matches!(
        verify(&app(&vendor), &token).await,
        Err(TokenError::Signature)
    ));

    // A key that the token brings along is not looked at.
    let header = json!({"alg": "RS256", "kid": FIRST, "jwk": public_key(SECOND), "jku": vendor.keys()});
    let message = format!("{}.{}", plain(&header), plain(&claims(&vendor, json!({}))));
    let signature = jsonwebtoken::crypto::sign(message.as_bytes(), &private_key(SECOND), Algorithm::RS256).unwrap();
    assert!(matches!(
        verify(&app(&vendor), &format!("{message}.{signature}")).await,
        Err(TokenError::Signature)
    ));
}

#[tokio::test]
async fn claims_that_were_changed_after_signing() {
    let vendor = vendor().await;
    let token = signed(FIRST, &claims(&vendor, json!({})));
    let [header, _, signature] = token.split('.').collect::<Vec<_>>()[..] else {
        panic!()
    };
    let other = plain(&claims(&vendor, json!({"principal": "somebody-else"})));
    let refused = verify(&app(&vendor), &format!("{header}.{other}.{signature}")).await;
    assert!(matches!(refused, Err(TokenError::Signature)));
}

#[tokio::test]
async fn a_key_that_is_not_named_or_not_known() {
    let vendor = vendor().await;
    let app = app(&vendor);
    let token = jsonwebtoken::encode(
        &Header::new(Algorithm::RS256),
        &claims(&vendor, json!({})),
        &private_key(FIRST),
    )
    .unwrap();
    assert!(matches!(verify(&app, &token).await, Err(TokenError::KeyId)));
    let refused = verify(&app, &signed(SECOND, &claims(&vendor, json!({}))))
        .await
        .unwrap_err();
    assert!(
        matches!(&refused, TokenError::UnknownKey(id) if id == SECOND),
        "{refused}"
    );
    assert_eq!(refused.status(), 401);
}

#[tokio::test]
async fn times_beyond_the_leeway() {
    let vendor = vendor().await;
    let times = |from: i64, to: i64| json!({"iat": now() + from, "nbf": now() + from, "exp": now() + to});
    for good in [times(-20, -5), times(5, 30), times(-3600, 3600)] {
        assert!(changed(&vendor, good.clone()).await.is_ok(), "{good}");
    }
    assert!(matches!(
        changed(&vendor, times(-100, -60)).await,
        Err(TokenError::Expired(60..))
    ));
    assert!(matches!(
        changed(&vendor, times(60, 85)).await,
        Err(TokenError::NotYetValid(1..=60))
    ));
    assert!(matches!(
        changed(&vendor, json!({"exp": null})).await,
        Err(TokenError::MissingClaim("exp"))
    ));
    assert!(matches!(
        changed(&vendor, json!({"exp": "never"})).await,
        Err(TokenError::MissingClaim("exp"))
    ));

    let strict = app(&vendor).leeway(Duration::ZERO);
    let late = signed(FIRST, &claims(&vendor, times(-20, -5)));
    assert!(matches!(verify(&strict, &late).await, Err(TokenError::Expired(_))));
}

#[tokio::test]
async fn a_token_of_somebody_else_or_for_somebody_else() {
    let vendor = vendor().await;
    for other in [
        json!("ari:cloud:ecosystem::app/other"),
        json!([]),
        json!({}),
        json!(7),
        json!(format!("{APP}0")),
        json!(null),
    ] {
        assert!(
            matches!(changed(&vendor, json!({"aud": other})).await, Err(TokenError::Audience)),
            "{other}"
        );
    }
    assert!(changed(&vendor, json!({"aud": ["x", APP]})).await.is_ok());
    for other in [json!("forge/other"), json!("Forge/invocation-token")] {
        assert!(
            matches!(changed(&vendor, json!({"iss": other})).await, Err(TokenError::Issuer)),
            "{other}"
        );
    }
    assert!(matches!(
        changed(&vendor, json!({"iss": null})).await,
        Err(TokenError::MissingClaim("iss"))
    ));
    assert!(matches!(
        changed(&vendor, json!({"app": null})).await,
        Err(TokenError::MissingClaim("app"))
    ));
    assert!(matches!(
        changed(&vendor, json!({"principal": {"id": 7}})).await,
        Err(TokenError::MissingClaim("principal"))
    ));
}

#[tokio::test]
async fn one_token_in_its_place() {
    let vendor = vendor().await;
    let app = app(&vendor);
    let token = signed(FIRST, &claims(&vendor, json!({})));
    let bearer = format!("Bearer {token}");
    assert!(matches!(app.verify(&request(&[])).await, Err(TokenError::NoToken)));
    for other in [
        format!("JWT {token}"),
        format!("Basic {token}"),
        token.clone(),
        String::new(),
    ] {
        let refused = app.verify(&request(&[("authorization", &other)])).await;
        assert!(matches!(refused, Err(TokenError::NoToken)));
    }
    let twice = request(&[("authorization", &bearer), ("authorization", &bearer)]);
    assert!(matches!(app.verify(&twice).await, Err(TokenError::TwoTokens)));
    assert!(
        app.verify(&request(&[("authorization", &format!("bearer {token}"))]))
            .await
            .is_ok()
    );
    let long = format!("Bearer {}", "a".repeat(100_000));
    assert!(matches!(
        app.verify(&request(&[("authorization", &long)])).await,
        Err(TokenError::Malformed(_))
    ));
}

#[test]
fn an_app_is_named_by_its_ari() {
    for bad in [
        "",
        "11223344-5566-7788-99aa-bbccddeeff00",
        "ari:cloud:ecosystem::app/",
        "ari:cloud:ecosystem::app/a b",
    ] {
        let error = App::new(bad, http()).unwrap_err();
        assert_eq!(error.field(), Some("app_ari"), "{bad}");
    }
    let app = || App::new(APP, http()).unwrap();
    assert_eq!(
        app().keys_at("http://example.net/keys").unwrap_err().field(),
        Some("keys")
    );
    assert_eq!(
        app().gateway("http://example.net").unwrap_err().field(),
        Some("gateway")
    );
    assert_eq!(
        app().gateway("https://example.net/ex").unwrap_err().field(),
        Some("gateway")
    );
}

/// An app whose keys come from where nobody listens.
fn alone() -> App {
    App::new(APP, http())
        .unwrap()
        .keys_at("http://127.0.0.1:9/keys")
        .unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_header_is_refused_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..120), parts in "Bearer [A-Za-z0-9_-]{0,20}\\.[A-Za-z0-9_-]{0,40}\\.[A-Za-z0-9_-]{0,20}") {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        for value in [bytes.as_slice(), parts.as_bytes()] {
            let Ok(value) = http::HeaderValue::from_bytes(value) else { continue };
            let mut request = request(&[]);
            for name in ["authorization", "x-forge-oauth-system", "x-forge-oauth-user", "x-b3-traceid"] {
                request.headers.insert(name, value.clone());
            }
            prop_assert!(runtime.block_on(alone().verify(&request)).is_err());
        }
    }

    #[test]
    fn any_header_and_claims_of_a_token_are_refused_without_panic(header in "[ -~]{0,60}", name in "alg|kid|crit|typ", value in "[ -~]{0,20}") {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let mut known = json!({"alg": "RS256", "kid": "a"});
        known[&name] = json!(value);
        for header in [header, known.to_string()] {
            let token = format!("{}.e30.c2ln", URL_SAFE_NO_PAD.encode(header));
            prop_assert!(runtime.block_on(verify(&alone(), &token)).is_err());
        }
    }
}
