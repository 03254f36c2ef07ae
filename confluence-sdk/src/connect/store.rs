//! Stores that keep installations.

use super::installation::Installation;
use futures_core::future::BoxFuture;
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

type BoxError = Box<dyn std::error::Error + Send + Sync>;
/// The answer of an [`InstallationStore`].
pub type Stored<'a, T> = BoxFuture<'a, Result<T, BoxError>>;

/// Keeps the installations of one app, by their client key. Implement it for your database; [`Installation::to_json`]
/// and [`Installation::from_json`] write and read one.
///
/// An installation contains the shared secret: everyone who can read the store can act as the app.
pub trait InstallationStore: Send + Sync + 'static {
    /// The installation with this client key, if there is one.
    fn get<'a>(&'a self, client_key: &'a str) -> Stored<'a, Option<Installation>>;

    /// Stores an installation and replaces one with the same client key. It must be durable when this returns: the site
    /// is then told that the app is installed, and does not send the secret again.
    fn upsert<'a>(&'a self, installation: &'a Installation) -> Stored<'a, ()>;

    /// Forgets an installation and returns it. It is not an error if there is none, because the call may come twice.
    fn remove<'a>(&'a self, client_key: &'a str) -> Stored<'a, Option<Installation>>;
}

/// Installations in memory, for experiments and tests. After a restart, every site would have to install the app again.
#[derive(Default)]
pub struct MemoryInstallations(Mutex<HashMap<String, Installation>>);

impl MemoryInstallations {
    /// An empty store.
    pub fn new() -> Self {
        Self::default()
    }

    fn held(&self) -> MutexGuard<'_, HashMap<String, Installation>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl InstallationStore for MemoryInstallations {
    fn get<'a>(&'a self, client_key: &'a str) -> Stored<'a, Option<Installation>> {
        let found = self.held().get(client_key).cloned();
        Box::pin(std::future::ready(Ok(found)))
    }

    fn upsert<'a>(&'a self, installation: &'a Installation) -> Stored<'a, ()> {
        self.held()
            .insert(installation.client_key.clone(), installation.clone());
        Box::pin(std::future::ready(Ok(())))
    }

    fn remove<'a>(&'a self, client_key: &'a str) -> Stored<'a, Option<Installation>> {
        let removed = self.held().remove(client_key);
        Box::pin(std::future::ready(Ok(removed)))
    }
}

impl<T: InstallationStore + ?Sized> InstallationStore for Arc<T> {
    fn get<'a>(&'a self, client_key: &'a str) -> Stored<'a, Option<Installation>> {
        (**self).get(client_key)
    }

    fn upsert<'a>(&'a self, installation: &'a Installation) -> Stored<'a, ()> {
        (**self).upsert(installation)
    }

    fn remove<'a>(&'a self, client_key: &'a str) -> Stored<'a, Option<Installation>> {
        (**self).remove(client_key)
    }
}

impl fmt::Debug for MemoryInstallations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MemoryInstallations({})", self.held().len())
    }
}
