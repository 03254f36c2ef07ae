//! A client of the SDK, and the server that it sends to.

use super::captured::Captured;
use super::server::Server;
use confluence_sdk::__rt::Arguments;
use confluence_sdk::{Basic, Client};

/// A client whose requests are kept.
pub(crate) struct Session {
    client: Client<Basic>,
    server: Server,
    /// How many requests were sent.
    pub(crate) sent: usize,
}

impl Session {
    pub(crate) async fn start() -> Result<Self, String> {
        let server = Server::start().await.map_err(|error| error.to_string())?;
        // The mode does not matter, because requests that are filled from JSON are sent without a check.
        let client = Client::basic(&server.url(), "a@b.c", "token").map_err(|error| error.to_string())?;
        Ok(Self {
            client,
            server,
            sent: 0,
        })
    }

    /// Sends a request and returns it as it arrived. The error says why the SDK does not send it.
    pub(crate) async fn send(&mut self, request: &(dyn Arguments + Send + Sync)) -> Result<Captured, String> {
        let answer = confluence_sdk::__rt::send_filled(&self.client, request).await;
        let mut received = self.server.take();
        match (answer, received.pop()) {
            (Ok(_), Some(captured)) if received.is_empty() => {
                self.sent += 1;
                Ok(captured)
            }
            (Ok(_), _) => Err("something else than one request arrived".to_owned()),
            (Err(error), _) => Err(error.to_string()),
        }
    }
}
