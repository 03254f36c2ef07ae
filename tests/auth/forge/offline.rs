//! Users who are not there: a token of theirs for the system token.

use super::vendor::{Keys, Vendor, key_set};
use super::{CLOUD, FIRST, Reader, http, invocation, now, signed};
use confluence_sdk::forge::{Invocation, NoClient, OfflineError};
use confluence_sdk::v2::op;
use confluence_sdk::{AccountId, Client, ForgeUser, PageId, scopes};
use http::StatusCode;
use serde_json::{Value, json};

scopes! { pub(crate) struct Declared = granular for op::GetPageById; }

fn user() -> AccountId {
    AccountId::new("557058:absent").unwrap()
}

fn answer(success: bool, token: &str, ttl: Value) -> Value {
    json!({"data": {"offlineUserAuthToken": {"success": success, "errors": null, "authToken": {"token": token, "ttl": ttl}}}})
}

async fn scheduled(vendor: &Vendor) -> Invocation {
    let event = json!({"context": null, "principal": null});
    invocation(vendor, event, &[("x-forge-oauth-system", "s3cr3t-system-token")]).await
}

async fn asked(graphql: Value) -> (Vendor, Result<Client<ForgeUser<Reader>>, OfflineError>) {
    let vendor = Vendor::start(Keys::These(key_set(&[FIRST]))).await;
    vendor.set_graphql(graphql);
    let client = scheduled(&vendor)
        .await
        .offline_user_client::<Reader>(http(), &user())
        .await;
    (vendor, client)
}

#[tokio::test]
async fn the_token_is_asked_for_as_the_app_and_used_as_the_user() {
    let (vendor, client) = asked(answer(true, "offline-token", json!(900))).await;
    client.unwrap().pages().get_page_by_id(PageId::new(7)).await.unwrap();
    let [asking, calling] = &vendor.calls()[..] else {
        panic!("{:?}", vendor.calls())
    };
    assert_eq!(
        (asking.path.as_str(), asking.authorization.as_str()),
        ("/graphql", "Bearer s3cr3t-system-token")
    );
    assert!(asking.body["query"].as_str().unwrap().contains("offlineUserAuthToken"));
    assert_eq!(
        asking.body["variables"]["input"],
        json!({"contextIds": [format!("ari:cloud:confluence::site/{CLOUD}")], "userId": "557058:absent"})
    );
    assert_eq!(calling.path, format!("/ex/confluence/{CLOUD}/wiki/api/v2/pages/7"));
    assert_eq!(calling.authorization, "Bearer offline-token");

    let context = "ari:cloud:confluence:x:workspace/y";
    scheduled(&vendor)
        .await
        .offline_user_client_in::<Reader>(http(), &user(), context)
        .await
        .unwrap();
    assert_eq!(
        vendor.calls()[2].body["variables"]["input"]["contextIds"],
        json!([context])
    );
}

#[tokio::test]
async fn its_life_is_respected() {
    for expired in [
        answer(true, "token", json!(0)),
        answer(true, "token", json!("0")),
        answer(true, &signed(FIRST, &json!({"exp": now() - 5})), json!(900)),
    ] {
        let (vendor, client) = asked(expired).await;
        let error = client
            .unwrap()
            .pages()
            .get_page_by_id(PageId::new(7))
            .await
            .unwrap_err();
        assert!(
            error.is_expired() && error.to_string().contains("offline user token"),
            "{error}"
        );
        assert_eq!(vendor.calls().len(), 1);
    }
    let (_vendor, client) = asked(answer(true, "token", json!(null))).await;
    client.unwrap().pages().get_page_by_id(PageId::new(7)).await.unwrap();
}

#[tokio::test]
async fn what_the_vendor_refuses_is_told() {
    let result = |result: Value| json!({"data": {"offlineUserAuthToken": result}});
    for (graphql, reason) in [
        (
            result(json!({"success": false, "errors": [{"message": "user blocked"}, {"code": 7}], "authToken": null})),
            "user blocked",
        ),
        (
            result(json!({"success": false, "error": {"message": "user blocked"}})),
            "user blocked",
        ),
        (
            json!({"data": null, "errors": [{"message": "not allowed"}]}),
            "not allowed",
        ),
        (
            json!({"errors": [{"message": "bad s3cr3t-system-token"}]}),
            "bad [credential]",
        ),
    ] {
        let refused = asked(graphql).await.1.unwrap_err();
        assert!(
            matches!(&refused, OfflineError::Refused(reasons) if reasons == &[reason]),
            "{refused:?}"
        );
        assert!(refused.to_string().contains(reason), "{refused}");
    }
    for graphql in [result(json!({"success": false})), answer(false, "token", json!(900))] {
        assert!(matches!(asked(graphql).await.1, Err(OfflineError::Refused(reasons)) if reasons.is_empty()));
    }
}

#[tokio::test]
async fn what_is_no_answer() {
    for graphql in [
        json!(null),
        json!("x"),
        json!({}),
        json!({"data": []}),
        answer(true, "", json!(900)),
    ] {
        let refused = asked(graphql).await.1.unwrap_err();
        assert!(matches!(refused, OfflineError::Answer("has no token")), "{refused:?}");
    }
    for status in [307, 401, 500] {
        let refused = asked(json!(status)).await.1.unwrap_err();
        assert!(
            matches!(&refused, OfflineError::Call(error) if error.status() == StatusCode::from_u16(status).ok()),
            "{refused:?}"
        );
    }
    let vendor = Vendor::start(Keys::These(key_set(&[FIRST]))).await;
    let bare = invocation(&vendor, json!({}), &[("x-forge-oauth-user", "token")]).await;
    let refused = bare.offline_user_client::<Reader>(http(), &user()).await.unwrap_err();
    assert!(
        matches!(refused, OfflineError::NoClient(NoClient::NoAppToken)),
        "{refused:?}"
    );
    assert!(vendor.calls().is_empty());
}

#[tokio::test]
async fn a_set_of_operations_is_asked_for_like_any_other() {
    let vendor = Vendor::start(Keys::These(key_set(&[FIRST]))).await;
    vendor.set_graphql(answer(true, "offline-token", json!(900)));
    let scheduled = scheduled(&vendor).await;
    let client = scheduled.offline_user_client::<Declared>(http(), &user()).await;
    let client = client.unwrap();
    client.pages().get_page_by_id(PageId::new(7)).await.unwrap();
    // The system token went along once, and the limits of the set are in force.
    assert_eq!(vendor.calls().len(), 2);
    client.dynamic().pages().get_pages().await.unwrap_err();
    client.request("POST", "/graphql").send().await.unwrap_err();
    assert_eq!(vendor.calls().len(), 2);
}
