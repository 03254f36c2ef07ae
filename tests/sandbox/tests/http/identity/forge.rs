//! Calls to the remotes of Forge apps, and what the tokens in them allow.

use super::app::App;
use super::{HOUR, text};
use crate::caller::{bearer, plain_http, read};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use confluence_sandbox::{Builder, Invocation, Sandbox};
use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use serde_json::{Value, json};
use std::time::Duration;

const APP: &str = "11111111-2222-4333-8444-555555555555";
const ARI: &str = "ari:cloud:ecosystem::app/11111111-2222-4333-8444-555555555555";
const SCOPES: [&str; 3] = ["read:app-system-token", "read:app-user-token", "read:space:confluence"];

fn with_app() -> Builder {
    Sandbox::builder().forge_app(APP, SCOPES)
}

async fn key_set(sandbox: &Sandbox) -> JwkSet {
    let url = format!("{}/.well-known/jwks.json", sandbox.identity_url());
    serde_json::from_value(read(plain_http().get(url).send().await.unwrap()).await.1).unwrap()
}

/// The claims of an invocation token, verified as a remote must.
async fn verified(sandbox: &Sandbox, token: &str) -> Value {
    let kid = decode_header(token).unwrap().kid.unwrap();
    assert!(kid.starts_with("forge/invocation-token/"), "{kid}");
    let keys = key_set(sandbox).await;
    let key = DecodingKey::from_jwk(keys.find(&kid).unwrap()).unwrap();
    let mut rules = Validation::new(Algorithm::RS256);
    rules.set_audience(&[ARI]);
    rules.set_issuer(&["forge/invocation-token"]);
    rules.validate_nbf = true;
    decode::<Value>(token, &key, &rules).unwrap().claims
}

fn header(received: &super::app::Received, name: &str) -> String {
    received.headers[name].to_str().unwrap().to_owned()
}

async fn spaces(sandbox: &Sandbox, token: &str) -> u16 {
    let url = format!("{}/wiki/api/v2/spaces", sandbox.gateway_url());
    bearer(url, token).await.status().as_u16()
}

#[tokio::test]
async fn a_call_from_a_user_interface_names_the_user_and_brings_both_tokens() {
    let (sandbox, remote) = (with_app().start().await.unwrap(), App::start().await);
    let reader = sandbox.user("reader");
    let invocation = Invocation::new(ARI)
        .module("macro", "my-macro")
        .user(&reader)
        .extension(json!({ "content": { "id": "1" } }))
        .system_token()
        .user_token()
        .body(json!({ "ask": 1 }));
    let answer = sandbox
        .invoke(&format!("{}/remote?x=1", remote.url), invocation)
        .await
        .unwrap();
    assert_eq!((answer.status.as_u16(), answer.json()), (200, json!({ "heard": true })));
    let received = remote.last();
    assert_eq!(
        (received.path.as_str(), &received.body),
        ("/base/remote?x=1", &json!({ "ask": 1 }))
    );
    assert_eq!(
        (
            header(&received, "x-b3-traceid").len(),
            header(&received, "x-b3-spanid").len()
        ),
        (32, 16)
    );

    let claims = verified(&sandbox, &received.token("Bearer")).await;
    let app = &claims["app"];
    assert_eq!(claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap(), 25);
    assert_eq!(
        (&app["id"], &app["apiBaseUrl"]),
        (&json!(ARI), &json!(sandbox.gateway_url()))
    );
    assert_eq!(app["installation"]["id"], app["installationId"]);
    assert_eq!(app["installation"]["contexts"][0]["apiBaseUrl"], sandbox.gateway_url());
    assert_eq!(app["module"], json!({ "type": "macro", "key": "my-macro" }));
    assert_eq!(app["environment"]["type"], "DEVELOPMENT");
    assert_eq!(
        (&claims["principal"], &claims["context"]["cloudId"]),
        (&json!(reader.account_id()), &json!(sandbox.cloud_id()))
    );
    assert_eq!(claims["context"]["extension"]["content"]["id"], "1");

    for name in ["x-forge-oauth-system", "x-forge-oauth-user"] {
        let token = header(&received, name);
        assert_eq!(spaces(&sandbox, &token).await, 200, "{name}");
        let claims = URL_SAFE_NO_PAD.decode(token.split('.').nth(1).unwrap()).unwrap();
        let claims: Value = serde_json::from_slice(&claims).unwrap();
        let left = claims["exp"].as_i64().unwrap() - jiff::Timestamp::now().as_second();
        assert!((4 * 3600 - 60..=4 * 3600).contains(&left), "{left}");
    }
    sandbox.advance(4 * HOUR);
    assert_eq!(spaces(&sandbox, &header(&received, "x-forge-oauth-system")).await, 401);
}

#[tokio::test]
async fn an_event_names_nobody_and_brings_what_is_asked_for() {
    let (sandbox, remote) = (with_app().start().await.unwrap(), App::start().await);
    sandbox.invoke(&remote.url, Invocation::new(APP)).await.unwrap();
    let received = remote.last();
    let claims = verified(&sandbox, &received.token("Bearer")).await;
    assert!(claims.get("principal").is_none() && claims.get("context").is_none());
    assert!(!received.headers.contains_key("x-forge-oauth-system"));
    assert!(!received.headers.contains_key("x-forge-oauth-user"));

    remote.answer_by("/base", 401);
    let answer = sandbox.invoke(&remote.url, Invocation::new(APP)).await.unwrap();
    assert_eq!(answer.status, 401);
}

#[tokio::test]
async fn what_the_manifest_does_not_allow_is_an_error() {
    let id = "99999999-2222-4333-8444-555555555555";
    let sandbox = with_app()
        .forge_app(id, ["read:app-system-token"])
        .start()
        .await
        .unwrap();
    for (invocation, named) in [
        (Invocation::new("nobody"), "nobody"),
        (Invocation::new(APP).user_token(), "user"),
        (Invocation::new(id).system_token(), "another scope"),
        (
            Invocation::new(id).user(&sandbox.admin()).user_token(),
            "read:app-user-token",
        ),
    ] {
        let error = sandbox.forge_headers(&invocation).unwrap_err();
        assert!(error.to_string().contains(named), "{error}");
    }
}

#[tokio::test]
async fn tokens_can_be_made_without_a_call_and_old() {
    let sandbox = with_app().start().await.unwrap();
    let token = sandbox.forge_invocation_token(&Invocation::new(APP)).unwrap();
    verified(&sandbox, &token).await;
    let now = jiff::Timestamp::now().as_second();
    let own = json!({ "iss": "forge/invocation-token", "aud": ARI, "exp": now + 25, "made": "up" });
    let token = sandbox.sign_invocation(&own).unwrap();
    assert_eq!(verified(&sandbox, &token).await, own);
    let old = Invocation::new(APP).system_token().aged(Duration::from_secs(3600));
    let headers = sandbox.forge_headers(&old).unwrap();
    let token = headers["authorization"]
        .to_str()
        .unwrap()
        .strip_prefix("Bearer ")
        .unwrap()
        .to_owned();
    let claims: Value =
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(token.split('.').nth(1).unwrap()).unwrap()).unwrap();
    assert!(claims["exp"].as_i64().unwrap() < jiff::Timestamp::now().as_second() - 3500);
    let system = headers["x-forge-oauth-system"].to_str().unwrap();
    assert_eq!(spaces(&sandbox, system).await, 200);
    sandbox.advance(3 * HOUR);
    assert_eq!(spaces(&sandbox, system).await, 401);
}

#[tokio::test]
async fn keys_rotate_and_the_former_one_stays_for_a_while() {
    let sandbox = with_app().start().await.unwrap();
    let first = sandbox.forge_invocation_token(&Invocation::new(APP)).unwrap();
    assert_eq!(key_set(&sandbox).await.keys.len(), 1);
    sandbox.rotate_keys();
    let second = sandbox.forge_invocation_token(&Invocation::new(APP)).unwrap();
    assert_ne!(decode_header(&first).unwrap().kid, decode_header(&second).unwrap().kid);
    verified(&sandbox, &first).await;
    verified(&sandbox, &second).await;
    sandbox.rotate_keys();
    let keys = key_set(&sandbox).await;
    assert_eq!(keys.keys.len(), 2);
    assert!(keys.find(&decode_header(&first).unwrap().kid.unwrap()).is_none());
}

#[tokio::test]
async fn an_app_can_act_as_a_user_who_is_away() {
    let sandbox = with_app().start().await.unwrap();
    let headers = sandbox.forge_headers(&Invocation::new(APP).system_token()).unwrap();
    let system = headers["x-forge-oauth-system"].to_str().unwrap().to_owned();
    let url = format!("{}/graphql", sandbox.url());
    let ask = async |token: &str, site: &str, user: &str| {
        let query = "mutation ($input: OfflineUserAuthTokenInput!) { offlineUserAuthToken(input: $input) { success } }";
        let input = json!({ "contextIds": [format!("ari:cloud:confluence::site/{site}")], "userId": user });
        let request = plain_http().post(&url).bearer_auth(token);
        let request = request.json(&json!({ "query": query, "variables": { "input": input } }));
        let (status, answer) = read(request.send().await.unwrap()).await;
        (status, answer["data"]["offlineUserAuthToken"].clone())
    };
    let reader = sandbox.user("reader");
    let (status, answer) = ask(&system, sandbox.cloud_id(), reader.account_id()).await;
    assert_eq!(
        (status, &answer["success"], &answer["authToken"]["ttl"]),
        (200, &json!(true), &json!(14400))
    );
    let token = text(&answer["authToken"]["token"]);
    assert_eq!(spaces(&sandbox, &token).await, 200);
    for (site, user) in [("other", reader.account_id()), (sandbox.cloud_id(), "nobody")] {
        let (status, answer) = ask(&system, site, user).await;
        assert_eq!(
            (status, &answer["success"], &answer["authToken"]),
            (200, &json!(false), &Value::Null)
        );
        assert!(answer["errors"][0]["message"].is_string());
    }
    // A user's token cannot be used to get another one.
    assert_eq!(ask(&token, sandbox.cloud_id(), reader.account_id()).await.0, 401);
}
