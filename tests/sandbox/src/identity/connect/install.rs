//! Installs and uninstalls Connect apps. The site reads the descriptor and informs the app with signed requests.

use super::descriptor::Descriptor;
use super::installation::Installation;
use crate::identity::jwt;
use crate::identity::outgoing::{self, AppAnswer, Outgoing};
use crate::server::{Sandbox, Shared};
use crate::state::account::Role;
use crate::state::random_uuid;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, Method};
use confluence_sdk::spec::Mode;
use serde_json::{Value, json};
use std::io;
use std::time::Duration;
use url::Url;

/// How long an app may take to answer a lifecycle event or a webhook.
const TIME_LIMIT: Duration = Duration::from_secs(10);
/// How long a signed request is valid, in seconds.
pub(super) const TOKEN_LIFE: i64 = 180;

impl Sandbox {
    /// Installs the Connect app whose descriptor is `atlassian-connect.json` below this address. If the app is already
    /// installed, it is installed again and gets a new secret.
    ///
    /// # Errors
    ///
    /// See [`install_descriptor`](Self::install_descriptor).
    pub async fn install(&self, app_base_url: &str) -> io::Result<Installation> {
        let url = format!("{}/atlassian-connect.json", app_base_url.trim_end_matches('/'));
        self.install_descriptor(&url).await
    }

    /// Installs the Connect app whose descriptor is at this address.
    ///
    /// # Errors
    ///
    /// An error if the descriptor cannot be fetched, and if the app does not answer the signed `installed` event with a
    /// 2xx status. `InvalidData` if the descriptor is not valid; the error names the member. In each case the site
    /// stays unchanged.
    pub async fn install_descriptor(&self, url: &str) -> io::Result<Installation> {
        self.shared.install_app(url).await
    }

    /// Uninstalls a Connect app. Its tokens become invalid, and a signed request informs the app. Returns the app's
    /// answer, or `None` if its descriptor does not ask for this event.
    ///
    /// # Errors
    ///
    /// If the app cannot be reached. It is uninstalled in this case too.
    pub async fn uninstall(&self, installation: &Installation) -> io::Result<Option<AppAnswer>> {
        self.shared.uninstall_app(installation).await
    }
}

impl Shared {
    /// Installs the app whose descriptor is at this address.
    pub(super) async fn install_app(&self, url: &str) -> io::Result<Installation> {
        let url = outgoing::parse(url)?;
        let descriptor = fetch(&url).await?;
        let installation = {
            let state = self.state();
            Installation::new(descriptor.clone(), state.identity.installations.get(&descriptor.key))
        };
        let answer = self.tell_app(&installation, "installed").await?;
        if let Some(answer) = answer.filter(|answer| !answer.status.is_success()) {
            let said: String = String::from_utf8_lossy(&answer.body).chars().take(200).collect();
            let text = format!("{} refused its installation: {} {said}", descriptor.key, answer.status);
            return Err(io::Error::other(text));
        }
        {
            let mut state = self.state_mut();
            if state.app_named(&descriptor.key).is_none() {
                state.add_app(&descriptor.key, Role::Writer);
            }
            let installations = &mut state.identity.installations;
            installations.insert(descriptor.key.clone(), installation.clone());
        }
        // The result is ignored: `enabled` only informs the app.
        let _ = self.tell_app(&installation, "enabled").await;
        Ok(installation)
    }

    /// Uninstalls an app, and tells it.
    pub(super) async fn uninstall_app(&self, installation: &Installation) -> io::Result<Option<AppAnswer>> {
        {
            let mut state = self.state_mut();
            state.identity.installations.remove(installation.app_key());
            state.revoke_tokens_of(installation.app_key(), Mode::ConnectUser);
        }
        self.tell_app(installation, "uninstalled").await
    }

    /// Sends a lifecycle event, if the descriptor asks for it.
    async fn tell_app(&self, installation: &Installation, event: &str) -> io::Result<Option<AppAnswer>> {
        let Some(path) = installation.descriptor.lifecycle.get(event) else {
            return Ok(None);
        };
        let url = installation.address(path)?;
        let mut claims = installation.claims("POST", &url, TOKEN_LIFE);
        let token = if matches!(event, "installed" | "uninstalled") {
            claims["aud"] = json!([installation.app_base_url()]);
            // Two calls in the same second must have different tokens, because apps may refuse a token that they have
            // seen before.
            claims["jti"] = random_uuid().into();
            let key = self.state().identity.keys.current().clone();
            jwt::sign_installation(&key, &claims)?
        } else {
            installation.sign(&claims)?
        };
        let payload = installation.payload(&self.site, event);
        post(&url, &token, &payload).await.map(Some)
    }
}

/// Posts JSON to a Connect app.
pub(super) async fn post(url: &Url, token: &str, body: &Value) -> io::Result<AppAnswer> {
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    let authorization = HeaderValue::from_str(&format!("JWT {token}")).map_err(io::Error::other)?;
    headers.insert(AUTHORIZATION, authorization);
    let request = Outgoing {
        method: Method::POST,
        url,
        headers,
        body: body.to_string().into_bytes(),
        time_limit: TIME_LIMIT,
    };
    request.send().await
}

async fn fetch(url: &Url) -> io::Result<Descriptor> {
    let request = Outgoing {
        method: Method::GET,
        url,
        headers: HeaderMap::new(),
        body: Vec::new(),
        time_limit: TIME_LIMIT,
    };
    let answer = request.send().await?;
    let invalid = |text: String| io::Error::new(io::ErrorKind::InvalidData, format!("the descriptor at {url}: {text}"));
    if !answer.status.is_success() {
        return Err(invalid(format!("the app answered {}", answer.status)));
    }
    Descriptor::read(url, &answer.body).map_err(invalid)
}
