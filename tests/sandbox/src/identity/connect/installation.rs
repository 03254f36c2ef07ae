//! An installation of a Connect app: the data that the site and the app share.

use super::descriptor::Descriptor;
use super::qsh::qsh;
use crate::identity::jwt;
use crate::identity::outgoing;
use crate::server::Site;
use crate::state::random_hex;
use jiff::Timestamp;
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Value, json};
use std::fmt;
use std::io;
use url::Url;

/// A Connect app that [`Sandbox::install`](crate::Sandbox::install) installed. The value does not change: if the app is
/// installed again, it still has the old secret.
#[derive(Clone)]
pub struct Installation {
    pub(crate) descriptor: Descriptor,
    pub(crate) client_key: String,
    pub(crate) oauth_client_id: String,
    pub(crate) shared_secret: SecretString,
}

impl Installation {
    /// An installation with a new secret. If the app was installed before, the names of the tenant stay the same.
    pub(crate) fn new(descriptor: Descriptor, former: Option<&Self>) -> Self {
        let keep = |text: fn(&Self) -> &String| former.map_or_else(random_hex, |former| text(former).clone());
        Self {
            client_key: keep(|former| &former.client_key),
            oauth_client_id: keep(|former| &former.oauth_client_id),
            shared_secret: random_hex().into(),
            descriptor,
        }
    }

    /// The app's key.
    pub fn app_key(&self) -> &str {
        &self.descriptor.key
    }

    /// The app's base URL, without a slash at its end.
    pub fn app_base_url(&self) -> &str {
        &self.descriptor.base_url
    }

    /// The name of the site for this app. It is the `iss` of everything that the site signs.
    pub fn client_key(&self) -> &str {
        &self.client_key
    }

    /// The name of the app in its assertions when it acts as a user.
    pub fn oauth_client_id(&self) -> &str {
        &self.oauth_client_id
    }

    /// The secret that the site and the app share.
    pub fn shared_secret(&self) -> &str {
        self.shared_secret.expose_secret()
    }

    /// The body of a lifecycle event.
    pub(crate) fn payload(&self, site: &Site, event: &str) -> Value {
        let mut payload = json!({
            "key": self.descriptor.key,
            "clientKey": self.client_key,
            "oauthClientId": self.oauth_client_id,
            "baseUrl": site.wiki_url(),
            "displayUrl": site.wiki_url(),
            "displayUrlServicedeskHelpCenter": site.wiki_url(),
            "productType": "confluence",
            "description": "Confluence in a sandbox",
            "serverVersion": "6452",
            "pluginsVersion": "1000.0.0",
            "eventType": event,
        });
        if event == "installed" {
            payload["sharedSecret"] = self.shared_secret().into();
        }
        payload
    }

    /// An address of the app below its base URL.
    pub(crate) fn address(&self, path: &str) -> io::Result<Url> {
        if !path.starts_with('/') {
            let text = format!("the path {path} does not start with a slash");
            return Err(io::Error::new(io::ErrorKind::InvalidInput, text));
        }
        outgoing::parse(&format!("{}{path}", self.descriptor.base_url))
    }

    /// The claims with which the site signs a request to the app.
    pub(crate) fn claims(&self, method: &str, url: &Url, life: i64) -> Value {
        let hash = qsh(
            method,
            &self.descriptor.base_path(),
            url.path(),
            url.query().unwrap_or_default(),
        );
        let now = Timestamp::now().as_second();
        json!({ "iss": self.client_key, "iat": now, "exp": now + life, "qsh": hash })
    }

    /// Signs any claims with the shared secret (HS256). Use it to make tokens that an app must refuse although their
    /// signature is right.
    ///
    /// # Errors
    ///
    /// If it cannot be signed. This does not happen in practice.
    pub fn sign(&self, claims: &Value) -> io::Result<String> {
        jwt::sign(&self.shared_secret, claims)
    }
}

impl fmt::Debug for Installation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Installation")
            .field("app_key", &self.descriptor.key)
            .field("client_key", &self.client_key)
            .finish_non_exhaustive()
    }
}
