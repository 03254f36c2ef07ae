//! Clients of either server.

use crate::fault_server::FaultServer;
use confluence_sandbox::{Sandbox, User};
use confluence_sdk::{
    Basic, Client, Credential, Gateway, Http, OAuth, OAuthScopes, RetryPolicy, Site, scope::ScopeList,
};
use std::sync::OnceLock;

pub(crate) const EMAIL: &str = "somebody@example.test";
pub(crate) const TOKEN: &str = "s3cr3t-7f1a90c55e";
pub(crate) const CLOUD: &str = "11223344-5566-7788-99aa-bbccddeeff00";

/// One for all tests: setting up TLS takes longer than most of them. It sends nothing again, because these tests look
/// at single answers; `retries/` looks at what is sent again.
pub(crate) fn http() -> &'static Http {
    static HTTP: OnceLock<Http> = OnceLock::new();
    HTTP.get_or_init(|| Http::builder().retries(RetryPolicy::none()).build().unwrap())
}

pub(crate) fn basic(server: &FaultServer) -> Client<Basic> {
    basic_at(server.url())
}

pub(crate) fn basic_at(url: &str) -> Client<Basic> {
    http().client(Site::new(url).unwrap(), Credential::basic(EMAIL, TOKEN).unwrap())
}

pub(crate) fn oauth<S: OAuthScopes>(server: &FaultServer) -> Client<OAuth<S>> {
    let gateway = Gateway::at(server.url(), CLOUD).unwrap();
    http().client(gateway, Credential::declared(TOKEN).unwrap())
}

/// A user of the sandbox, by unscoped API token.
pub(crate) fn user(sandbox: &Sandbox, name: &str) -> Client<Basic> {
    let user = sandbox.user(name);
    let credential = Credential::basic(user.email(), user.api_token()).unwrap();
    http().client(Site::new(sandbox.url()).unwrap(), credential)
}

/// An OAuth client of the sandbox that was granted what it declares.
pub(crate) fn granted<S: OAuthScopes>(sandbox: &Sandbox, user: &User) -> Client<OAuth<S>> {
    let scopes = ScopeList::of::<S>();
    let token = sandbox.token(user, &scopes.names().collect::<Vec<_>>());
    let gateway = Gateway::at(sandbox.url(), sandbox.cloud_id()).unwrap();
    http().client(gateway, Credential::granted(token, &scopes.to_string()).unwrap())
}
