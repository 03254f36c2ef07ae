//! Connect apps that act as users.

use super::MINUTE;
use super::app::App;
use crate::caller::{bearer, plain_http, read};
use confluence_sandbox::{Installation, Sandbox};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};

const GRANT_TYPE: &str = "urn:ietf:params:oauth:grant-type:jwt-bearer";
const SPACES: &str = "/wiki/api/v2/spaces";

fn claims(sandbox: &Sandbox, installation: &Installation) -> Value {
    let now = jiff::Timestamp::now().as_second();
    json!({
        "iss": format!("urn:atlassian:connect:clientid:{}", installation.oauth_client_id()),
        "sub": format!("urn:atlassian:connect:useraccountid:{}", sandbox.user("reader").account_id()),
        "tnt": format!("{}/wiki", sandbox.url()),
        "aud": "https://oauth-2-authorization-server.services.atlassian.com",
        "iat": now,
        "exp": now + 60,
    })
}

async fn ask(sandbox: &Sandbox, secret: &str, claims: &Value, scope: Option<&str>) -> (u16, Value) {
    let key = EncodingKey::from_secret(secret.as_bytes());
    let assertion = encode(&Header::new(Algorithm::HS256), claims, &key).unwrap();
    let mut form = url::form_urlencoded::Serializer::new(String::new());
    form.append_pair("grant_type", GRANT_TYPE)
        .append_pair("assertion", &assertion);
    form.extend_pairs(scope.map(|scope| ("scope", scope)));
    let request = plain_http().post(format!("{}/oauth2/token", sandbox.identity_url()));
    let request = request
        .header("content-type", "application/x-www-form-urlencoded")
        .body(form.finish());
    read(request.send().await.unwrap()).await
}

#[tokio::test]
async fn an_assertion_gets_a_token_for_the_site() {
    let (sandbox, app) = (Sandbox::start().await.unwrap(), App::start().await);
    let installation = sandbox.install(&app.url).await.unwrap();
    let mut claims = claims(&sandbox, &installation);
    let (status, answer) = ask(&sandbox, installation.shared_secret(), &claims, Some("READ")).await;
    assert_eq!(
        (status, &answer["expires_in"], &answer["token_type"]),
        (200, &json!(900), &json!("Bearer"))
    );
    let token = answer["access_token"].as_str().unwrap();
    let call = async |base: &str| bearer(format!("{base}{SPACES}"), token).await.status().as_u16();
    assert_eq!(call(sandbox.url()).await, 200);
    assert_eq!(call(&sandbox.gateway_url()).await, 401);
    let me = bearer(format!("{}/wiki/rest/api/user/current", sandbox.url()), token).await;
    assert_eq!(read(me).await.1["accountId"], sandbox.user("reader").account_id());
    sandbox.advance(15 * MINUTE);
    assert_eq!(call(sandbox.url()).await, 401);

    // The sandbox's own name is a valid audience too.
    claims["aud"] = sandbox.identity_url().into();
    let (_, answer) = ask(&sandbox, installation.shared_secret(), &claims, None).await;
    let token = answer["access_token"].as_str().unwrap();
    let call = async || {
        bearer(format!("{}{SPACES}", sandbox.url()), token)
            .await
            .status()
            .as_u16()
    };
    assert_eq!(call().await, 200);
    sandbox.uninstall(&installation).await.unwrap();
    assert_eq!(call().await, 401);
    let grant_types: Vec<_> = sandbox
        .token_requests()
        .iter()
        .map(|call| (call.grant_type, call.status))
        .collect();
    assert_eq!(grant_types, [(GRANT_TYPE, 200), (GRANT_TYPE, 200)]);
}

#[tokio::test]
async fn an_assertion_must_be_right_in_all() {
    let (sandbox, app) = (Sandbox::start().await.unwrap(), App::start().await);
    let installation = sandbox.install(&app.url).await.unwrap();
    let secret = installation.shared_secret();
    let right = claims(&sandbox, &installation);
    let now = right["iat"].as_i64().unwrap();
    let with = |name: &str, value: Value| {
        let mut claims = right.clone();
        claims[name] = value;
        claims
    };
    for (secret, claims, scope, expected) in [
        ("another-secret", right.clone(), None, "unauthorized_client"),
        (
            secret,
            with("iss", json!("urn:atlassian:connect:clientid:other")),
            None,
            "unauthorized_client",
        ),
        (
            secret,
            with("iss", json!(installation.oauth_client_id())),
            None,
            "unauthorized_client",
        ),
        (
            secret,
            with("sub", json!("urn:atlassian:connect:userkey:reader")),
            None,
            "invalid_grant",
        ),
        (
            secret,
            with("sub", json!("urn:atlassian:connect:useraccountid:nobody")),
            None,
            "invalid_grant",
        ),
        (secret, with("tnt", json!(sandbox.url())), None, "invalid_grant"),
        (
            secret,
            with("aud", json!("https://auth.atlassian.io")),
            None,
            "invalid_grant",
        ),
        (secret, with("exp", json!(now + 121)), None, "invalid_grant"),
        (secret, with("exp", json!(now - 1)), None, "invalid_grant"),
        (secret, with("iat", Value::Null), None, "invalid_grant"),
        (secret, right.clone(), Some("read"), "invalid_scope"),
        (secret, right.clone(), Some("READ WRITE"), "invalid_scope"),
    ] {
        let (status, answer) = ask(&sandbox, secret, &claims, scope).await;
        assert_eq!(
            (status, answer["error"].as_str().unwrap()),
            (400, expected),
            "{claims} {scope:?}"
        );
    }
    let url = format!("{}/oauth2/token", sandbox.identity_url());
    let json = plain_http()
        .post(url)
        .json(&json!({ "grant_type": GRANT_TYPE, "assertion": "a.b.c" }));
    assert_eq!(json.send().await.unwrap().status(), 415);

    let mut descriptor = app.descriptor();
    descriptor["scopes"] = json!(["WRITE"]);
    app.describe(descriptor);
    let installation = sandbox.install(&app.url).await.unwrap();
    let (status, answer) = ask(&sandbox, installation.shared_secret(), &right, None).await;
    assert_eq!((status, &answer["error"]), (400, &json!("unauthorized_client")));
}
