//! Rotation of refresh tokens.

use super::{HOUR, MINUTE, PAGES, SCOPES, call, refresh, text, token, tokens, with_app};
use serde_json::{Value, json};

fn dead() -> (u16, Value) {
    let description = "Unknown or invalid refresh token.";
    (
        403,
        json!({ "error": "invalid_grant", "error_description": description }),
    )
}

#[tokio::test]
async fn every_refresh_brings_another_refresh_token() {
    let sandbox = with_app().start().await.unwrap();
    let first = text(&tokens(&sandbox, SCOPES).await["refresh_token"]);
    let (status, answer) = token(&sandbox, refresh(&first)).await;
    assert_eq!(
        (status, &answer["scope"], &answer["expires_in"]),
        (200, &json!(SCOPES), &json!(3600))
    );
    let second = text(&answer["refresh_token"]);
    assert_ne!(first, second);
    assert_eq!(call(&sandbox, PAGES, &text(&answer["access_token"])).await.0, 200);
    assert_eq!(token(&sandbox, refresh(&second)).await.0, 200);
    assert_eq!(token(&sandbox, refresh("made-up")).await, dead());
}

#[tokio::test]
async fn a_lost_answer_can_be_asked_for_again_for_a_while() {
    let sandbox = with_app().start().await.unwrap();
    let first = text(&tokens(&sandbox, SCOPES).await["refresh_token"]);
    sandbox.lose_next_token_answer();
    let url = format!("{}/oauth/token", sandbox.identity_url());
    let lost = crate::caller::plain_http()
        .post(url)
        .json(&refresh(&first))
        .send()
        .await;
    assert!(lost.is_err(), "{lost:?}");
    sandbox.advance(9 * MINUTE);
    let (status, answer) = token(&sandbox, refresh(&first)).await;
    assert_eq!(status, 200);
    let calls: Vec<_> = sandbox
        .token_requests()
        .iter()
        .map(|call| (call.grant_type, call.status, call.lost))
        .collect();
    assert_eq!(
        calls,
        [
            ("authorization_code", 200, false),
            ("refresh_token", 200, true),
            ("refresh_token", 200, false)
        ]
    );

    // Later it counts as stolen, and the tokens that it was exchanged for become invalid too.
    sandbox.advance(2 * MINUTE);
    assert_eq!(token(&sandbox, refresh(&first)).await, dead());
    assert_eq!(token(&sandbox, refresh(&text(&answer["refresh_token"]))).await, dead());
}

#[tokio::test]
async fn the_window_can_be_shut() {
    let sandbox = with_app()
        .reuse_window(std::time::Duration::ZERO)
        .start()
        .await
        .unwrap();
    let first = text(&tokens(&sandbox, SCOPES).await["refresh_token"]);
    let other = text(&tokens(&sandbox, SCOPES).await["refresh_token"]);
    let (_, answer) = token(&sandbox, refresh(&first)).await;
    assert_eq!(token(&sandbox, refresh(&first)).await, dead());
    assert_eq!(token(&sandbox, refresh(&text(&answer["refresh_token"]))).await, dead());
    // The tokens of another consent are another family.
    assert_eq!(token(&sandbox, refresh(&other)).await.0, 200);
}

#[tokio::test]
async fn unused_refresh_tokens_die_and_used_ones_live_on() {
    let sandbox = with_app().start().await.unwrap();
    let mut current = text(&tokens(&sandbox, SCOPES).await["refresh_token"]);
    for _ in 0..3 {
        sandbox.advance(80 * 24 * HOUR);
        let (status, answer) = token(&sandbox, refresh(&current)).await;
        assert_eq!(status, 200);
        current = text(&answer["refresh_token"]);
    }
    sandbox.advance(90 * 24 * HOUR);
    assert_eq!(token(&sandbox, refresh(&current)).await, dead());
}

#[tokio::test]
async fn refresh_tokens_belong_to_their_client() {
    let other = confluence_sandbox::OAuthApp::new("other").secret("another-secret");
    let sandbox = with_app().oauth_app(other).start().await.unwrap();
    let mut body = refresh(&text(&tokens(&sandbox, SCOPES).await["refresh_token"]));
    body["client_id"] = "other".into();
    body["client_secret"] = "another-secret".into();
    let (status, answer) = token(&sandbox, body).await;
    assert_eq!((status, &answer["error"]), (403, &json!("unauthorized_client")));
}

#[tokio::test]
async fn the_newest_consent_counts_and_can_be_taken_back() {
    let sandbox = with_app().start().await.unwrap();
    let first = tokens(&sandbox, SCOPES).await;
    let narrower = "read:space:confluence offline_access";
    tokens(&sandbox, narrower).await;
    let (_, answer) = token(&sandbox, refresh(&text(&first["refresh_token"]))).await;
    assert_eq!(answer["scope"], narrower);

    sandbox.withdraw_consent("mine", &sandbox.admin());
    assert_eq!(token(&sandbox, refresh(&text(&answer["refresh_token"]))).await, dead());
    assert_eq!(call(&sandbox, PAGES, &text(&first["access_token"])).await.0, 401);
}

#[tokio::test]
async fn secrets_do_not_show() {
    let builder = with_app().service_account("robot", "robots", "another-secret", ["read:me"]);
    let shown = format!("{builder:?}");
    let sandbox = builder.start().await.unwrap();
    tokens(&sandbox, SCOPES).await;
    let shown = format!(
        "{shown} {sandbox:?} {:?} {:?}",
        sandbox.requests(),
        sandbox.token_requests()
    );
    assert!(
        !shown.contains(super::SECRET) && !shown.contains("another-secret"),
        "{shown}"
    );
}
