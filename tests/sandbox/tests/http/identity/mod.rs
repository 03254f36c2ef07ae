//! The identity side, tested without the SDK.

mod app;
mod authorize;
mod connect;
mod connect_requests;
mod consent_page;
mod forge;
mod impersonation;
mod plugins;
mod refresh;
mod resources;
mod tokens;

use crate::caller::{plain_http, read, text};
use confluence_sandbox::{Builder, OAuthApp, Sandbox};
use serde_json::{Value, json};
use std::time::Duration;
use url::Url;

const CALLBACK: &str = "http://127.0.0.1:9/callback";
const SECRET: &str = "not-a-real-secret";
const SCOPES: &str = "read:page:confluence read:me offline_access";

/// A sandbox with one OAuth app, `mine`.
fn with_app() -> Builder {
    let app = OAuthApp::new("mine").secret(SECRET).redirect(CALLBACK);
    Sandbox::builder().oauth_app(app.scopes([
        "read:page:confluence",
        "read:space:confluence",
        "read:jira-work",
        "read:me",
    ]))
}

/// The address that an app sends its users to.
fn authorize_url(sandbox: &Sandbox, scopes: &str) -> Url {
    let mut url = Url::parse(&format!("{}/authorize", sandbox.identity_url())).unwrap();
    url.query_pairs_mut()
        .append_pair("audience", "api.atlassian.com")
        .append_pair("client_id", "mine")
        .append_pair("scope", scopes)
        .append_pair("redirect_uri", CALLBACK)
        .append_pair("state", "a state & more")
        .append_pair("response_type", "code")
        .append_pair("prompt", "consent");
    url
}

/// A parameter in the query of an address.
fn parameter(url: &str, name: &str) -> Option<String> {
    let url = Url::parse(url).unwrap();
    let mut pairs = url.query_pairs();
    pairs
        .find(|(given, _)| given == name)
        .map(|(_, value)| value.into_owned())
}

/// A code that the admin consented to.
fn code(sandbox: &Sandbox, scopes: &str) -> String {
    let url = authorize_url(sandbox, scopes);
    let callback = sandbox.consent(url.as_str(), &sandbox.admin(), true).unwrap();
    parameter(&callback, "code").unwrap()
}

/// A request for a token, as JSON.
async fn token(sandbox: &Sandbox, body: Value) -> (u16, Value) {
    let url = format!("{}/oauth/token", sandbox.identity_url());
    read(plain_http().post(url).json(&body).send().await.unwrap()).await
}

fn code_exchange(code: &str) -> Value {
    json!({
        "grant_type": "authorization_code",
        "client_id": "mine",
        "client_secret": SECRET,
        "code": code,
        "redirect_uri": CALLBACK,
    })
}

fn refresh(refresh_token: &str) -> Value {
    json!({
        "grant_type": "refresh_token",
        "client_id": "mine",
        "client_secret": SECRET,
        "refresh_token": refresh_token,
    })
}

/// What the admin's consent gets the app.
async fn tokens(sandbox: &Sandbox, scopes: &str) -> Value {
    let (status, answer) = token(sandbox, code_exchange(&code(sandbox, scopes))).await;
    assert_eq!(status, 200, "{answer}");
    answer
}

/// The status of a call with an access token, by API version.
async fn call(sandbox: &Sandbox, path: &str, access_token: &str) -> (u16, Value) {
    let url = format!("{}{path}", sandbox.gateway_url());
    read(crate::caller::bearer(url, access_token).await).await
}

const PAGES: &str = "/wiki/api/v2/pages";
const HOUR: Duration = Duration::from_secs(60 * 60);
const MINUTE: Duration = Duration::from_secs(60);
