//! Tokens in memory.

use super::{StoreError, StoreLock, Stored, TokenStore, Tokens};
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Keeps tokens as long as the program runs. For tests, and for programs whose users sign in at each start.
#[derive(Default)]
pub struct MemoryStore(Mutex<HashMap<String, Entry>>);

#[derive(Default)]
struct Entry {
    tokens: Option<Tokens>,
    lock: Arc<tokio::sync::Mutex<()>>,
}

impl MemoryStore {
    /// An empty store.
    pub fn new() -> Self {
        Self::default()
    }

    fn entries(&self) -> MutexGuard<'_, HashMap<String, Entry>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn ready<'a, T: Send + 'a>(value: T) -> Stored<'a, T> {
    Box::pin(std::future::ready(Ok::<_, StoreError>(value)))
}

impl TokenStore for MemoryStore {
    fn load<'a>(&'a self, key: &'a str) -> Stored<'a, Option<Tokens>> {
        ready(self.entries().get(key).and_then(|entry| entry.tokens.clone()))
    }

    fn save<'a>(&'a self, key: &'a str, tokens: &'a Tokens) -> Stored<'a, ()> {
        self.entries().entry(key.to_owned()).or_default().tokens = Some(tokens.clone());
        ready(())
    }

    fn remove<'a>(&'a self, key: &'a str) -> Stored<'a, ()> {
        // The entry stays if another task has its lock or waits for it.
        let mut entries = self.entries();
        if let Some(entry) = entries.get_mut(key) {
            entry.tokens = None;
            if Arc::strong_count(&entry.lock) == 1 {
                entries.remove(key);
            }
        }
        ready(())
    }

    fn lock<'a>(&'a self, key: &'a str) -> Stored<'a, StoreLock> {
        let lock = self.entries().entry(key.to_owned()).or_default().lock.clone();
        Box::pin(async move { Ok(StoreLock::new(lock.lock_owned().await)) })
    }
}

impl fmt::Debug for MemoryStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let stored = self.entries().values().filter(|entry| entry.tokens.is_some()).count();
        write!(f, "MemoryStore({stored} grants)")
    }
}
