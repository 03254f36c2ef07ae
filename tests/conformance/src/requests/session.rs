//! A client of the SDK, and the server that it sends to.

use super::captured::Captured;
use super::server::Server;
use axum::http::request::Parts;
use confluence_sdk::__rt::{Inspect, send_filled};
use confluence_sdk::auth::{Authorize, Basic};
use confluence_sdk::scope::{Scope, ScopeList};
use confluence_sdk::{Client, Connect, Credential, Dynamic, ForgeApp, ForgeUser, Gateway, Http, OAuth, Site, scopes};
use std::future::Future;
use std::pin::Pin;

scopes! {
    struct Any = "offline_access";
    struct Addon = "NONE";
}

const CLOUD: &str = "cloud";

/// Clients that may call everything between them, whose requests are kept.
pub(crate) struct Session {
    clients: Vec<Client<Dynamic>>,
    server: Server,
    /// How many requests were sent.
    pub(crate) sent: usize,
}

impl Session {
    pub(crate) async fn start() -> Result<Self, String> {
        let server = Server::start().await.map_err(|error| error.to_string())?;
        Ok(Self {
            clients: clients(&server.url()).map_err(|error| error.to_string())?,
            server,
            sent: 0,
        })
    }

    /// Sends a request and returns it as it arrived. The error says why the SDK does not send it.
    pub(crate) async fn send(&mut self, request: &(dyn Inspect + Send + Sync)) -> Result<Captured, String> {
        let callers = &request.declaration().callers;
        let client = self.clients.iter().find(|client| callers.allow(client.mode()));
        let client = client.ok_or("no auth mode of these may call it")?;
        let answer = send_filled(client, request).await;
        let mut received = self.server.take();
        match (answer, received.pop()) {
            (Ok(_), Some(captured)) if received.is_empty() => {
                self.sent += 1;
                Ok(below_the_gateway(captured))
            }
            (Ok(_), _) => Err("something else than one request arrived".to_owned()),
            (Err(error), _) => Err(error.to_string()),
        }
    }
}

/// One for each way of calling, with every scope there is.
fn clients(url: &str) -> confluence_sdk::Result<Vec<Client<Dynamic>>> {
    let http = Http::builder().build()?;
    let (site, gateway) = (Site::new(url)?, Gateway::at(url, CLOUD)?);
    let everything: ScopeList = Scope::all().collect();
    Ok(vec![
        http.client(site.clone(), Credential::<Basic>::basic("a@b.c", "token")?)
            .dynamic(),
        http.client(
            gateway.clone(),
            Credential::<OAuth<Any>>::with(Nobody, everything.clone()),
        )
        .dynamic(),
        http.client(
            gateway.clone(),
            Credential::<ForgeApp<Any>>::with(Nobody, everything.clone()),
        )
        .dynamic(),
        http.client(gateway, Credential::<ForgeUser<Any>>::with(Nobody, everything.clone()))
            .dynamic(),
        http.client(site, Credential::<Connect<Addon>>::with(Nobody, everything))
            .dynamic(),
    ])
}

/// Who calls is none of the documents' business.
struct Nobody;

impl Authorize for Nobody {
    fn authorize<'a>(
        &'a self,
        _: &'a mut Parts,
    ) -> Pin<Box<dyn Future<Output = confluence_sdk::Result<()>> + Send + 'a>> {
        Box::pin(async { Ok(()) })
    }
}

/// What the documents know of the path: the gateway stands before it.
fn below_the_gateway(mut captured: Captured) -> Captured {
    if let Some(path) = captured.path.strip_prefix(&format!("/ex/confluence/{CLOUD}")) {
        captured.path = path.to_owned();
    }
    captured
}

#[cfg(test)]
mod tests {
    use super::*;
    use confluence_sdk::{__rt::blank_requests, OAuthScopes, permissions};

    scopes! {
        struct Reader = "read:page:confluence";
        struct One = granular for confluence_sdk::v2::op::GetPageById;
    }
    permissions! { struct Viewer = View(Space); }

    /// A request to delete a page, of which this function does not know that it is one.
    async fn delete(client: &Client<Dynamic>) -> confluence_sdk::Result<()> {
        let blank = blank_requests().find(|request| request.declaration().id == "deletePage");
        let mut request = blank.expect("it is declared");
        confluence_sdk::__rt::model::accept_value(&serde_json::json!("7"), request.slot(0)).expect("an id");
        send_filled(client, &*request).await.map(drop)
    }

    fn client<S: OAuthScopes>(server: &Server) -> confluence_sdk::Result<Client<OAuth<S>>> {
        Client::new(Gateway::at(&server.url(), CLOUD)?, Credential::declared("token")?)
    }

    async fn tried() -> confluence_sdk::Result<()> {
        let mut server = Server::start().await.expect("a free port");
        let everything = clients(&server.url())?.remove(1);
        for refused in [
            client::<Reader>(&server)?.dynamic(),
            client::<One>(&server)?.dynamic(),
            everything.at_most::<Viewer>().dynamic(),
        ] {
            for _ in 0..2 {
                let error = delete(&refused).await.expect_err("it may not");
                assert!(error.is_scope() && error.status().is_none(), "{error}");
            }
        }
        assert!(server.take().is_empty());
        delete(&everything).await?;
        assert_eq!(server.take().len(), 1);
        Ok(())
    }

    #[test]
    fn what_is_filled_from_json_is_checked_as_any_call() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.expect("a runtime").block_on(tried()).expect("the last is sent");
    }
}
