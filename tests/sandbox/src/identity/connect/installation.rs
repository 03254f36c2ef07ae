//! A Connect app on the site: what both sides know of each other.

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

/// A Connect app that was installed by [`Sandbox::install`](crate::Sandbox::install). It stays as it was: after another installation it still
/// has the secret of its own.
#[derive(Clone)]
pub struct Installation {
    pub(crate) descriptor: Descriptor,
    pub(crate) client_key: String,
    pub(crate) oauth_client_id: String,
    pub(crate) shared_secret: SecretString,
}

impl Installation {
    /// An installation of the app with a new secret. The tenant's names stay those that it had, if it had some.
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

    /// The tenant's name for the app: `iss` of everything the site signs.
    pub fn client_key(&self) -> &str {
        &self.client_key
    }

    /// What the app is called in assertions, when it impersonates users.
    pub fn oauth_client_id(&self) -> &str {
        &self.oauth_client_id
    }

    /// The secret of site and app.
    pub fn shared_secret(&self) -> &str {
        self.shared_secret.expose_secret()
    }

    /// What the app is told by a lifecycle event.
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

    /// What the site claims about a request to the app.
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

    /// Any claims, signed by the secret of both sides: HS256. For tokens that the other side must refuse although their signature is right.
    ///
    /// # Errors
    ///
    /// If it cannot be signed, which does not happen.
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
