//! The calls of installing and uninstalling, and those of others who would like to.

use super::*;
use confluence_sdk::connect::TokenError;

/// Whether the app knows the tenant by this secret.
async fn known_by(app: &App, secret: &str) -> Result<(), TokenError> {
    let token = hs256(secret, &tenant_claims("GET", "/start", json!({})));
    app.verify(&request("GET", "/start", Some(&token)), b"").await.map(drop)
}

#[tokio::test]
async fn installing_again_replaces_the_secret_and_uninstalling_forgets_it() {
    let app = app();
    assert!(matches!(known_by(&app, SECRET).await, Err(TokenError::UnknownTenant)));
    let installation = install(&app, &body(json!({}))).await;
    assert_eq!(installation.client_key, TENANT);
    assert_eq!(installation.display_url.as_deref(), Some("https://wiki.example.com"));
    known_by(&app, SECRET).await.unwrap();

    install(
        &app,
        &body(json!({"sharedSecret": "another-secret-of-the-tenant", "baseUrl": "https://moved.atlassian.net/wiki"})),
    )
    .await;
    assert!(matches!(known_by(&app, SECRET).await, Err(TokenError::Signature)));
    known_by(&app, "another-secret-of-the-tenant").await.unwrap();
    let moved = app.installation(TENANT).await.unwrap();
    assert_eq!(moved.base_url, "https://moved.atlassian.net/wiki");

    let gone = body(json!({"eventType": "uninstalled", "sharedSecret": null}));
    for expected in [Some(TENANT), None] {
        let token = vendor_token(&lifecycle_claims("uninstalled", json!({})));
        let removed = app
            .uninstalled(&request("POST", "/uninstalled", Some(&token)), &gone)
            .await
            .unwrap();
        assert_eq!(removed.as_ref().map(|removed| &*removed.client_key), expected);
    }
    assert!(matches!(
        known_by(&app, "another-secret-of-the-tenant").await,
        Err(TokenError::UnknownTenant)
    ));
}

#[tokio::test]
async fn the_audience_is_a_base_url_of_the_app() {
    let token = |aud: Value| vendor_token(&lifecycle_claims("installed", json!({"aud": aud})));
    let app = app().audience("https://old.example.com");
    for good in [
        json!([BASE]),
        json!(BASE),
        json!("https://app.example.com/"),
        json!(["https://old.example.com/"]),
    ] {
        let request = request("POST", "/installed", Some(&token(good)));
        app.installed(&request, &body(json!({}))).await.unwrap();
    }
    // The base path does not count in the hash, and is part of the audience.
    let app = app_at("https://app.example.com/base/");
    let token = token(json!(["https://app.example.com/base"]));
    for path in ["/base/installed", "/installed"] {
        app.installed(&request("POST", path, Some(&token)), &body(json!({})))
            .await
            .unwrap();
    }
}

/// Refused with this error, and nothing is stored.
macro_rules! refused {
    ($app:ident, $what:literal, $token:expr, $body:expr, $error:pat) => {{
        let token: String = $token;
        let outcome = $app
            .installed(&request("POST", "/installed", Some(&token)), &$body)
            .await;
        let error = outcome.expect_err($what);
        assert!(matches!(error, $error), "{}: {error:?}", $what);
        let shown = format!("{error} {error:?}");
        assert!(
            !shown.contains(&token) && !shown.contains("stolen"),
            "{}: {shown}",
            $what
        );
        known_by(&$app, SECRET).await.expect($what);
    }};
}

#[tokio::test]
async fn attacks_on_the_token() {
    let app = installed().await;
    let attack = || body(json!({"sharedSecret": "stolen"}));
    let claims = |changes| lifecycle_claims("installed", changes);
    let with = |changes| vendor_token(&claims(changes));

    refused!(
        app,
        "no algorithm",
        unsigned(json!({"alg": "none", "kid": KEY}), &claims(json!({}))),
        attack(),
        TokenError::Algorithm { .. }
    );
    refused!(
        app,
        "the public key as a secret",
        {
            let mut header = Header::new(Algorithm::HS256);
            header.kid = Some(KEY.to_owned());
            jsonwebtoken::encode(
                &header,
                &claims(json!({})),
                &EncodingKey::from_secret(PUBLIC.as_bytes()),
            )
            .unwrap()
        },
        attack(),
        TokenError::Algorithm { .. }
    );
    refused!(
        app,
        "the tenant's secret",
        hs256(SECRET, &claims(json!({}))),
        attack(),
        TokenError::Algorithm { .. }
    );
    refused!(
        app,
        "another key",
        rs256(Some(KEY), &private_key(true), &claims(json!({}))),
        attack(),
        TokenError::Signature
    );
    refused!(
        app,
        "no signature",
        unsigned(json!({"alg": "RS256", "kid": KEY}), &claims(json!({}))),
        attack(),
        TokenError::Signature
    );
    refused!(
        app,
        "changed claims",
        {
            let (mine, theirs) = (unsigned(json!({}), &claims(json!({"iss": "me"}))), with(json!({})));
            let (mine, theirs): (Vec<_>, Vec<_>) = (mine.split('.').collect(), theirs.split('.').collect());
            format!("{}.{}.{}", theirs[0], mine[1], theirs[2])
        },
        attack(),
        TokenError::Signature
    );
    refused!(
        app,
        "an unknown key",
        rs256(Some("another"), &private_key(true), &claims(json!({}))),
        attack(),
        TokenError::UnknownKey(_)
    );
    refused!(
        app,
        "no key id",
        rs256(None, &private_key(false), &claims(json!({}))),
        attack(),
        TokenError::KeyId
    );
    refused!(
        app,
        "a key id that leads elsewhere",
        rs256(Some("../x"), &private_key(false), &claims(json!({}))),
        attack(),
        TokenError::KeyId
    );
    refused!(
        app,
        "expired",
        with(json!({"exp": now() - 31})),
        attack(),
        TokenError::Expired(_)
    );
    refused!(
        app,
        "not yet valid",
        with(json!({"nbf": now() + 40})),
        attack(),
        TokenError::NotYetValid(_)
    );
    refused!(
        app,
        "issued in the future",
        with(json!({"iat": now() + 40})),
        attack(),
        TokenError::NotYetValid(_)
    );
    refused!(
        app,
        "without end",
        with(json!({"exp": null})),
        attack(),
        TokenError::MissingClaim("exp")
    );
    refused!(
        app,
        "for somebody else",
        with(json!({"aud": ["https://else.example.com"]})),
        attack(),
        TokenError::Audience
    );
    refused!(
        app,
        "for somebody else first",
        with(json!({"aud": ["https://else.example.com", BASE]})),
        attack(),
        TokenError::Audience
    );
    refused!(
        app,
        "for nobody",
        with(json!({"aud": null})),
        attack(),
        TokenError::MissingClaim("aud")
    );
    refused!(
        app,
        "by nobody",
        with(json!({"iss": null})),
        attack(),
        TokenError::MissingClaim("iss")
    );
    refused!(
        app,
        "bound to nothing",
        with(json!({"qsh": null})),
        attack(),
        TokenError::MissingQsh
    );
    refused!(
        app,
        "a context token",
        with(json!({"qsh": "context-qsh"})),
        attack(),
        TokenError::ContextToken
    );
    refused!(
        app,
        "another path",
        vendor_token(&lifecycle_claims("uninstalled", json!({}))),
        attack(),
        TokenError::WrongQsh
    );
    refused!(
        app,
        "another method",
        with(json!({"qsh": qsh("GET", "/installed", "")})),
        attack(),
        TokenError::WrongQsh
    );
    refused!(app, "no token", "abc".to_owned(), attack(), TokenError::Malformed(_));
    refused!(
        app,
        "a fourth part",
        with(json!({})) + ".x",
        attack(),
        TokenError::Malformed(_)
    );
}

#[tokio::test]
async fn attacks_on_the_body() {
    let app = installed().await;
    let token = || vendor_token(&lifecycle_claims("installed", json!({})));
    let attack = |changes| body(changed(json!({"sharedSecret": "stolen"}), changes));

    refused!(
        app,
        "another tenant",
        token(),
        attack(json!({"clientKey": "another"})),
        TokenError::ForeignBody(_)
    );
    refused!(
        app,
        "another tenant's token",
        vendor_token(&lifecycle_claims("installed", json!({"iss": "another"}))),
        attack(json!({})),
        TokenError::ForeignBody(_)
    );
    refused!(
        app,
        "another app",
        token(),
        attack(json!({"key": "com.example.other"})),
        TokenError::ForeignBody(_)
    );
    refused!(
        app,
        "another event",
        token(),
        attack(json!({"eventType": "uninstalled"})),
        TokenError::ForeignBody(_)
    );
    refused!(
        app,
        "another host",
        token(),
        attack(json!({"baseUrl": "https://evil.example.com/wiki"})),
        TokenError::Host(_)
    );
    refused!(
        app,
        "a host that looks right",
        token(),
        attack(json!({"baseUrl": "https://x.atlassian.net.evil.example/wiki"})),
        TokenError::Host(_)
    );
    refused!(
        app,
        "this machine",
        token(),
        attack(json!({"baseUrl": "http://127.0.0.1/wiki"})),
        TokenError::Host(_)
    );
    refused!(
        app,
        "in the clear",
        token(),
        attack(json!({"baseUrl": "http://example.atlassian.net/wiki"})),
        TokenError::Body(_)
    );
    refused!(
        app,
        "another product",
        token(),
        attack(json!({"baseUrl": "https://example.atlassian.net"})),
        TokenError::Body(_)
    );
    refused!(
        app,
        "no secret",
        token(),
        body(json!({"sharedSecret": null})),
        TokenError::Body(_)
    );
    refused!(app, "no body", token(), Vec::new(), TokenError::Body(_));
    refused!(
        app,
        "half a body",
        token(),
        attack(json!({}))[..40],
        TokenError::Body(_)
    );
}

#[tokio::test]
async fn a_token_comes_in_the_header_once() {
    let app = app();
    let token = vendor_token(&lifecycle_claims("installed", json!({})));
    let body = body(json!({}));
    let in_query = request("POST", &format!("/installed?jwt={token}"), None);
    assert!(matches!(
        app.installed(&in_query, &body).await,
        Err(TokenError::NoToken)
    ));
    let mut twice = request("POST", "/installed", Some(&token));
    twice
        .headers
        .append("Authorization", format!("JWT {token}").parse().unwrap());
    assert!(matches!(app.installed(&twice, &body).await, Err(TokenError::TwoTokens)));
    let mut other = request("POST", "/installed", None);
    other
        .headers
        .insert("Authorization", format!("Bearer {token}").parse().unwrap());
    assert!(matches!(app.installed(&other, &body).await, Err(TokenError::NoToken)));
}
