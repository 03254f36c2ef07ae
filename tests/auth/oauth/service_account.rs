//! Service accounts.

use super::authority::{Authority, Fault};
use super::flow::failure;
use super::{SECRET, http};
use confluence_sdk::oauth::{Failure, ServiceAccountKey};
use confluence_sdk::{Client, Gateway, PageId, Result, ServiceAccount, Site, scopes};
use http::StatusCode;
use std::time::Duration;

scopes! { pub(crate) struct Job = "read:page:confluence"; }
scopes! { pub(crate) struct More = "read:page:confluence", "write:page:confluence"; }

fn key(authority: &Authority) -> ServiceAccountKey {
    let key = ServiceAccountKey::new("client-1", SECRET).unwrap();
    key.token_url(&format!("{}/oauth/token", authority.url())).unwrap()
}

async fn gateway(authority: &Authority) -> Gateway {
    let site = Site::new(authority.url()).unwrap();
    Gateway::discover_at(authority.url(), http(), &site).await.unwrap()
}

async fn call(client: &Client<ServiceAccount<Job>>) -> Result<()> {
    client.pages().get_page_by_id(PageId::new(7)).await.map(drop)
}

#[tokio::test]
async fn many_calls_share_one_token_until_it_is_about_to_expire() {
    let authority = Authority::start().await;
    authority.book().delay = Duration::from_millis(30);
    authority.book().life = 2;
    let credential = key(&authority).credential::<Job>(http());
    let gateway = gateway(&authority).await;
    let calls: Vec<_> = (0..50)
        .map(|_| {
            let client = http().client(gateway.clone(), credential.clone());
            tokio::spawn(async move { call(&client).await })
        })
        .collect();
    for done in calls {
        done.await.unwrap().unwrap();
    }
    let asked = authority.book().asked.clone();
    assert_eq!(asked.len(), 1);
    assert_eq!(asked[0].0, "application/json");
    let expected =
        serde_json::json!({"grant_type": "client_credentials", "client_id": "client-1", "client_secret": SECRET});
    assert_eq!(asked[0].1, expected);

    tokio::time::sleep(Duration::from_millis(1100)).await;
    // This server forgets the old token as soon as there is a new one, so the call may have to be sent again.
    call(&http().client(gateway, credential)).await.unwrap();
    assert_eq!(authority.book().asked.len(), 2);
    assert_eq!(
        (&authority.calls()[..50], authority.calls().last()),
        (&[200; 50][..], Some(&200))
    );
}

#[tokio::test]
async fn what_is_reported_is_compared_and_what_is_not_is_a_claim() {
    let authority = Authority::start().await;
    let client = key(&authority).client::<More>(http(), gateway(&authority).await);
    let error = client.pages().get_page_by_id(PageId::new(7)).await.unwrap_err();
    assert_eq!(error.missing_scopes(), ["write:page:confluence"]);
    assert!(authority.book().calls.is_empty());

    authority.book().scope = None;
    client.pages().get_page_by_id(PageId::new(7)).await.unwrap();
}

#[tokio::test]
async fn a_lost_answer_is_asked_for_again_and_a_refusal_is_not() {
    let authority = Authority::start().await;
    let gateway = gateway(&authority).await;
    authority.fault(Fault::Lost);
    call(&key(&authority).client(http(), gateway.clone())).await.unwrap();
    assert_eq!(authority.book().asked.len(), 2);

    let wrong = ServiceAccountKey::new("client-1", "another").unwrap();
    let wrong = wrong.token_url(&format!("{}/oauth/token", authority.url())).unwrap();
    match failure(call(&wrong.client(http(), gateway)).await) {
        Failure::Rejected(rejection) => assert_eq!(rejection.status, Some(StatusCode::UNAUTHORIZED)),
        other => panic!("{other}"),
    }
    assert_eq!(authority.book().asked.len(), 3);
}

#[tokio::test]
async fn a_site_that_does_not_tell_its_cloud_id_is_named() {
    let server = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", server.local_addr().unwrap());
    let router = axum::Router::new().route("/_edge/tenant_info", axum::routing::get(|| async { "{}" }));
    tokio::spawn(async move { axum::serve(server, router).await });
    let error = Gateway::discover(http(), &Site::new(&url).unwrap()).await.unwrap_err();
    assert!(error.to_string().contains(&url), "{error}");
}
