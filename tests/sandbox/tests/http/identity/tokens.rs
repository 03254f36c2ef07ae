//! Codes for tokens, and client credentials.

use super::{
    CALLBACK, HOUR, MINUTE, PAGES, SCOPES, SECRET, authorize_url, call, code, code_exchange, parameter, text, token,
    tokens, with_app,
};
use crate::caller::{plain_http, read};
use serde_json::{Value, json};

fn changed(mut body: Value, name: &str, value: Value) -> Value {
    body[name] = value;
    body
}

fn error(answer: &(u16, Value)) -> (u16, &str) {
    (answer.0, answer.1["error"].as_str().unwrap_or_default())
}

#[tokio::test]
async fn a_code_gets_tokens() {
    let sandbox = with_app().start().await.unwrap();
    let body = code_exchange(&code(&sandbox, SCOPES));
    let url = format!("{}/oauth/token", sandbox.identity_url());
    let answer = plain_http().post(url).json(&body).send().await.unwrap();
    assert_eq!(answer.headers()["cache-control"], "no-store");
    assert_eq!(answer.headers()["content-type"], "application/json");
    let (status, answer) = read(answer).await;
    assert_eq!(status, 200);
    assert_eq!(
        (&answer["expires_in"], &answer["scope"], &answer["token_type"]),
        (&json!(3600), &json!(SCOPES), &json!("Bearer"))
    );
    assert!(answer["refresh_token"].is_string());
    assert_eq!(call(&sandbox, PAGES, &text(&answer["access_token"])).await.0, 200);
    // The token carries its scopes, and no more.
    let (status, refusal) = call(&sandbox, "/wiki/api/v2/spaces", &text(&answer["access_token"])).await;
    assert_eq!(
        (status, refusal),
        (
            401,
            json!({ "code": 401, "message": "Unauthorized; scope does not match" })
        )
    );
    // It is refused on the other servers.
    let site = format!("{}{PAGES}", sandbox.url());
    assert_eq!(
        crate::caller::bearer(site, &text(&answer["access_token"]))
            .await
            .status(),
        401
    );
}

#[tokio::test]
async fn a_form_does_as_well_as_json() {
    let sandbox = with_app().start().await.unwrap();
    let url = format!("{}/oauth/token", sandbox.identity_url());
    let send = async |media_type: &str, body: String| {
        let request = plain_http().post(&url).header("content-type", media_type).body(body);
        read(request.send().await.unwrap()).await
    };
    let form = |code: &str| {
        let body = code_exchange(code);
        let pairs = body.as_object().unwrap().iter();
        let pairs = pairs.map(|(name, value)| (name.as_str(), value.as_str().unwrap()));
        url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(pairs)
            .finish()
    };
    let body = form(&code(&sandbox, SCOPES));
    let media_type = "application/x-www-form-urlencoded;charset=UTF-8";
    assert_eq!(send(media_type, format!("{body}&code=again")).await.0, 400);
    assert_eq!(send("text/plain", body.clone()).await.0, 415);
    assert_eq!(send("application/json", "[".to_owned()).await.0, 400);
    assert_eq!(send(media_type, body).await.0, 200);
}

#[tokio::test]
async fn without_offline_access_there_is_no_refresh_token() {
    let sandbox = with_app().without_token_type().start().await.unwrap();
    let answer = tokens(&sandbox, "read:page:confluence").await;
    let names: Vec<_> = answer.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(names, ["access_token", "expires_in", "scope"]);
}

#[tokio::test]
async fn a_second_use_of_a_code_takes_back_the_first() {
    let sandbox = with_app().start().await.unwrap();
    let code = code(&sandbox, SCOPES);
    let (_, answer) = token(&sandbox, code_exchange(&code)).await;
    let access_token = text(&answer["access_token"]);
    assert_eq!(call(&sandbox, PAGES, &access_token).await.0, 200);
    assert_eq!(
        error(&token(&sandbox, code_exchange(&code)).await),
        (403, "invalid_grant")
    );
    assert_eq!(call(&sandbox, PAGES, &access_token).await.0, 401);
    let refresh = super::refresh(&text(&answer["refresh_token"]));
    assert_eq!(error(&token(&sandbox, refresh).await), (403, "invalid_grant"));
}

#[tokio::test]
async fn codes_are_bound_to_what_they_were_asked_for_with() {
    let sandbox = with_app().start().await.unwrap();
    let body = code_exchange(&code(&sandbox, SCOPES));
    for (name, value, expected) in [
        ("client_secret", json!("wrong"), (403, "unauthorized_client")),
        ("client_id", json!("other"), (403, "unauthorized_client")),
        ("client_secret", Value::Null, (401, "access_denied")),
        ("redirect_uri", json!("https://evil.test/"), (403, "invalid_grant")),
        ("redirect_uri", Value::Null, (400, "invalid_request")),
        ("code", json!("made-up"), (403, "invalid_grant")),
        ("grant_type", json!("password"), (403, "unsupported_grant_type")),
        ("grant_type", Value::Null, (400, "invalid_request")),
        ("grant_type", json!("client_credentials"), (403, "unauthorized_client")),
    ] {
        let answer = token(&sandbox, changed(body.clone(), name, value)).await;
        assert_eq!(error(&answer), expected, "{name}");
        assert!(answer.1["error_description"].is_string());
    }
    // None of these attempts has used it up. After its time it is refused.
    sandbox.advance(11 * MINUTE);
    assert_eq!(error(&token(&sandbox, body).await), (403, "invalid_grant"));
}

#[tokio::test]
async fn an_app_without_a_secret_gets_nothing() {
    let app = confluence_sandbox::OAuthApp::new("mine")
        .redirect(CALLBACK)
        .scopes(["read:me"]);
    let sandbox = confluence_sandbox::Sandbox::builder()
        .oauth_app(app)
        .start()
        .await
        .unwrap();
    let body = changed(code_exchange(&code(&sandbox, "read:me")), "client_secret", json!(""));
    assert_eq!(error(&token(&sandbox, body).await), (401, "access_denied"));
}

#[tokio::test]
async fn the_verifier_must_fit_the_challenge() {
    let sandbox = with_app().start().await.unwrap();
    let mut url = authorize_url(&sandbox, SCOPES);
    // The pair that RFC 7636 gives in its appendix B.
    url.query_pairs_mut()
        .append_pair("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
        .append_pair("code_challenge_method", "S256");
    let callback = sandbox.consent(url.as_str(), &sandbox.admin(), true).unwrap();
    let body = code_exchange(&parameter(&callback, "code").unwrap());
    assert_eq!(error(&token(&sandbox, body.clone()).await), (403, "invalid_grant"));
    let wrong = changed(body.clone(), "code_verifier", json!("wrong"));
    assert_eq!(error(&token(&sandbox, wrong).await), (403, "invalid_grant"));
    let right = changed(
        body,
        "code_verifier",
        json!("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
    );
    assert_eq!(token(&sandbox, right).await.0, 200);
}

#[tokio::test]
async fn an_expired_token_is_refused_plainly_or_as_the_vendor_often_does() {
    let sandbox = with_app().access_token_life(MINUTE).start().await.unwrap();
    let answer = tokens(&sandbox, SCOPES).await;
    assert_eq!(answer["expires_in"], 60);
    let token = text(&answer["access_token"]);
    sandbox.advance(2 * MINUTE);
    let (status, body) = call(&sandbox, PAGES, &token).await;
    assert_eq!((status, body), (401, json!({ "code": 401, "message": "Unauthorized" })));

    let sandbox = with_app().hide_expiry().start().await.unwrap();
    let token = text(&tokens(&sandbox, SCOPES).await["access_token"]);
    sandbox.advance(HOUR);
    assert_eq!(call(&sandbox, PAGES, &token).await.0, 404);
    assert_eq!(call(&sandbox, "/wiki/rest/api/user/current", &token).await.0, 403);
}

#[tokio::test]
async fn service_accounts_ask_again_and_again() {
    let scopes = ["read:page:confluence"];
    let sandbox = with_app()
        .service_account("robot", "robots", SECRET, scopes)
        .start()
        .await
        .unwrap();
    let body = json!({ "grant_type": "client_credentials", "client_id": "robots", "client_secret": SECRET });
    let (status, answer) = token(&sandbox, body.clone()).await;
    assert_eq!(
        (status, &answer["expires_in"], &answer["scope"]),
        (200, &json!(3600), &json!(scopes[0]))
    );
    assert!(answer.get("refresh_token").is_none());
    let access_token = text(&answer["access_token"]);
    assert_eq!(call(&sandbox, PAGES, &access_token).await.0, 200);
    assert_eq!(call(&sandbox, "/wiki/api/v2/spaces", &access_token).await.0, 401);
    sandbox.advance(HOUR);
    assert_eq!(call(&sandbox, PAGES, &access_token).await.0, 401);
    assert_eq!(token(&sandbox, body.clone()).await.0, 200);
    let wrong = changed(body.clone(), "client_secret", json!("wrong"));
    assert_eq!(error(&token(&sandbox, wrong).await), (403, "unauthorized_client"));

    let calls: Vec<_> = sandbox
        .token_requests()
        .iter()
        .map(|call| (call.grant_type, call.status))
        .collect();
    let grant_type = "client_credentials";
    assert_eq!(calls, [(grant_type, 200), (grant_type, 200), (grant_type, 403)]);
}
