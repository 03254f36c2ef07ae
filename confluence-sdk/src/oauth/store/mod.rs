//! Stores that keep tokens between runs: the trait. The stores themselves are in `memory.rs` and `file.rs`.

mod file;
mod guard;
mod memory;
mod tokens;
pub(super) mod turns;

pub use file::FileStore;
pub use memory::MemoryStore;
pub use tokens::Tokens;

use futures_core::future::BoxFuture;
use std::fmt;
use std::sync::Arc;

/// The answer of a [`TokenStore`].
pub type Stored<'a, T> = BoxFuture<'a, Result<T, StoreError>>;

/// A store for the tokens of grants, each under a key of your choice, such as the id of your user.
///
/// Every renewal makes the former refresh token worthless. So the stored tokens must be the latest, and only one grant
/// may renew at a time. A grant therefore takes [`lock`](TokenStore::lock), loads, renews, saves, and only then uses
/// the new access token.
///
/// Implement it for your database, as
/// [the guide](https://docs.rs/confluence-sdk/latest/confluence_sdk/guide/oauth_in_production/#tokens-in-a-database)
/// shows: `lock` is best an advisory lock, and `save` must be durable when it returns. An operation that takes longer
/// than five seconds is dropped and begun again a few times, then it counts as failed. Once it is dropped, it must not
/// change the store any more. The stores here do not encrypt. To encrypt the tokens, encrypt the text of
/// [`Tokens::to_json`].
#[doc(alias("rotation", "refresh token"))]
pub trait TokenStore: Send + Sync + 'static {
    /// Returns the tokens under this key, or `None` if there are none. Fails if there are tokens that cannot be read.
    fn load<'a>(&'a self, key: &'a str) -> Stored<'a, Option<Tokens>>;

    /// Stores the tokens in place of former ones, all or nothing: after a failure or a crash the former ones are
    /// unchanged. It is called with the lock held.
    fn save<'a>(&'a self, key: &'a str, tokens: &'a Tokens) -> Stored<'a, ()>;

    /// Forgets the tokens. Does nothing if there are none.
    fn remove<'a>(&'a self, key: &'a str) -> Stored<'a, ()>;

    /// Waits until nobody else holds the lock of this key, in any process that shares the store, and takes it.
    fn lock<'a>(&'a self, key: &'a str) -> Stored<'a, StoreLock>;
}

/// The lock of one key, held until it is dropped.
pub struct StoreLock(#[allow(dead_code, reason = "kept to be dropped")] Box<dyn Send>);

impl StoreLock {
    /// Holds what releases the lock when it is dropped.
    pub fn new(guard: impl Send + 'static) -> Self {
        Self(Box::new(guard))
    }
}

impl fmt::Debug for StoreLock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StoreLock")
    }
}

/// Why tokens could not be loaded, saved or locked.
#[derive(Clone, Debug)]
pub struct StoreError {
    problem: String,
    source: Option<Arc<dyn std::error::Error + Send + Sync>>,
}

impl StoreError {
    /// Says what the store could not do, and names the thing, such as a file. Write no tokens into it.
    pub fn new(problem: impl Into<String>) -> Self {
        Self {
            problem: problem.into(),
            source: None,
        }
    }

    /// The same with its cause.
    pub fn caused(problem: impl Into<String>, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self {
            problem: problem.into(),
            source: Some(source.into().into()),
        }
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.problem)
    }
}

impl std::error::Error for StoreError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
