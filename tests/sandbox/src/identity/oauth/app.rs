//! OAuth 2.0 apps, as they are registered in the vendor's developer console.

use crate::server::Sandbox;
use secrecy::SecretString;
use std::fmt;

/// An OAuth 2.0 (3LO) app, as the developer console stores it.
///
/// ```
/// use confluence_sandbox::OAuthApp;
///
/// let app = OAuthApp::new("my-client")
///     .secret("not-a-real-secret")
///     .redirect("http://127.0.0.1:8080/callback")
///     .scopes(["read:page:confluence", "offline_access"]);
/// ```
#[derive(Clone)]
pub struct OAuthApp {
    pub(crate) client_id: String,
    pub(crate) name: String,
    pub(crate) secret: SecretString,
    pub(crate) redirects: Vec<String>,
    pub(crate) scopes: Vec<String>,
}

impl OAuthApp {
    /// An app without a secret, without a callback and without scopes. It gets no tokens until it has a secret. Its
    /// name is the client id.
    pub fn new(client_id: &str) -> Self {
        Self {
            client_id: client_id.to_owned(),
            name: client_id.to_owned(),
            secret: SecretString::default(),
            redirects: Vec::new(),
            scopes: Vec::new(),
        }
    }

    /// Sets the name that the consent page shows.
    pub fn name(mut self, name: &str) -> Self {
        name.clone_into(&mut self.name);
        self
    }

    /// Sets the client secret.
    pub fn secret(mut self, secret: &str) -> Self {
        self.secret = secret.into();
        self
    }

    /// Adds a callback address. An authorisation must name one of them exactly.
    pub fn redirect(mut self, uri: &str) -> Self {
        self.redirects.push(uri.to_owned());
        self
    }

    /// Enables scopes, in the vendor's spelling. `offline_access` is always enabled.
    pub fn scopes<S: Into<String>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        self.scopes.extend(scopes.into_iter().map(Into::into));
        self
    }

    pub(crate) fn enables(&self, scope: &str) -> bool {
        scope == "offline_access" || self.scopes.iter().any(|enabled| enabled == scope)
    }
}

impl fmt::Debug for OAuthApp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OAuthApp")
            .field("client_id", &self.client_id)
            .field("name", &self.name)
            .field("redirects", &self.redirects)
            .field("scopes", &self.scopes)
            .finish_non_exhaustive()
    }
}

impl Sandbox {
    /// Registers an OAuth 2.0 app. An app with the same client id is replaced.
    pub fn register(&self, app: OAuthApp) {
        let mut state = self.shared.state_mut();
        state.identity.oauth_apps.insert(app.client_id.clone(), app);
    }
}
