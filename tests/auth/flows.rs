//! Every way in, from the first step to the last call, against the sandbox: what fits here fits the vendor, as far as
//! its behaviour is known.

mod connect;
mod forge;
mod rotation;
mod sign_in;
mod tokens;

use crate::clients::http;
use confluence_sandbox::{Builder, OAuthApp, Sandbox};
use confluence_sdk::oauth::{App, Code, Endpoints, Grant};
use confluence_sdk::{Allows, Client, OAuthScopes, Result, scopes, v2};
use std::time::Duration;

scopes! { pub(crate) struct Reader = "read:space:confluence", "offline_access"; }

pub(crate) const CLIENT: &str = "client-of-the-flows";
pub(crate) const SECRET: &str = "s3cr3t-of-the-flows";
pub(crate) const CALLBACK: &str = "https://app.example.test/callback";
const HOUR: Duration = Duration::from_secs(3601);

/// A sandbox that knows an app for OAuth 2.0.
pub(crate) fn sandbox() -> Builder {
    let scopes = [
        "read:space:confluence",
        "write:space:confluence",
        "read:jira-work",
        "read:me",
    ];
    let app = OAuthApp::new(CLIENT).secret(SECRET).redirect(CALLBACK).scopes(scopes);
    Sandbox::builder().oauth_app(app)
}

pub(crate) fn app(sandbox: &Sandbox) -> App {
    app_at(sandbox.identity_url(), sandbox.url())
}

pub(crate) fn app_at(identity: &str, gateway: &str) -> App {
    let app = App::new(CLIENT, SECRET, CALLBACK).unwrap();
    app.http(http()).endpoints(Endpoints::at(identity, gateway).unwrap())
}

/// The reader is sent to the sandbox and comes back.
pub(crate) fn code<S: OAuthScopes>(sandbox: &Sandbox, app: &App, consents: bool) -> Result<Code<S>> {
    let sign_in = app.sign_in::<S>();
    let reader = sandbox.user("reader");
    let callback = sandbox.consent(sign_in.url().as_str(), &reader, consents).unwrap();
    let (address, query) = callback.split_once('?').unwrap();
    assert_eq!(address, CALLBACK);
    sign_in.into_pending().callback(query)
}

pub(crate) async fn granted<S: OAuthScopes>(sandbox: &Sandbox) -> Grant<S> {
    let app = app(sandbox);
    app.exchange(code(sandbox, &app, true).unwrap()).await.unwrap()
}

pub(crate) async fn call<A: Allows<v2::op::GetSpaces>>(client: &Client<A>) -> Result<()> {
    client.spaces().get_spaces().await.map(drop)
}

/// The statuses of the calls at the site or its gateway.
fn statuses(sandbox: &Sandbox) -> Vec<u16> {
    let calls = sandbox.requests().into_iter();
    calls
        .filter(|request| request.path.ends_with("/wiki/api/v2/spaces"))
        .map(|request| request.status)
        .collect()
}

/// The grant types that tokens were asked for with, and the answers.
fn asked(sandbox: &Sandbox) -> Vec<(&'static str, u16)> {
    let calls = sandbox.token_requests().into_iter();
    calls.map(|call| (call.grant_type, call.status)).collect()
}
