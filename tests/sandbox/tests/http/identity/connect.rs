//! Requests to Connect apps: installation, webhooks and pages.

use super::app::{App, Received, claims};
use super::text;
use crate::caller::plain_http;
use confluence_sandbox::{Installation, Sandbox};
use jsonwebtoken::{Algorithm, DecodingKey, decode_header};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

fn hash(canonical: &str) -> String {
    Sha256::digest(canonical)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn shared(installation: &Installation) -> DecodingKey {
    DecodingKey::from_secret(installation.shared_secret().as_bytes())
}

/// The claims of a lifecycle event that the vendor's key signed.
async fn signed_by_vendor(sandbox: &Sandbox, event: &Received) -> Value {
    let token = event.token("JWT");
    let header = decode_header(&token).unwrap();
    assert_eq!(header.alg, Algorithm::RS256);
    let url = format!("{}/install-keys/{}", sandbox.identity_url(), header.kid.unwrap());
    let answer = plain_http().get(url).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    let key = DecodingKey::from_rsa_pem(answer.text().await.unwrap().as_bytes()).unwrap();
    claims(&token, &key, Algorithm::RS256)
}

#[tokio::test]
async fn an_installation_is_signed_and_says_who_the_tenant_is() {
    let (sandbox, app) = (Sandbox::start().await.unwrap(), App::start().await);
    let installation = sandbox.install(&app.url).await.unwrap();
    let received = app.received();
    let paths: Vec<_> = received.iter().map(|event| event.path.as_str()).collect();
    assert_eq!(paths, ["/base/installed", "/base/enabled"]);

    let event = &received[0];
    assert_eq!(
        (event.method.as_str(), &event.headers["content-type"]),
        ("POST", &"application/json".parse().unwrap())
    );
    let signed = signed_by_vendor(&sandbox, event).await;
    assert_eq!(signed["iss"], installation.client_key());
    assert_eq!(signed["aud"], json!([app.url]));
    assert_eq!(signed["qsh"], hash("POST&/installed&"));
    for (name, expected) in [
        ("eventType", "installed"),
        ("key", "com.example.app"),
        ("clientKey", installation.client_key()),
        ("sharedSecret", installation.shared_secret()),
        ("oauthClientId", installation.oauth_client_id()),
        ("baseUrl", &format!("{}/wiki", sandbox.url())),
        ("productType", "confluence"),
    ] {
        assert_eq!(event.body[name], expected, "{name}");
    }

    let signed = claims(&received[1].token("JWT"), &shared(&installation), Algorithm::HS256);
    assert_eq!(
        (&signed["iss"], &signed["qsh"]),
        (&event.body["clientKey"], &json!(hash("POST&/enabled&")))
    );
    assert_eq!(received[1].body["eventType"], "enabled");
    assert!(received[1].body.get("sharedSecret").is_none());
    assert!(!format!("{installation:?}").contains(installation.shared_secret()));
}

#[tokio::test]
async fn another_installation_brings_another_secret_under_the_same_names() {
    let (sandbox, app) = (Sandbox::start().await.unwrap(), App::start().await);
    let first = sandbox.install(&app.url).await.unwrap();
    sandbox.rotate_keys();
    let second = sandbox.install(&app.url).await.unwrap();
    assert_ne!(first.shared_secret(), second.shared_secret());
    assert_eq!(
        (first.client_key(), first.oauth_client_id()),
        (second.client_key(), second.oauth_client_id())
    );
    let installs: Vec<_> = app
        .received()
        .into_iter()
        .filter(|event| event.path == "/base/installed")
        .collect();
    let kids: Vec<_> = installs
        .iter()
        .map(|event| decode_header(event.token("JWT")).unwrap().kid)
        .collect();
    assert_ne!(kids[0], kids[1]);
    assert_ne!(installs[0].token("JWT"), installs[1].token("JWT"));
    for event in &installs {
        signed_by_vendor(&sandbox, event).await;
    }
    // A key from two rotations ago is not published, and neither is an invented one.
    sandbox.rotate_keys();
    for kid in [kids[0].as_deref().unwrap(), "made-up", "../jwks.json"] {
        let url = format!("{}/install-keys/{kid}", sandbox.identity_url());
        assert_eq!(plain_http().get(url).send().await.unwrap().status(), 404, "{kid}");
    }
}

#[tokio::test]
async fn an_app_that_refuses_is_not_installed() {
    let (sandbox, app) = (Sandbox::start().await.unwrap(), App::start().await);
    app.answer_by("/base/installed", 401);
    let error = sandbox.install(&app.url).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "com.example.app refused its installation: 401 Unauthorized {\"heard\":true}"
    );
    assert_eq!(app.received().len(), 1);
}

#[tokio::test]
async fn a_descriptor_with_a_mistake_is_refused_by_name() {
    let (sandbox, app) = (Sandbox::start().await.unwrap(), App::start().await);
    let replaced = |name: &str, value: Value| {
        let mut descriptor = app.descriptor();
        descriptor[name] = value;
        descriptor
    };
    for (descriptor, named) in [
        (json!("no object"), "`key`"),
        (replaced("key", json!("no spaces, please")), "`key`"),
        (replaced("name", Value::Null), "`name`"),
        (replaced("baseUrl", json!("https://elsewhere.test")), "`baseUrl`"),
        (replaced("authentication", Value::Null), "`authentication.type`"),
        (
            replaced("authentication", json!({ "type": "none" })),
            "`authentication.type`",
        ),
        (
            replaced("lifecycle", json!({ "enabled": "/enabled" })),
            "`lifecycle.installed`",
        ),
        (
            replaced("lifecycle", json!({ "installed": "https://evil.test/" })),
            "`lifecycle.installed`",
        ),
        (
            replaced("lifecycle", json!({ "installed": "/i", "forgotten": "/f" })),
            "forgotten",
        ),
        (
            replaced("apiMigrations", json!({ "signed-install": false })),
            "signed-install",
        ),
        (replaced("scopes", json!("READ")), "`scopes`"),
        (replaced("scopes", json!(["Read"])), "\"Read\""),
        (
            replaced("scopes", json!(["read:page:confluence"])),
            "read:page:confluence",
        ),
        (replaced("modules", json!([])), "`modules`"),
        (
            replaced("modules", json!({ "webhooks": [{ "url": "/hook" }] })),
            "`event`",
        ),
    ] {
        app.describe(descriptor);
        let error = sandbox.install(&app.url).await.unwrap_err();
        assert_eq!(error.kind(), std::io::ErrorKind::InvalidData, "{named}");
        assert!(error.to_string().contains(named), "{named}: {error}");
    }
    assert!(app.received().is_empty());
    for url in ["https://127.0.0.1:1", "http://127.0.0.1:1", "nowhere"] {
        let error = sandbox.install(url).await.unwrap_err();
        assert!(error.to_string().contains(url), "{error}");
    }
}

#[tokio::test]
async fn webhooks_are_bound_to_their_path_and_query() {
    let (sandbox, app) = (Sandbox::start().await.unwrap(), App::start().await);
    let installation = sandbox.install(&app.url).await.unwrap();
    let body = json!({ "page": { "id": 1 } });
    let answer = sandbox
        .webhook(&installation, "page_created", body.clone())
        .await
        .unwrap();
    assert_eq!((answer.status.as_u16(), answer.json()), (200, json!({ "heard": true })));
    let event = app.last();
    assert_eq!((event.path.as_str(), &event.body), ("/base/hooks/page?kind=new", &body));
    let signed = claims(&event.token("JWT"), &shared(&installation), Algorithm::HS256);
    assert_eq!(signed["qsh"], hash("POST&/hooks/page&kind=new"));
    let error = sandbox
        .webhook(&installation, "page_removed", json!({}))
        .await
        .unwrap_err();
    assert!(error.to_string().contains("page_removed"), "{error}");
}

#[tokio::test]
async fn pages_and_their_tokens_name_the_user() {
    let (sandbox, app) = (Sandbox::start().await.unwrap(), App::start().await);
    let installation = sandbox.install(&app.url).await.unwrap();
    let reader = sandbox.user("reader");
    let url = sandbox.iframe_url(&installation, "/page?a=b c", &reader).unwrap();
    assert!(url.starts_with(&format!("{}/page?a=b%20c&xdm_e=", app.url)), "{url}");
    let signed = claims(
        &super::parameter(&url, "jwt").unwrap(),
        &shared(&installation),
        Algorithm::HS256,
    );
    let xdm = sandbox.url().replace(':', "%3A").replace('/', "%2F");
    let query = format!("a=b%20c&cp=%2Fwiki&cv=1000.0.0&lic=none&xdm_c=channel-com.example.app&xdm_e={xdm}");
    assert_eq!(signed["qsh"], hash(&format!("GET&/page&{query}")));
    assert_eq!(
        (text(&signed["sub"]), text(&signed["iss"])),
        (reader.account_id().to_owned(), installation.client_key().to_owned())
    );

    let token = sandbox.context_token(&installation, &reader).unwrap();
    let signed = claims(&token, &shared(&installation), Algorithm::HS256);
    assert_eq!(
        (&signed["qsh"], &signed["sub"]),
        (&json!("context-qsh"), &json!(reader.account_id()))
    );
}

#[tokio::test]
async fn an_app_is_told_that_it_was_uninstalled() {
    let (sandbox, app) = (Sandbox::start().await.unwrap(), App::start().await);
    let installation = sandbox.install(&app.url).await.unwrap();
    sandbox.uninstall(&installation).await.unwrap();
    let event = app.last();
    let signed = signed_by_vendor(&sandbox, &event).await;
    assert_eq!(
        (&signed["qsh"], &signed["aud"]),
        (&json!(hash("POST&/uninstalled&")), &json!([app.url]))
    );
    assert_eq!(event.body["eventType"], "uninstalled");
    assert!(event.body.get("sharedSecret").is_none());
}
