//! Time limits for the operations of a store, so that one that hangs does not hold up its grant.

use super::{StoreError, StoreLock, Stored, TokenStore, Tokens};
use crate::clock::within;
use std::time::Duration;

/// An operation that takes longer than this is given up and begun again: what made it hang may be over.
const TURN: Duration = Duration::from_secs(5);
/// How often an operation is begun. A database that is restarted is back in this time.
const TURNS: usize = 4;
/// How often a lock is asked for. Another program holds it for as long as it renews and stores.
const TURNS_FOR_LOCK: usize = 15;

/// Takes the lock of a key.
pub(in crate::oauth) async fn lock(store: &dyn TokenStore, key: &str) -> Result<StoreLock, StoreError> {
    in_turns("lock", key, TURNS_FOR_LOCK, || store.lock(key)).await
}

/// Loads the tokens of a key.
pub(in crate::oauth) async fn load(store: &dyn TokenStore, key: &str) -> Result<Option<Tokens>, StoreError> {
    in_turns("load", key, TURNS, || store.load(key)).await
}

/// Saves the tokens of a key.
pub(in crate::oauth) async fn save(store: &dyn TokenStore, key: &str, tokens: &Tokens) -> Result<(), StoreError> {
    in_turns("save", key, TURNS, || store.save(key, tokens)).await
}

async fn in_turns<'a, T>(
    what: &str,
    key: &str,
    turns: usize,
    operation: impl Fn() -> Stored<'a, T>,
) -> Result<T, StoreError> {
    for _ in 0..turns {
        if let Some(outcome) = within(TURN, operation()).await {
            return outcome;
        }
    }
    let waited = TURN.as_secs() * turns as u64;
    Err(StoreError::new(format!(
        "`{what}` of {key:?} did not end in {waited} seconds"
    )))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

    async fn hanging(times: usize) -> (Result<usize, StoreError>, usize) {
        let begun = AtomicUsize::new(0);
        let outcome = in_turns("load", "k", TURNS, || {
            Box::pin(async {
                let count = begun.fetch_add(1, SeqCst) + 1;
                if count <= times {
                    std::future::pending::<()>().await;
                }
                Ok(count)
            })
        });
        let outcome = outcome.await;
        (outcome, begun.load(SeqCst))
    }

    #[tokio::test(start_paused = true)]
    async fn an_operation_that_hangs_is_begun_again_and_given_up_at_last() {
        for times in 0..TURNS {
            assert_eq!(hanging(times).await.0.unwrap(), times + 1);
        }
        let (outcome, begun) = hanging(usize::MAX).await;
        let error = outcome.unwrap_err().to_string();
        assert_eq!((begun, &*error), (TURNS, "`load` of \"k\" did not end in 20 seconds"));
    }
}
