//! The calls of a tenant, and those of others who pretend to be one.

use super::*;
use confluence_sdk::connect::{Incoming, TokenError};
use secrecy::ExposeSecret as _;
use std::time::Duration;

const FRAME: &str = "/start?pageId=7&lic=none&title=a%20b";

async fn framed(app: &App, token: &str) -> Result<Incoming, TokenError> {
    app.verify(&request("GET", FRAME, Some(token)), b"").await
}

#[tokio::test]
async fn a_frame_is_of_a_tenant_and_a_user() {
    let app = installed().await;
    let token = hs256(SECRET, &tenant_claims("GET", FRAME, json!({})));
    let incoming = framed(&app, &token).await.unwrap();
    assert_eq!(incoming.installation.client_key, TENANT);
    assert_eq!(
        incoming.account_id.as_ref().map(|id| id.as_str()),
        Some("557058:somebody")
    );
    assert_eq!(incoming.context().unwrap()["confluence"]["content"]["id"], "7");
    assert_eq!(incoming.claims()["iss"], TENANT);

    let in_query = request("GET", &format!("{FRAME}&jwt={token}"), None);
    app.verify(&in_query, b"").await.unwrap();
    let without_user = hs256(
        SECRET,
        &tenant_claims("GET", FRAME, json!({"sub": null, "context": null})),
    );
    let incoming = framed(&app, &without_user).await.unwrap();
    assert!(incoming.account_id.is_none() && incoming.context().is_none());
}

#[tokio::test]
async fn a_form_may_be_what_is_signed() {
    let app = installed().await;
    let form = "b=2&a=1&a=0";
    let token = hs256(SECRET, &tenant_claims("POST", &format!("/save?{form}"), json!({})));
    let call = |target: &str, media_type: &str| {
        let mut request = request("POST", target, Some(&token));
        request.headers.insert("Content-Type", media_type.parse().unwrap());
        request
    };
    let media_type = "application/x-www-form-urlencoded; charset=utf-8";
    app.verify(&call("/save", media_type), form.as_bytes()).await.unwrap();
    for (target, media_type, body) in [
        ("/save", media_type, "b=2&a=1"),
        ("/save?x=1", media_type, form),
        ("/save", "text/plain", form),
        ("/other", media_type, form),
    ] {
        let outcome = app.verify(&call(target, media_type), body.as_bytes()).await;
        assert!(
            matches!(outcome, Err(TokenError::WrongQsh)),
            "{target} {media_type} {body}"
        );
    }
}

#[tokio::test]
async fn attacks_on_a_frame() {
    let app = installed().await;
    let other = body(
        json!({"clientKey": "other-tenant", "sharedSecret": "not-a-real-secret-of-another", "baseUrl": "https://other.atlassian.net/wiki"}),
    );
    install(&app, &other).await;
    let claims = |changes| tenant_claims("GET", FRAME, changes);
    let with = |changes| hs256(SECRET, &claims(changes));
    framed(&app, &with(json!({}))).await.unwrap();

    macro_rules! refused {
        ($what:literal, $token:expr, $error:pat) => {
            let token: String = $token;
            let error = framed(&app, &token).await.expect_err($what);
            assert!(matches!(error, $error), "{}: {error:?}", $what);
            assert!(!format!("{error} {error:?}").contains(&token), "{}", $what);
        };
    }
    refused!(
        "no algorithm",
        unsigned(json!({"alg": "none"}), &claims(json!({}))),
        TokenError::Algorithm { .. }
    );
    refused!(
        "no algorithm at all",
        unsigned(json!({}), &claims(json!({}))),
        TokenError::Algorithm { .. }
    );
    refused!(
        "a stronger algorithm",
        {
            let key = EncodingKey::from_secret(SECRET.as_bytes());
            jsonwebtoken::encode(&Header::new(Algorithm::HS512), &claims(json!({})), &key).unwrap()
        },
        TokenError::Algorithm { .. }
    );
    refused!(
        "the vendor's key",
        vendor_token(&claims(json!({}))),
        TokenError::Algorithm { .. }
    );
    refused!(
        "no signature",
        unsigned(json!({"alg": "HS256"}), &claims(json!({}))),
        TokenError::Signature
    );
    refused!(
        "another secret",
        hs256("another-secret", &claims(json!({}))),
        TokenError::Signature
    );
    refused!("an empty secret", hs256("", &claims(json!({}))), TokenError::Signature);
    refused!(
        "another tenant's secret",
        hs256("not-a-real-secret-of-another", &claims(json!({}))),
        TokenError::Signature
    );
    refused!(
        "an unknown tenant",
        with(json!({"iss": "nobody"})),
        TokenError::UnknownTenant
    );
    refused!("no tenant", with(json!({"iss": null})), TokenError::MissingClaim("iss"));
    refused!(
        "the app itself",
        with(json!({"iss": APP, "aud": [TENANT]})),
        TokenError::Issuer
    );
    refused!("expired", with(json!({"exp": now() - 31})), TokenError::Expired(_));
    refused!(
        "not yet valid",
        with(json!({"nbf": now() + 40})),
        TokenError::NotYetValid(_)
    );
    refused!(
        "without end",
        with(json!({"exp": null})),
        TokenError::MissingClaim("exp")
    );
    refused!("bound to nothing", with(json!({"qsh": null})), TokenError::MissingQsh);
    refused!(
        "a context token",
        with(json!({"qsh": "context-qsh"})),
        TokenError::ContextToken
    );
    refused!(
        "another path",
        hs256(SECRET, &tenant_claims("GET", "/admin", json!({}))),
        TokenError::WrongQsh
    );
    refused!(
        "another method",
        hs256(SECRET, &tenant_claims("POST", FRAME, json!({}))),
        TokenError::WrongQsh
    );
    refused!(
        "another query",
        hs256(SECRET, &tenant_claims("GET", &FRAME.replace('7', "8"), json!({}))),
        TokenError::WrongQsh
    );

    let token = with(json!({}));
    let twice = request("GET", &format!("{FRAME}&jwt={token}"), Some(&token));
    assert!(matches!(app.verify(&twice, b"").await, Err(TokenError::TwoTokens)));
    assert!(matches!(
        app.verify(&request("GET", FRAME, None), b"").await,
        Err(TokenError::NoToken)
    ));
    // Clocks may differ a little, unless that is switched off.
    let late = with(json!({"exp": now() - 5}));
    framed(&app, &late).await.unwrap();
    let strict = app.clone().leeway(Duration::ZERO);
    assert!(matches!(framed(&strict, &late).await, Err(TokenError::Expired(_))));
}

#[tokio::test]
async fn a_page_calls_back_with_a_token_that_is_bound_to_no_request() {
    let app = installed().await;
    let call = |token: &str| request("POST", "/save", Some(token));
    let context = hs256(SECRET, &tenant_claims("GET", "/", json!({"qsh": "context-qsh"})));
    let incoming = app.verify_context(&call(&context)).await.unwrap();

    let session = app.session_token(&incoming, Duration::from_secs(900)).unwrap();
    let again = app.verify_context(&call(session.expose_secret())).await.unwrap();
    assert_eq!(again.account_id, incoming.account_id);
    assert_eq!(again.installation.client_key, TENANT);
    let outcome = app.verify(&call(session.expose_secret()), b"").await;
    assert!(matches!(outcome, Err(TokenError::Issuer)));
    assert!(app.session_token(&incoming, Duration::ZERO).is_err());

    let own = |changes| {
        let claims = json!({"iss": APP, "aud": [TENANT], "exp": now() + 60, "qsh": "context-qsh"});
        changed(claims, changes)
    };
    macro_rules! refused {
        ($what:literal, $token:expr, $error:pat) => {
            let error = app.verify_context(&call(&$token)).await.expect_err($what);
            assert!(matches!(error, $error), "{}: {error:?}", $what);
        };
    }
    refused!(
        "the token of a frame",
        hs256(SECRET, &tenant_claims("POST", "/save", json!({}))),
        TokenError::NotContextToken
    );
    // What the app sends to the site cannot be turned against it.
    refused!(
        "the app's own request",
        hs256(SECRET, &own(json!({"qsh": qsh("POST", "/save", "")}))),
        TokenError::NotContextToken
    );
    refused!(
        "bound to nothing",
        hs256(SECRET, &own(json!({"qsh": null}))),
        TokenError::MissingQsh
    );
    refused!(
        "for an unknown tenant",
        hs256(SECRET, &own(json!({"aud": ["nobody"]}))),
        TokenError::UnknownTenant
    );
    refused!(
        "for nobody",
        hs256(SECRET, &own(json!({"aud": null}))),
        TokenError::MissingClaim("aud")
    );
    refused!(
        "with another secret",
        hs256("guess", &own(json!({}))),
        TokenError::Signature
    );
    refused!(
        "expired",
        hs256(SECRET, &own(json!({"exp": now() - 31}))),
        TokenError::Expired(_)
    );
}
