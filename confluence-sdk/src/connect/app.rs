//! The app: its descriptor, its installations, and the keys that it verifies calls with.

use super::descriptor::Descriptor;
use super::hosts::Hosts;
use super::impersonation::Impersonation;
use super::install_keys::InstallKeys;
use super::installation::Installation;
use super::replay::Seen;
use super::store::InstallationStore;
use crate::Result;
use crate::auth::{Connect, ConnectUser};
use crate::client::Client;
use crate::grants::{ConnectScopes, Has};
use crate::http::Http;
use crate::id::AccountId;
use crate::jwt::{LEEWAY, TokenError};
use crate::scope::ConnectActAsUser;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// A Connect app as its server sees it. It verifies the calls that come in, and calls the sites that it is installed
/// on.
///
/// ```
/// use confluence_sdk::Http;
/// use confluence_sdk::connect::{App, Descriptor, MemoryInstallations};
///
/// # fn main() -> confluence_sdk::Result<()> {
/// let descriptor = Descriptor::builder("com.example.my-app", "https://app.example.com")
///     .installed("/installed")
///     .build()?;
/// let app = App::new(descriptor, MemoryInstallations::new(), Http::builder().build()?);
/// # Ok(())
/// # }
/// ```
///
/// Clones share everything.
#[derive(Clone)]
pub struct App(pub(super) Arc<Inner>);

#[derive(Clone)]
pub(super) struct Inner {
    pub(super) descriptor: Descriptor,
    pub(super) store: Arc<dyn InstallationStore>,
    pub(super) http: Http,
    pub(super) install_keys: InstallKeys,
    pub(super) hosts: Hosts,
    pub(super) impersonation: Impersonation,
    pub(super) audiences: Vec<String>,
    pub(super) leeway: Duration,
    pub(super) seen: Arc<Seen>,
}

impl App {
    /// An app that fetches install keys from the vendor and accepts sites on `*.atlassian.net`.
    pub fn new(descriptor: Descriptor, store: impl InstallationStore, http: Http) -> Self {
        Self(Arc::new(Inner {
            audiences: vec![descriptor.base_url().to_owned()],
            descriptor,
            store: Arc::new(store),
            http,
            install_keys: InstallKeys::default(),
            hosts: Hosts::default(),
            impersonation: Impersonation::default(),
            leeway: LEEWAY,
            seen: Arc::default(),
        }))
    }

    /// Verifies lifecycle calls with other keys than the vendor's.
    pub fn install_keys(self, keys: InstallKeys) -> Self {
        self.changed(|inner| inner.install_keys = keys)
    }

    /// Accepts other hosts as sites than `*.atlassian.net`.
    pub fn accepting(self, hosts: Hosts) -> Self {
        self.changed(|inner| inner.hosts = hosts)
    }

    /// Asks another authorization server than the vendor's for tokens of users.
    pub fn impersonating(self, impersonation: Impersonation) -> Self {
        self.changed(|inner| inner.impersonation = impersonation)
    }

    /// Accepts lifecycle calls that are made out (`aud`) to this base URL too, such as one that the app had before.
    pub fn audience(self, base_url: impl Into<String>) -> Self {
        self.changed(|inner| inner.audiences.push(base_url.into()))
    }

    /// Sets how much clocks may differ. The default is 30 seconds; the vendor's own framework allows no difference.
    pub fn leeway(self, leeway: Duration) -> Self {
        self.changed(|inner| inner.leeway = leeway)
    }

    /// The descriptor, to be served as JSON.
    pub fn descriptor(&self) -> &Descriptor {
        &self.0.descriptor
    }

    /// The installation with this client key. The error is [`UnknownTenant`](TokenError::UnknownTenant) if there is
    /// none.
    ///
    /// # Errors
    ///
    /// [`UnknownTenant`](TokenError::UnknownTenant) if there is none, [`Store`](TokenError::Store) if the store fails.
    pub async fn installation(&self, client_key: &str) -> Result<Installation, TokenError> {
        let found = self.0.store.get(client_key).await.map_err(TokenError::Store)?;
        // A store may look keys up loosely, for example without regard to case. It must not hand out another tenant's
        // secret.
        found
            .filter(|found| found.client_key == client_key)
            .map(|found| self.adopted(found))
            .ok_or(TokenError::UnknownTenant)
    }

    /// A client that calls an installation's site as the app itself.
    ///
    /// # Errors
    ///
    /// If its base URL is not the address of a site on an accepted host, or if it is an installation of another app:
    /// [`is_invalid_input`](crate::Error::is_invalid_input).
    pub fn client<C: ConnectScopes>(&self, installation: &Installation) -> Result<Client<Connect<C>>> {
        let installation = self.adopted(installation.clone());
        installation.client(&self.0.http, self.0.descriptor.key())
    }

    /// A client that calls an installation's site on behalf of a user: see [`Installation::user_client`]. Tokens are
    /// shared by all clients of the app.
    ///
    /// # Errors
    ///
    /// Those of [`Installation::user_client`].
    pub fn user_client<C: ConnectScopes + Has<ConnectActAsUser>>(
        &self,
        installation: &Installation,
        user: &AccountId,
    ) -> Result<Client<ConnectUser<C>>> {
        self.adopted(installation.clone()).user_client(&self.0.http, user)
    }

    /// The installation with the configuration of this app.
    pub(super) fn adopted(&self, installation: Installation) -> Installation {
        installation
            .accepting(self.0.hosts.clone())
            .impersonating(self.0.impersonation.clone())
    }

    fn changed(mut self, change: impl FnOnce(&mut Inner)) -> Self {
        change(Arc::make_mut(&mut self.0));
        self
    }
}

impl fmt::Debug for App {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("App")
            .field("key", &self.0.descriptor.key())
            .field("base_url", &self.0.descriptor.base_url())
            .field("install_keys", &self.0.install_keys)
            .field("hosts", &self.0.hosts)
            .finish_non_exhaustive()
    }
}
