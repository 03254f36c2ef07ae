//! OAuth 2.0 against an authorization server that behaves like the vendor's, and misbehaves on request.

mod authority;
mod cancelled;
#[cfg(unix)]
mod disk;
pub(crate) mod flow;
#[cfg(unix)]
mod foreign_files;
mod kill;
mod loopback;
mod renewal;
mod secrets;
mod service_account;
mod sets;
mod store;
mod under_fire;

use authority::Authority;
use confluence_sdk::oauth::{App, Endpoints, Grant, MemoryStore, Pending, TokenStore, Tokens};
use confluence_sdk::{Client, Http, OAuth, OAuthScopes, PageId, Result, scopes};
use std::sync::{Arc, OnceLock};

scopes! { pub(crate) struct Reader = "read:page:confluence", "offline_access"; }

const SECRET: &str = "client-s3cr3t";
const KEY: &str = "somebody";

/// One for all tests: setting up TLS takes longer than most of them.
fn http() -> &'static Http {
    static HTTP: OnceLock<Http> = OnceLock::new();
    HTTP.get_or_init(|| Http::builder().build().unwrap())
}

fn app(authority: &Authority) -> App {
    app_at(authority.url(), "https://app.example.test/callback")
}

fn app_at(url: &str, redirect: &str) -> App {
    let app = App::new("client-1", SECRET, redirect).unwrap();
    app.http(http()).endpoints(Endpoints::at(url, url).unwrap())
}

/// The user consents: the callback that the authorization server sends them to.
fn consent<S: OAuthScopes>(authority: &Authority, app: &App) -> (Pending<S>, String) {
    let sign_in = app.sign_in::<S>();
    let query: Vec<(String, String)> = sign_in.url().query_pairs().into_owned().collect();
    let state = &query.iter().find(|(name, _)| name == "state").unwrap().1;
    let callback = format!("code={}&state={state}", authority.code());
    (sign_in.into_pending(), callback)
}

async fn granted<S: OAuthScopes>(authority: &Authority) -> Grant<S> {
    let app = app(authority);
    let (pending, callback) = consent::<S>(authority, &app);
    app.exchange(pending.callback(&callback).unwrap()).await.unwrap()
}

/// Tokens of which the server knows the refresh token, and whose access token expired long ago.
fn expired(authority: &Authority) -> Tokens {
    let refresh = authority.issue().refresh;
    let json = serde_json::json!({
        "version": 2, "access_token": "access-0", "refresh_token": refresh,
        "asked": "read:page:confluence offline_access", "scope": "read:page:confluence offline_access",
        "issued_at": 1_000_000, "expires_at": 1_003_600,
    });
    Tokens::from_json(&json.to_string()).unwrap()
}

/// A grant from a store in memory, with an expired access token.
async fn stale(authority: &Authority) -> (Grant<Reader>, Arc<MemoryStore>) {
    let store = Arc::new(MemoryStore::new());
    store.save(KEY, &expired(authority)).await.unwrap();
    (app(authority).grant(store.clone(), KEY).await.unwrap(), store)
}

fn client(authority: &Authority, grant: &Grant<Reader>) -> Client<OAuth<Reader>> {
    grant.client(authority.cloud_id()).unwrap()
}

async fn call(client: &Client<OAuth<Reader>>) -> Result<()> {
    client.pages().get_page_by_id(PageId::new(7)).await.map(drop)
}
