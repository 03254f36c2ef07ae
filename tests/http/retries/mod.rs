//! What is sent again after a failure, and when: over real HTTP, by what the server saw.

mod budget;
mod gone;
mod kept_within_time;
mod limits;
mod signed_out;
mod what;
mod writes;

use crate::clients::{CLOUD, EMAIL, TOKEN};
use crate::fault_server::{FaultServer, Reply};
use confluence_sdk::{
    Basic, Client, Credential, Error, Gateway, Http, HttpBuilder, OAuth, PageId, RetryPolicy, Site, scopes,
};
use std::time::Duration;

scopes! {
    pub(crate) struct Editor = "read:page:confluence", "write:page:confluence", "delete:page:confluence";
}

/// The standard policy with short waits.
fn soon() -> RetryPolicy {
    RetryPolicy::standard().backoff(Duration::from_millis(2), Duration::from_millis(10))
}

fn with(change: impl FnOnce(HttpBuilder) -> HttpBuilder) -> Http {
    change(Http::builder().retries(soon())).build().unwrap()
}

fn on(server: &FaultServer, http: &Http) -> Client<Basic> {
    http.client(
        Site::new(server.url()).unwrap(),
        Credential::basic(EMAIL, TOKEN).unwrap(),
    )
}

fn basic(server: &FaultServer) -> Client<Basic> {
    on(server, &with(|http| http))
}

/// A client of a tenant behind a gateway.
fn tenant(server: &FaultServer, http: &Http, cloud: &str) -> Client<OAuth<Editor>> {
    http.client(
        Gateway::at(server.url(), cloud).unwrap(),
        Credential::declared(TOKEN).unwrap(),
    )
}

fn oauth(server: &FaultServer) -> Client<OAuth<Editor>> {
    tenant(server, &with(|http| http), CLOUD)
}

/// The server answers so many requests in the same way.
fn answers(server: &FaultServer, times: u32, reply: impl Fn() -> Reply) {
    for _ in 0..times {
        server.answer(reply());
    }
}

async fn read(client: &Client<Basic>) -> Result<(), Error> {
    client.pages().get_page_by_id(PageId::new(7)).await.map(drop)
}

const PAGE: &str = r#"{"id":"7","status":"current","title":"t","spaceId":"1","authorId":"a","createdAt":"2024-01-01T00:00:00Z","version":{"number":1},"_links":{}}"#;
