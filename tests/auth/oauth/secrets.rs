//! No secret is shown by anything that holds one.

use super::authority::{Authority, Fault};
use super::{KEY, Reader, SECRET, app, call, client, consent, expired, granted, http};
use confluence_sdk::Error;
use confluence_sdk::oauth::{App, Loopback, MemoryStore, ServiceAccountKey, TokenStore};
use std::error::Error as _;
use std::fmt::Debug;
use std::sync::Arc;

#[track_caller]
fn clean(shown: &str, secrets: &[String]) {
    for secret in secrets {
        assert!(!shown.contains(secret.as_str()), "`{secret}` is shown: {shown}");
    }
}

fn shown(thing: &impl Debug) -> String {
    format!("{thing:?} {thing:#?}")
}

fn all_of(error: &Error) -> String {
    let mut all = format!("{error} {error:?} {:?}", error.oauth());
    let mut cause = error.source();
    while let Some(inner) = cause {
        all.push_str(&format!(" {inner} {inner:?}"));
        cause = inner.source();
    }
    all
}

#[tokio::test]
async fn no_type_shows_what_it_holds() {
    let authority = Authority::start().await;
    let app = app(&authority);
    let sign_in = app.sign_in::<Reader>();
    let hidden = ["state", "code_challenge"].map(|name| {
        let value = sign_in.url().query_pairs().find(|(known, _)| known == name);
        value.unwrap().1.into_owned()
    });
    clean(&shown(&sign_in), &hidden);
    let pending = sign_in.into_pending();
    let session: serde_json::Value = serde_json::to_value(&pending).unwrap();
    let session: Vec<String> = ["state", "verifier"]
        .map(|name| session[name].as_str().unwrap().to_owned())
        .into();
    clean(&shown(&pending), &session);

    let (pending, callback) = consent::<Reader>(&authority, &app);
    let code = pending.callback(&callback).unwrap();
    clean(&shown(&code), &["code-1".to_owned()]);
    let grant = app.exchange(code).await.unwrap();
    let store = Arc::new(MemoryStore::new());
    grant.keep_in(store.clone(), KEY).await.unwrap();
    let tokens = store.load(KEY).await.unwrap().unwrap();
    let secrets = [
        SECRET.to_owned(),
        authority.book().current_refresh().to_owned(),
        "access-2".to_owned(),
    ];
    clean(
        &(shown(&app) + &shown(&grant) + &shown(&tokens) + &shown(&store) + &shown(&tokens.to_json())),
        &secrets,
    );
    clean(&shown(&client(&authority, &grant)), &secrets);
    clean(&shown(&store.lock(KEY).await.unwrap()), &secrets);
    let key = ServiceAccountKey::new("client-1", SECRET).unwrap();
    clean(&(shown(&key) + &shown(&key.credential::<Reader>(http()))), &secrets);
    let local = App::new("client-1", SECRET, "http://127.0.0.1:49761/x").unwrap();
    if let Ok(loopback) = Loopback::bind(&local).await {
        clean(&shown(&loopback), &secrets);
    }
}

#[tokio::test]
async fn no_error_shows_what_the_server_repeats() {
    let bodies = [
        r#"{"error":"invalid_grant","error_description":"refresh-1 of client-s3cr3t, access-0"}"#,
        r#"{"error":"refresh-1","error_description":"client-s3cr3t"}"#,
        r#"{"access_token":"access-9","expires_in":"refresh-1"}"#,
        "refresh-1 client-s3cr3t",
        r#"{"message":"refresh-1 client-s3cr3t"}"#,
    ];
    let secrets = ["refresh-1", SECRET, "access-9"].map(str::to_owned);
    for body in bodies {
        for status in [200, 400, 403, 500] {
            let authority = Authority::start().await;
            let store = Arc::new(MemoryStore::new());
            store.save(KEY, &expired(&authority)).await.unwrap();
            let grant = super::app(&authority).grant::<Reader>(store, KEY).await.unwrap();
            (0..3).for_each(|_| authority.fault(Fault::Answer(status, body)));
            // The answer of a renewal that is given up takes some seconds; one of each kind is enough.
            if status == 500 && body != bodies[3] || status == 200 && body != bodies[2] {
                continue;
            }
            let error = call(&client(&authority, &grant)).await.unwrap_err();
            clean(&all_of(&error), &secrets);
        }
    }
}

#[tokio::test]
async fn an_access_token_that_the_gateway_repeats_is_hidden_after_a_renewal_too() {
    let authority = Authority::start().await;
    let grant = granted::<Reader>(&authority).await;
    authority.revoke_access();
    authority.book().refusal = (401, r#"{"message":"who is access-2? and access-3?"}"#);
    let client = client(&authority, &grant);
    call(&client).await.unwrap();
    authority.revoke_access();
    let error = call(&client).await.unwrap_err();
    clean(&all_of(&error), &["access-3".to_owned()]);
}
