//! A Connect app on axum: installed, called, calling, acting as a user, uninstalled.

use super::{asked, call, http, statuses};
use crate::connect::extractors::{call as ask, serving_at};
use confluence_sandbox::{Installation, Sandbox};
use confluence_sdk::connect::{App, Descriptor, Hosts, Impersonation, InstallKeys, MemoryInstallations, TokenError};
use confluence_sdk::oauth::Failure;
use confluence_sdk::{AccountId, scopes};
use serde_json::json;
use std::time::Duration;
use tokio::net::TcpListener;

scopes! {
    pub(crate) struct Addon = "READ", "ACT_AS_USER";
    pub(crate) struct Quiet = "READ";
}

/// The app, served at an address below which nothing of it shows.
struct Served {
    app: App,
    host: String,
}

impl Served {
    async fn start(sandbox: &Sandbox, descriptor: impl FnOnce(&str) -> Descriptor) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let host = listener.local_addr().unwrap().to_string();
        let keys = format!("{}/install-keys", sandbox.identity_url());
        let app = App::new(
            descriptor(&format!("http://{host}")),
            MemoryInstallations::new(),
            http().clone(),
        )
        .install_keys(InstallKeys::fetched_from(&keys).unwrap())
        .accepting(Hosts::only(["127.0.0.1"]))
        .impersonating(Impersonation::at(sandbox.identity_url()).unwrap());
        serving_at(listener, app.clone());
        Self { app, host }
    }

    async fn install(&self, sandbox: &Sandbox) -> Installation {
        sandbox.install(&format!("http://{}", self.host)).await.unwrap()
    }

    /// Status and body of what a browser gets at an address of the app.
    async fn open(&self, url: &str) -> (u16, String) {
        let target = url.strip_prefix(&format!("http://{}", self.host)).unwrap();
        ask(&self.host, "GET", target, None, b"").await
    }
}

fn described(base_url: &str) -> Descriptor {
    let descriptor = Descriptor::builder("com.example.flows", base_url)
        .name("Flows")
        .scopes::<Addon>();
    let descriptor = descriptor.installed("/installed").uninstalled("/uninstalled");
    let webhook = json!({"event": "page_created", "url": "/inner/webhook?kind=new"});
    descriptor.module("webhooks", webhook).build().unwrap()
}

#[tokio::test]
async fn from_installation_to_the_last_call() {
    let sandbox = Sandbox::start().await.unwrap();
    let served = Served::start(&sandbox, described).await;
    let reader = sandbox.user("reader");
    let tenant = served.install(&sandbox).await;

    let answer = sandbox
        .webhook(&tenant, "page_created", json!({"page": {"id": 1}}))
        .await
        .unwrap();
    let expected = format!("{}: {} bytes", tenant.client_key(), r#"{"page":{"id":1}}"#.len());
    assert_eq!((answer.status.as_u16(), &*answer.body), (200, expected.as_bytes()));

    let frame = sandbox
        .iframe_url(&tenant, "/inner/start?page=7&title=a%20b", &reader)
        .unwrap();
    assert_eq!(served.open(&frame).await, (200, format!("{}/wiki", sandbox.url())));
    let (status, why) = served.open(&frame.replace("page=7", "page=8")).await;
    assert!(status == 401 && why.contains("another request"), "{status} {why}");

    let token = sandbox.context_token(&tenant, &reader).unwrap();
    let saved = ask(&served.host, "POST", "/save", Some(&token), b"it").await;
    assert_eq!(saved, (200, format!("{} saves it", reader.account_id())));
    let (status, why) = ask(&served.host, "GET", "/inner/start", Some(&token), b"").await;
    assert!(status == 401 && why.contains("context token"), "{status} {why}");

    let installation = served.app.installation(tenant.client_key()).await.unwrap();
    call(&served.app.client::<Addon>(&installation).unwrap()).await.unwrap();
    let user = AccountId::new(reader.account_id()).unwrap();
    let as_user = served.app.user_client::<Addon>(&installation, &user).unwrap();
    call(&as_user).await.unwrap();
    call(&as_user).await.unwrap();
    // After a quarter of an hour another token is needed.
    sandbox.advance(Duration::from_secs(901));
    call(&as_user).await.unwrap();
    let grant_type = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    assert_eq!(asked(&sandbox), [(grant_type, 200); 2]);
    assert_eq!(statuses(&sandbox), [200, 200, 200, 401, 200]);

    let answer = sandbox.uninstall(&tenant).await.unwrap().unwrap();
    assert_eq!(answer.status.as_u16(), 204);
    assert!(matches!(
        served.app.installation(tenant.client_key()).await,
        Err(TokenError::UnknownTenant)
    ));
    let frame = sandbox.iframe_url(&tenant, "/inner/start", &reader).unwrap();
    let (status, why) = served.open(&frame).await;
    assert!(status == 401 && why.contains("not stored"), "{status} {why}");
    assert!(call(&as_user).await.is_err(), "its tokens are void");
}

#[tokio::test]
async fn installed_again_the_new_secret_counts_at_once() {
    let sandbox = Sandbox::start().await.unwrap();
    let served = Served::start(&sandbox, described).await;
    let reader = sandbox.user("reader");
    let first = served.install(&sandbox).await;
    // Several times within a second, and with a key that was not known before.
    for rotates in [false, true, false] {
        if rotates {
            sandbox.rotate_keys();
        }
        served.install(&sandbox).await;
    }
    let last = served.install(&sandbox).await;
    assert_eq!(first.client_key(), last.client_key());

    let frame = |tenant| sandbox.iframe_url(tenant, "/inner/start", &reader).unwrap();
    assert_eq!(served.open(&frame(&last)).await.0, 200);
    let (status, why) = served.open(&frame(&first)).await;
    assert!(status == 401 && why.contains("signature"), "{status} {why}");
    let installation = served.app.installation(last.client_key()).await.unwrap();
    call(&served.app.client::<Addon>(&installation).unwrap()).await.unwrap();
    let user = AccountId::new(reader.account_id()).unwrap();
    let as_user = served.app.user_client::<Addon>(&installation, &user).unwrap();
    call(&as_user).await.unwrap();
}

#[tokio::test]
async fn a_descriptor_without_act_as_user_is_told_by_the_server_too() {
    let sandbox = Sandbox::start().await.unwrap();
    let quiet = |base_url: &str| {
        let descriptor = Descriptor::builder("com.example.quiet", base_url)
            .name("Quiet")
            .scopes::<Quiet>();
        descriptor.installed("/installed").build().unwrap()
    };
    let served = Served::start(&sandbox, quiet).await;
    let tenant = served.install(&sandbox).await;
    let installation = served.app.installation(tenant.client_key()).await.unwrap();
    let user = AccountId::new(sandbox.user("reader").account_id()).unwrap();
    // The set is a claim: here it claims more than the descriptor has.
    let client = served.app.user_client::<Addon>(&installation, &user).unwrap();
    let error = call(&client).await.unwrap_err();
    match error.oauth() {
        Some(Failure::Rejected(rejection)) => assert_eq!(rejection.code, "unauthorized_client"),
        _ => panic!("{error}"),
    }
}
