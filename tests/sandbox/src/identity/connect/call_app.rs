//! Calls of the site to an installed Connect app: webhooks, page loads, and tokens for its pages.

use super::install::{TOKEN_LIFE, post};
use super::installation::Installation;
use crate::identity::outgoing::AppAnswer;
use crate::server::{Sandbox, Site};
use crate::token::User;
use jiff::Timestamp;
use serde_json::{Value, json};
use std::io;

/// How long a token for a page of the app is valid, in seconds.
const CONTEXT_LIFE: i64 = 15 * 60;

impl Sandbox {
    /// Sends an event to the address that the descriptor gives in `webhooks`. The request is signed with the shared
    /// secret.
    ///
    /// # Errors
    ///
    /// `InvalidInput` if the descriptor has no webhook for the event. Another error if the app cannot be reached.
    pub async fn webhook(&self, installation: &Installation, event: &str, body: Value) -> io::Result<AppAnswer> {
        installation.send_event(event, &body).await
    }

    /// The address with which a browser loads a page of the app inside Confluence. It is signed for the user. `path`
    /// starts with a slash and is below the app's base URL. It may have a query.
    ///
    /// # Errors
    ///
    /// `InvalidInput` if no address can be made from the path.
    pub fn iframe_url(&self, installation: &Installation, path: &str, user: &User) -> io::Result<String> {
        installation.page_url(&self.shared.site, path, user.account_id())
    }

    /// The token with which a page of the app calls its own back end. It is not bound to a request: its `qsh` is
    /// `context-qsh`.
    ///
    /// # Errors
    ///
    /// If it cannot be signed. This does not happen in practice.
    pub fn context_token(&self, installation: &Installation, user: &User) -> io::Result<String> {
        let now = Timestamp::now().as_second();
        installation.sign(&json!({
            "iss": installation.client_key(),
            "sub": user.account_id(),
            "iat": now,
            "exp": now + CONTEXT_LIFE,
            "qsh": "context-qsh",
            "context": { "confluence": {} },
        }))
    }
}

impl Installation {
    /// Sends an event to the webhook of the descriptor.
    pub(crate) async fn send_event(&self, event: &str, body: &Value) -> io::Result<AppAnswer> {
        let path = self.descriptor.webhooks.get(event).ok_or_else(|| {
            let text = format!("{} has no webhook for {event}", self.app_key());
            io::Error::new(io::ErrorKind::InvalidInput, text)
        })?;
        let url = self.address(path)?;
        let token = self.sign(&self.claims("POST", &url, TOKEN_LIFE))?;
        post(&url, &token, body).await
    }

    /// The address of a page of the app, signed for an account.
    pub(crate) fn page_url(&self, site: &Site, path: &str, account: &str) -> io::Result<String> {
        let mut url = self.address(path)?;
        url.query_pairs_mut()
            .append_pair("xdm_e", &site.url)
            .append_pair("xdm_c", &format!("channel-{}", self.app_key()))
            .append_pair("cp", "/wiki")
            .append_pair("lic", "none")
            .append_pair("cv", "1000.0.0");
        let mut claims = self.claims("GET", &url, TOKEN_LIFE);
        claims["sub"] = account.into();
        let token = self.sign(&claims)?;
        url.query_pairs_mut().append_pair("jwt", &token);
        Ok(url.into())
    }
}
