//! Clients from invocations: which there are, where they call, until when, and what they cost.

use super::vendor::{Keys, Vendor, key_set};
use super::{APP, CLOUD, FIRST, Reader, claims, http, invocation, now, request, signed};
use confluence_sdk::forge::{App, Invocation, NoClient};
use confluence_sdk::v2::PageStatus;
use confluence_sdk::{
    ApiToken, Basic, Client, Credential, Dynamic, Gateway, Http, OAuth, PageId, Result, Site, scopes,
};
use serde_json::json;
use std::collections::HashMap;

scopes! { pub(crate) struct Writer = "read:page:confluence", "write:page:confluence"; }

const SYSTEM: &str = "x-forge-oauth-system";
const USER: &str = "x-forge-oauth-user";

async fn vendor() -> Vendor {
    Vendor::start(Keys::These(key_set(&[FIRST]))).await
}

/// A token that tells its expiry; its signature is none of the back end's business.
fn until(expires: i64) -> String {
    signed(FIRST, &json!({ "exp": expires }))
}

#[tokio::test]
async fn each_client_sends_its_own_token_through_the_gateway() {
    let vendor = vendor().await;
    let (system, user) = (until(now() + 60), "opaque-user-token");
    let invocation = invocation(
        &vendor,
        json!({}),
        &[(SYSTEM, &system), (USER, user), ("x-b3-traceid", "t1")],
    )
    .await;
    assert_eq!(invocation.trace_id.as_deref(), Some("t1"));
    assert!(invocation.app_token_expires().is_some() && invocation.user_token_expires().is_none());

    let as_app = invocation.app_client::<Reader>(http()).unwrap();
    as_app.pages().get_page_by_id(PageId::new(7)).await.unwrap();
    let as_user = invocation.user_client::<Reader>(http()).unwrap();
    as_user.pages().get_page_by_id(PageId::new(7)).await.unwrap();
    let calls = vendor.calls();
    assert_eq!(calls[0].path, format!("/ex/confluence/{CLOUD}/wiki/api/v2/pages/7"));
    assert_eq!(calls[0].authorization, format!("Bearer {system}"));
    assert_eq!(calls[1].authorization, format!("Bearer {user}"));
    assert_eq!(as_user.scopes().to_string(), "read:page:confluence");
}

/// The question mark takes it into the crate's error.
fn both(invocation: &Invocation) -> Result<()> {
    invocation.app_client::<Reader>(http())?;
    invocation.user_client::<Reader>(http())?;
    Ok(())
}

#[tokio::test]
async fn a_token_that_is_absent_says_why() {
    let vendor = vendor().await;
    let bare = invocation(&vendor, json!({}), &[]).await;
    assert_eq!(bare.app_client::<Reader>(http()).unwrap_err(), NoClient::NoAppToken);
    assert_eq!(bare.user_client::<Reader>(http()).unwrap_err(), NoClient::NoUserToken);
    let words = both(&bare).unwrap_err().to_string();
    assert!(
        words.contains("appSystemToken.enabled") && words.contains("read:app-system-token"),
        "{words}"
    );

    let event = invocation(
        &vendor,
        json!({"context": null, "principal": null}),
        &[(SYSTEM, "token")],
    )
    .await;
    let words = both(&event).unwrap_err().to_string();
    for part in [
        "appUserToken.enabled",
        "read:app-user-token",
        "scheduled triggers",
        "lifecycle events",
    ] {
        assert!(words.contains(part), "{part}: {words}");
    }
    assert!(vendor.calls().is_empty());
}

#[tokio::test]
async fn an_expired_token_is_not_sent() {
    let vendor = vendor().await;
    let invocation = invocation(
        &vendor,
        json!({}),
        &[(SYSTEM, &until(now() - 1)), (USER, &until(now() + 2))],
    )
    .await;
    let client = invocation.app_client::<Reader>(http()).unwrap();
    let error = client.pages().get_page_by_id(PageId::new(7)).await.unwrap_err();
    assert!(error.is_expired() && error.needs_sign_in(), "{error}");
    let words = error.to_string();
    assert!(
        words.contains("system token expired") && words.contains("next invocation"),
        "{words}"
    );
    assert!(vendor.calls().is_empty());

    // One that expires while its client lives.
    let client = invocation.user_client::<Reader>(http()).unwrap();
    client.pages().get_page_by_id(PageId::new(7)).await.unwrap();
    tokio::time::sleep(std::time::Duration::from_millis(2100)).await;
    assert!(
        client
            .pages()
            .get_page_by_id(PageId::new(7))
            .await
            .unwrap_err()
            .is_expired()
    );
    assert!(
        client
            .clone()
            .dynamic()
            .pages()
            .get_page_by_id(PageId::new(7))
            .await
            .unwrap_err()
            .is_expired()
    );
    assert_eq!(vendor.calls().len(), 1);
}

#[tokio::test]
async fn tokens_go_to_no_gateway_but_those_accepted() {
    let (vendor, evil) = (vendor().await, vendor().await);
    let elsewhere = |url: &str| json!({"app": {"id": APP, "installationId": "i", "apiBaseUrl": url}});
    for url in [
        evil.gateway(),
        format!("https://api.atlassian.com@127.0.0.1/ex/confluence/{CLOUD}"),
        vendor.gateway().replace("127.0.0.1", "localhost"),
    ] {
        let invocation = invocation(&vendor, elsewhere(&url), &[(SYSTEM, "token"), (USER, "token")]).await;
        let refused = invocation.app_client::<Reader>(http()).unwrap_err();
        assert!(matches!(refused, NoClient::Elsewhere(_)), "{url}: {refused}");
        assert!(invocation.user_client::<Reader>(http()).is_err());
        let user = "a".parse().unwrap();
        assert!(invocation.offline_user_client::<Reader>(http(), &user).await.is_err());
    }
    let jira = invocation(
        &vendor,
        elsewhere(&format!("{}/ex/jira/{CLOUD}", vendor.url())),
        &[(SYSTEM, "token")],
    )
    .await;
    assert_eq!(jira.app_client::<Reader>(http()).unwrap_err(), NoClient::NotConfluence);
    assert!(evil.calls().is_empty() && vendor.calls().is_empty());
}

/// Ten thousand clients of all kinds, in one map, over one `Http`.
#[tokio::test]
async fn ten_thousand_clients_share_what_sends() {
    const MANY: usize = 10_000;
    let vendor = vendor().await;
    let http = Http::builder().build().unwrap();
    let verifier = App::new(APP, &http).unwrap().keys_at(&vendor.keys()).unwrap();
    let verifier = verifier.gateway(vendor.url()).unwrap();

    let mut invocations = Vec::new();
    for i in 0..20 {
        let token = format!("Bearer {}", signed(FIRST, &claims(&vendor, json!({}))));
        let (system, user) = (format!("system-{i}"), format!("user-{i}"));
        let headers = [
            ("authorization", token.as_str()),
            (SYSTEM, system.as_str()),
            (USER, user.as_str()),
        ];
        invocations.push(verifier.verify(&request(&headers)).await.unwrap());
    }
    let mut clients: HashMap<usize, Client<Dynamic>> = HashMap::new();
    for i in 0..MANY {
        let invocation = &invocations[i % invocations.len()];
        let gateway = || Gateway::at(vendor.url(), CLOUD).unwrap();
        let token = format!("token-{i}");
        let client = match i % 7 {
            0 => invocation.app_client::<Reader>(&http).unwrap().dynamic(),
            1 => invocation.user_client::<Reader>(&http).unwrap().dynamic(),
            2 => invocation.user_client::<Writer>(&http).unwrap().dynamic(),
            3 => http
                .client(gateway(), Credential::<OAuth<Writer>>::declared(token).unwrap())
                .dynamic(),
            4 => http
                .client(
                    gateway(),
                    Credential::<ApiToken<Reader>>::api_token("a@example.test", token).unwrap(),
                )
                .dynamic(),
            5 => http
                .client(
                    Site::new(vendor.url()).unwrap(),
                    Credential::<Basic>::basic("a@example.test", token).unwrap(),
                )
                .dynamic(),
            _ => http
                .client(gateway(), Credential::<OAuth<Reader>>::declared(token).unwrap())
                .narrow::<Reader>()
                .dynamic(),
        };
        clients.insert(i, client);
    }
    assert_eq!(clients.len(), MANY);
    assert!(vendor.calls().is_empty(), "no client costs a request");
    assert_eq!(
        vendor.connections(),
        1,
        "nor a connection: there is the one that brought the keys"
    );

    for i in (0..MANY).step_by(500).chain([1, 2, 3, 4, 5, 6, MANY - 1]) {
        clients[&i].pages().get_page_by_id(PageId::new(7)).await.unwrap();
        let call = vendor.calls().pop().unwrap();
        let said = match i % 7 {
            0 => format!("Bearer system-{}", i % 20),
            1 | 2 => format!("Bearer user-{}", i % 20),
            3 | 6 => format!("Bearer token-{i}"),
            _ => {
                use base64::Engine as _;
                let pair = format!("a@example.test:token-{i}");
                format!("Basic {}", base64::engine::general_purpose::STANDARD.encode(pair))
            }
        };
        assert_eq!(call.authorization, said, "client {i}");
        assert!(call.path.ends_with("/wiki/api/v2/pages/7"));
        // Grants differ: only some may write.
        let may_write = matches!(i % 7, 2 | 3);
        let written = clients[&i]
            .pages()
            .update_page_title(PageId::new(7), PageStatus::Current, "x")
            .await;
        assert_eq!(
            written.is_err_and(|error| error.is_scope()),
            !may_write && i % 7 != 5,
            "client {i}"
        );
    }
    assert_eq!(
        vendor.connections(),
        1,
        "calls one after the other need no other connection"
    );
}
