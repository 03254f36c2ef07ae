//! Where tokens are kept between runs: the trait, and a store in memory. Files are in `file.rs`.

mod file;
mod memory;
mod tokens;

pub use file::FileStore;
pub use memory::MemoryStore;
pub use tokens::Tokens;

use futures_core::future::BoxFuture;
use std::fmt;
use std::sync::Arc;

/// What a [`TokenStore`] answers with.
pub type Stored<'a, T> = BoxFuture<'a, Result<T, StoreError>>;

/// Where the tokens of grants are kept, each under a key of your choice, such as the id of your user.
///
/// Every renewal makes the former refresh token worthless, so what is stored must be the latest, and only one may renew at a time. A grant
/// therefore takes [`lock`](TokenStore::lock), loads, renews, saves, and only then uses the new access token.
///
/// Implement it for your database: `lock` may be an advisory lock or a row lock, `save` must be durable when it returns. To encrypt what is
/// stored, encrypt the text of [`Tokens::to_json`]; the stores here do not.
pub trait TokenStore: Send + Sync + 'static {
    /// The tokens under this key, or `None` if there are none. Fails if there are some and they cannot be read.
    fn load<'a>(&'a self, key: &'a str) -> Stored<'a, Option<Tokens>>;

    /// Stores the tokens in place of former ones, all or nothing: after a failure or a crash the former ones are there as they were. Called
    /// with the lock held.
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
    /// What the store could not do, with the name of the thing, such as a file. No tokens in it.
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
