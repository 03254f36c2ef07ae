//! Ways in without a user at hand: service accounts, API tokens, scopes from a configuration.

use super::{HOUR, asked, call, http, statuses};
use confluence_sandbox::{Role, Sandbox, TokenRequest};
use confluence_sdk::oauth::{Endpoints, ServiceAccountKey};
use confluence_sdk::{ApiToken, Basic, Credential, Gateway, OAuth, Site, SpaceKey, scopes};

scopes! {
    pub(crate) struct Job = "read:space:confluence";
    pub(crate) struct Tool = "read:me";
}

const SECRET: &str = "s3cr3t-of-the-robot";

async fn discovered(sandbox: &Sandbox) -> Gateway {
    let site = Site::new(sandbox.url()).unwrap();
    Gateway::discover_at(sandbox.url(), http(), &site).await.unwrap()
}

#[tokio::test]
async fn a_service_account_renews_by_asking_again() {
    let scopes = ["read:space:confluence"];
    let sandbox = Sandbox::builder().service_account("robot", "robot-client", SECRET, scopes);
    let sandbox = sandbox.user("robot", Role::Writer).start().await.unwrap();
    let key = ServiceAccountKey::new("robot-client", SECRET).unwrap();
    let key = key.endpoints(Endpoints::at(sandbox.identity_url(), sandbox.url()).unwrap());
    let client = key.client::<Job>(http(), discovered(&sandbox).await);
    call(&client).await.unwrap();
    call(&client.clone()).await.unwrap();
    sandbox.advance(HOUR);
    call(&client).await.unwrap();
    assert_eq!(asked(&sandbox), [("client_credentials", 200); 2]);
    assert_eq!(statuses(&sandbox), [200, 200, 401, 200]);
}

#[tokio::test]
async fn a_scoped_token_through_the_gateway_that_is_found() {
    let sandbox = Sandbox::start().await.unwrap();
    let reader = sandbox.user("reader");
    let token = sandbox.issue(TokenRequest::api_token(&reader).scopes(["read:space:confluence"]));
    let credential = Credential::<ApiToken<Job>>::api_token(reader.email(), &*token).unwrap();
    call(&http().client(discovered(&sandbox).await, credential))
        .await
        .unwrap();

    // At the site itself such a token is nothing.
    let credential = Credential::<Basic>::basic(reader.email(), token).unwrap();
    let client = http().client(Site::new(sandbox.url()).unwrap(), credential);
    assert!(call(&client).await.unwrap_err().is_unauthorized());
}

#[tokio::test]
async fn basic_goes_to_the_site() {
    let sandbox = Sandbox::start().await.unwrap();
    call(&crate::clients::user(&sandbox, "reader")).await.unwrap();
    assert_eq!(statuses(&sandbox), [200]);
}

#[tokio::test]
async fn scopes_from_a_configuration_are_checked_before_anything_is_sent() {
    let sandbox = Sandbox::start().await.unwrap();
    let configured = "read:space:confluence read:me";
    let token = sandbox.token(&sandbox.admin(), &["read:space:confluence", "read:me"]);
    let credential = Credential::<OAuth<Tool>>::granted(token, configured).unwrap();
    let gateway = Gateway::at(sandbox.url(), sandbox.cloud_id()).unwrap();
    let client = http().client(gateway, credential).dynamic();
    call(&client).await.unwrap();

    sandbox.clear_requests();
    let created = client
        .spaces()
        .create_space("A space", SpaceKey::new("NEW").unwrap())
        .await;
    let error = created.unwrap_err();
    assert!(error.is_scope() && !error.missing_scopes().is_empty(), "{error}");
    assert!(sandbox.requests().is_empty(), "it was sent");
}
