//! What is printed holds no token.

use super::vendor::{Keys, Vendor, key_set};
use super::{FIRST, Reader, app, claims, http, request, signed, verify};
use serde_json::json;
use std::error::Error;

const SYSTEM: &str = "s3cr3t-system-7f1a90c55e";
const USER: &str = "s3cr3t-user-7f1a90c55e";

#[track_caller]
fn clean(shown: &str, token: &str) {
    let signature = token.rsplit('.').next().unwrap();
    for secret in [SYSTEM, USER, token, signature] {
        assert!(!shown.contains(secret), "`{secret}` is shown: {shown}");
    }
}

fn all_of(error: &dyn Error) -> String {
    let mut shown = format!("{error} {error:?}");
    let mut cause = error.source();
    while let Some(inner) = cause {
        shown.push_str(&format!(" {inner} {inner:?}"));
        cause = inner.source();
    }
    shown
}

#[tokio::test]
async fn no_type_shows_what_it_holds() {
    let vendor = Vendor::start(Keys::These(key_set(&[FIRST]))).await;
    let app = app(&vendor);
    let token = signed(FIRST, &claims(&vendor, json!({})));
    let headers = [
        ("authorization", &*format!("Bearer {token}")),
        ("x-forge-oauth-system", SYSTEM),
        ("x-forge-oauth-user", USER),
    ];
    let invocation = app.verify(&request(&headers)).await.unwrap();
    let (one, two) = (
        invocation.app_client::<Reader>(http()),
        invocation.user_client::<Reader>(http()),
    );
    clean(
        &format!("{app:?} {app:#?} {invocation:?} {invocation:#?} {one:?} {two:#?}"),
        &token,
    );

    vendor.set_graphql(
        json!({"data": {"offlineUserAuthToken": {"success": true, "authToken": {"token": USER, "ttl": 0}}}}),
    );
    let client = invocation
        .offline_user_client::<Reader>(http(), &"a".parse().unwrap())
        .await
        .unwrap();
    let error = client
        .pages()
        .get_page_by_id(confluence_sdk::PageId::new(7))
        .await
        .unwrap_err();
    clean(&format!("{client:?} {}", all_of(&error)), &token);
    vendor.set_graphql(json!({"data": {"offlineUserAuthToken": {"success": false, "authToken": {"token": USER}}}}));
    let refused = invocation
        .offline_user_client::<Reader>(http(), &"a".parse().unwrap())
        .await
        .unwrap_err();
    clean(&all_of(&refused), &token);
}

#[tokio::test]
async fn no_refusal_shows_the_token() {
    let vendor = Vendor::start(Keys::These(key_set(&[FIRST]))).await;
    let app = app(&vendor);
    for changes in [
        json!({"aud": "x"}),
        json!({"iss": "x"}),
        json!({"exp": 1}),
        json!({"nbf": 1e12}),
        json!({"app": 7}),
    ] {
        let token = signed(FIRST, &claims(&vendor, changes));
        let refused = verify(&app, &token).await.unwrap_err();
        clean(&all_of(&refused), &token);
    }
    let token = signed(FIRST, &claims(&vendor, json!({})));
    let mut broken = token.clone();
    broken.truncate(token.len() - 10);
    for broken in [broken, format!("{token}.x"), token.replace('.', ":")] {
        clean(&all_of(&verify(&app, &broken).await.unwrap_err()), &token);
    }
}
