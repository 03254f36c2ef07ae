//! OAuth 2.0 (3LO): access tokens that expire, refresh tokens that rotate.

use super::{HOUR, Reader, app, asked, call, granted, sandbox, statuses};
use crate::oauth::flow::failure;
use confluence_sandbox::Sandbox;
use confluence_sdk::oauth::{Failure, Grant, MemoryStore, TokenStore, Tokens};
use confluence_sdk::{Client, CloudId, OAuth};
use http::StatusCode;
use secrecy::ExposeSecret as _;
use std::sync::Arc;
use std::time::Duration;

const KEY: &str = "the reader";
const RENEWED: (&str, u16) = ("refresh_token", 200);

fn client(sandbox: &Sandbox, grant: &Grant<Reader>) -> Client<OAuth<Reader>> {
    grant.client(CloudId::new(sandbox.cloud_id()).unwrap()).unwrap()
}

/// What a program has that starts with what is stored. In one that runs, a refusal so soon after another would not be
/// believed to be the token's fault.
async fn restarted(sandbox: &Sandbox, store: &Arc<MemoryStore>) -> Client<OAuth<Reader>> {
    client(sandbox, &app(sandbox).grant(store.clone(), KEY).await.unwrap())
}

async fn kept(sandbox: &Sandbox) -> (Grant<Reader>, Arc<MemoryStore>) {
    let (grant, store) = (granted::<Reader>(sandbox).await, Arc::new(MemoryStore::new()));
    grant.keep_in(store.clone(), KEY).await.unwrap();
    (grant, store)
}

async fn stored(store: &MemoryStore) -> Tokens {
    store.load(KEY).await.unwrap().unwrap()
}

fn refresh_token(tokens: &Tokens) -> String {
    let json: serde_json::Value = serde_json::from_str(tokens.to_json().expose_secret()).unwrap();
    json["refresh_token"].as_str().unwrap().to_owned()
}

/// The same tokens, of which the program believes that they have expired long ago.
fn expired(tokens: &Tokens) -> Tokens {
    let mut json: serde_json::Value = serde_json::from_str(tokens.to_json().expose_secret()).unwrap();
    (json["issued_at"], json["expires_at"]) = (1_000_000.into(), 1_003_600.into());
    Tokens::from_json(&json.to_string()).unwrap()
}

#[tokio::test]
async fn every_hour_another_token_and_another_refresh_token() {
    let sandbox = sandbox().without_token_type().start().await.unwrap();
    let (_, store) = kept(&sandbox).await;
    let mut tokens = vec![refresh_token(&stored(&store).await)];
    for _ in 0..3 {
        sandbox.advance(HOUR);
        call(&restarted(&sandbox, &store).await).await.unwrap();
        tokens.push(refresh_token(&stored(&store).await));
    }
    tokens.dedup();
    assert_eq!(tokens.len(), 4);
    assert_eq!(asked(&sandbox)[1..], [RENEWED; 3]);
    assert_eq!(statuses(&sandbox), [401, 200, 401, 200, 401, 200]);
}

#[tokio::test]
async fn an_expiry_that_the_program_knows_of_costs_no_refused_call() {
    let sandbox = sandbox().hide_expiry().start().await.unwrap();
    let (_, store) = kept(&sandbox).await;
    store.save(KEY, &expired(&stored(&store).await)).await.unwrap();
    sandbox.advance(HOUR);
    let grant = app(&sandbox).grant(store, KEY).await.unwrap();
    call(&client(&sandbox, &grant)).await.unwrap();
    assert_eq!(statuses(&sandbox), [200]);
}

#[tokio::test]
async fn a_refresh_token_that_is_used_too_late_revokes_all_that_came_of_it() {
    let sandbox = sandbox().start().await.unwrap();
    let (grant, store) = kept(&sandbox).await;
    // Somebody has a copy.
    let copy = Arc::new(MemoryStore::new());
    copy.save(KEY, &stored(&store).await).await.unwrap();
    let copied = app(&sandbox).grant::<Reader>(copy, KEY).await.unwrap();
    let (own, other) = (client(&sandbox, &grant), client(&sandbox, &copied));

    sandbox.advance(HOUR);
    call(&own).await.unwrap();
    sandbox.advance(Duration::from_secs(660));
    let Failure::ConsentNeeded(rejection) = failure(call(&other).await) else {
        panic!("the copy serves on");
    };
    assert_eq!(
        (rejection.status, &*rejection.code),
        (Some(StatusCode::FORBIDDEN), "invalid_grant")
    );
    // The owner finds out when their access token has expired, and is told what to do.
    call(&own).await.unwrap();
    sandbox.advance(HOUR);
    let own = restarted(&sandbox, &store).await;
    let over = failure(call(&own).await);
    assert!(matches!(over, Failure::ConsentNeeded(_)), "{over}");
    assert!(over.to_string().contains("consent"), "{over}");
    let before = asked(&sandbox).len();
    assert!(matches!(failure(call(&own).await), Failure::ConsentNeeded(_)));
    assert_eq!(asked(&sandbox).len(), before, "the end of a grant is final");

    // They consent again, and the same client goes on.
    granted::<Reader>(&sandbox).await.keep_in(store, KEY).await.unwrap();
    call(&own).await.unwrap();
}

#[tokio::test]
async fn a_consent_that_is_taken_back() {
    let sandbox = sandbox().start().await.unwrap();
    let (grant, _) = kept(&sandbox).await;
    sandbox.withdraw_consent(super::CLIENT, &sandbox.user("reader"));
    let over = failure(call(&client(&sandbox, &grant)).await);
    assert!(matches!(over, Failure::ConsentNeeded(_)), "{over}");
}

#[tokio::test]
async fn a_lost_answer() {
    let sandbox = sandbox().start().await.unwrap();
    let (grant, store) = kept(&sandbox).await;
    let before = refresh_token(&stored(&store).await);
    sandbox.advance(HOUR);
    sandbox.lose_next_token_answer();
    call(&client(&sandbox, &grant)).await.unwrap();
    let calls = sandbox.token_requests();
    assert!(calls[1].lost && !calls[2].lost, "{calls:?}");
    assert_ne!(refresh_token(&stored(&store).await), before);
    // What came of the second request is good for the next time as well.
    sandbox.advance(HOUR);
    call(&restarted(&sandbox, &store).await).await.unwrap();
    assert_eq!(asked(&sandbox)[1..], [RENEWED; 3]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_hundred_calls_at_once_renew_once() {
    let sandbox = Arc::new(sandbox().reuse_window(Duration::ZERO).start().await.unwrap());
    let (_, store) = kept(&sandbox).await;
    // Once the program knows of the expiry, and once it is told by 200 refusals.
    for known in [true, false] {
        let before = (asked(&sandbox).len(), statuses(&sandbox).len());
        if known {
            store.save(KEY, &expired(&stored(&store).await)).await.unwrap();
        }
        let grant = app(&sandbox).grant(store.clone(), KEY).await.unwrap();
        sandbox.advance(HOUR);
        let calls: Vec<_> = (0..200)
            .map(|_| {
                let client = client(&sandbox, &grant);
                tokio::spawn(async move { call(&client).await })
            })
            .collect();
        for done in calls {
            done.await.unwrap().unwrap();
        }
        assert_eq!(asked(&sandbox)[before.0..], [RENEWED], "known: {known}");
        let statuses = &statuses(&sandbox)[before.1..];
        assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 200);
        assert_eq!(known, statuses.len() == 200, "{} calls", statuses.len());
    }
}
