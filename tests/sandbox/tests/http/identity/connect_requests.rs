//! Requests that Connect apps sign themselves.

use super::app::App;
use crate::caller::{plain_http, read};
use confluence_sandbox::{Installation, Sandbox};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// `GET /wiki/api/v2/spaces?limit=5`, as it is hashed.
const CANONICAL: &str = "GET&/api/v2/spaces&limit=5";
const SPACES: &str = "/wiki/api/v2/spaces?limit=5";

fn hash(canonical: &str) -> String {
    Sha256::digest(canonical)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn now() -> i64 {
    jiff::Timestamp::now().as_second()
}

fn right_claims() -> Value {
    json!({ "iss": "com.example.app", "iat": now(), "exp": now() + 180, "qsh": hash(CANONICAL) })
}

fn sign(secret: &str, algorithm: Algorithm, claims: &Value) -> String {
    encode(
        &Header::new(algorithm),
        claims,
        &EncodingKey::from_secret(secret.as_bytes()),
    )
    .unwrap()
}

async fn get(sandbox: &Sandbox, path: &str, token: &str) -> (u16, Value) {
    let request = plain_http().get(format!("{}{path}", sandbox.url()));
    read(
        request
            .header("authorization", format!("JWT {token}"))
            .send()
            .await
            .unwrap(),
    )
    .await
}

async fn installed() -> (Sandbox, App, Installation) {
    let (sandbox, app) = (Sandbox::start().await.unwrap(), App::start().await);
    let installation = sandbox.install(&app.url).await.unwrap();
    (sandbox, app, installation)
}

#[tokio::test]
async fn a_signed_request_acts_as_the_app_with_the_scopes_of_its_descriptor() {
    let (sandbox, _app, installation) = installed().await;
    let token = installation.sign(&right_claims()).unwrap();
    let (status, spaces) = get(&sandbox, SPACES, &token).await;
    assert_eq!(status, 200, "{spaces}");
    let in_query = format!("{}{SPACES}&jwt={token}", sandbox.url());
    assert_eq!(plain_http().get(in_query).send().await.unwrap().status(), 200);

    // READ reads and does not write, wherever the request goes.
    let mut claims = right_claims();
    claims["qsh"] = hash("POST&/api/v2/spaces&").into();
    let write = sign(installation.shared_secret(), Algorithm::HS256, &claims);
    let request = plain_http().post(format!("{}/wiki/api/v2/spaces", sandbox.url()));
    let request = request
        .header("authorization", format!("JWT {write}"))
        .json(&json!({ "key": "A", "name": "A" }));
    let refused = request.send().await.unwrap();
    assert_eq!(
        (refused.status().as_u16(), &refused.headers()["x-failure-category"]),
        (401, &"FAILURE_CLIENT_SCOPE_CHECK".parse().unwrap())
    );
    // The gateway is not for Connect apps.
    let gateway = format!("/ex/confluence/{}{SPACES}", sandbox.cloud_id());
    assert_eq!(get(&sandbox, &gateway, &token).await.0, 401);
}

#[tokio::test]
async fn a_token_that_does_not_fit_is_refused() {
    let (sandbox, _app, installation) = installed().await;
    let secret = installation.shared_secret();
    let with = |name: &str, value: Value| {
        let mut claims = right_claims();
        claims[name] = value;
        claims
    };
    let unsigned = {
        let signed = sign(secret, Algorithm::HS256, &right_claims());
        let claims = signed.split('.').nth(1).unwrap();
        format!("eyJhbGciOiJub25lIn0.{claims}.")
    };
    for (token, named) in [
        (sign("another-secret", Algorithm::HS256, &right_claims()), "signature"),
        (sign(secret, Algorithm::HS384, &right_claims()), "HS256"),
        (unsigned, "HS256"),
        ("a.b.c".to_owned(), "cannot be read"),
        (
            sign(secret, Algorithm::HS256, &with("iss", json!("other.app"))),
            "other.app",
        ),
        (
            sign(secret, Algorithm::HS256, &with("exp", json!(now() - 1))),
            "expired",
        ),
        (sign(secret, Algorithm::HS256, &with("exp", Value::Null)), "exp"),
        (sign(secret, Algorithm::HS256, &with("qsh", Value::Null)), "qsh"),
        (
            sign(secret, Algorithm::HS256, &with("qsh", json!("context-qsh"))),
            "qsh",
        ),
        (
            sign(
                secret,
                Algorithm::HS256,
                &with("qsh", json!(hash("GET&/wiki/api/v2/spaces&limit=5"))),
            ),
            "qsh",
        ),
    ] {
        let (status, body) = get(&sandbox, SPACES, &token).await;
        let title = body["errors"][0]["title"].as_str().unwrap_or_default();
        assert!(status == 401 && title.contains(named), "{named}: {status} {body}");
    }
    // A right token on another path or query.
    let token = sign(secret, Algorithm::HS256, &right_claims());
    for path in [
        "/wiki/api/v2/pages?limit=5",
        "/wiki/api/v2/spaces?limit=6",
        "/wiki/api/v2/spaces",
    ] {
        assert_eq!(get(&sandbox, path, &token).await.0, 401, "{path}");
    }
}

#[tokio::test]
async fn the_secret_of_a_former_installation_is_void() {
    let (sandbox, app, first) = installed().await;
    let second = sandbox.install(&app.url).await.unwrap();
    let call = async |installation: &Installation| {
        let token = sign(installation.shared_secret(), Algorithm::HS256, &right_claims());
        get(&sandbox, SPACES, &token).await.0
    };
    assert_eq!((call(&first).await, call(&second).await), (401, 200));
    app.answer_by("/base/installed", 500);
    assert!(sandbox.install(&app.url).await.is_err());
    assert_eq!(call(&second).await, 200);
    sandbox.uninstall(&second).await.unwrap();
    assert_eq!(call(&second).await, 401);
}
