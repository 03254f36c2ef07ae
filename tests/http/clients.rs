//! Clients of either server.

use crate::fault_server::FaultServer;
use confluence_sandbox::{Sandbox, User};
use confluence_sdk::{Basic, Client, Credential, Gateway, OAuth, OAuthScopes, Site, scope::ScopeList};

pub(crate) const EMAIL: &str = "somebody@example.test";
pub(crate) const TOKEN: &str = "s3cr3t-7f1a90c55e";
pub(crate) const CLOUD: &str = "11223344-5566-7788-99aa-bbccddeeff00";

pub(crate) fn basic(server: &FaultServer) -> Client<Basic> {
    Client::basic(server.url(), EMAIL, TOKEN).unwrap()
}

pub(crate) fn oauth<S: OAuthScopes>(server: &FaultServer) -> Client<OAuth<S>> {
    let gateway = Gateway::at(server.url(), CLOUD).unwrap();
    Client::new(gateway, Credential::declared(TOKEN).unwrap()).unwrap()
}

/// A user of the sandbox, by unscoped API token.
pub(crate) fn user(sandbox: &Sandbox, name: &str) -> Client<Basic> {
    let user = sandbox.user(name);
    Client::new(
        Site::new(sandbox.url()).unwrap(),
        Credential::basic(user.email(), user.api_token()).unwrap(),
    )
    .unwrap()
}

/// An OAuth client of the sandbox that was granted what it declares.
pub(crate) fn granted<S: OAuthScopes>(sandbox: &Sandbox, user: &User) -> Client<OAuth<S>> {
    let scopes = ScopeList::of::<S>();
    let token = sandbox.token(user, &scopes.names().collect::<Vec<_>>());
    let gateway = Gateway::at(sandbox.url(), sandbox.cloud_id()).unwrap();
    Client::new(gateway, Credential::granted(token, &scopes.to_string()).unwrap()).unwrap()
}
