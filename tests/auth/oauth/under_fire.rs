//! Token endpoints and stores that hang, refuse for a while, or fail, under calls with time limits of their own.

use super::authority::{Authority, Fault};
use super::flow::failure;
use super::kill::{OUT_OF_TIME, ended, environment, prepared, program_arguments};
use super::{KEY, Reader, app, call, client, expired, granted, stale};
use confluence_sdk::oauth::{Failure, FileStore, MemoryStore, StoreLock, Stored, TokenStore, Tokens};
use confluence_sdk::{Client, OAuth, PageId, Result};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::time::{Duration, Instant};

/// Much longer than the limits here, and much shorter than a hung server is waited for without them.
const SOON: Duration = Duration::from_secs(10);

async fn call_within(client: &Client<OAuth<Reader>>, millis: u64) -> Result<()> {
    let call = client.pages().get_page_by_id(PageId::new(7));
    call.timeout(Duration::from_millis(millis)).await.map(drop)
}

#[tokio::test]
async fn no_refusal_but_the_final_one_ends_a_grant() {
    for (status, body) in [
        (408, r#"{"error":"request_timeout"}"#),
        (401, r#"{"error":"invalid_client"}"#),
        (403, r#"{"error":"access_denied","error_description":"Unauthorized"}"#),
        (400, r#"{"error":"temporarily_unavailable"}"#),
        (400, r#"{"error":"invalid_request"}"#),
        (404, r#"{"error":"not_found"}"#),
        (429, r#"{"error":"rate_limited"}"#),
        (429, r#"{"error":"invalid_grant"}"#),
        (403, r#"{"error":"unauthorized_client"}"#),
        (403, "<html>blocked</html>"),
        (421, r#"{"error":"misdirected"}"#),
    ] {
        let authority = Authority::start().await;
        let (grant, _) = stale(&authority).await;
        let client = client(&authority, &grant);
        authority.fault(Fault::Answer(status, body));
        let failure = failure(call(&client).await);
        assert!(
            matches!(failure, Failure::Rejected(_) | Failure::BadAnswer { .. }),
            "{status} {body}: {failure}"
        );
        call(&client)
            .await
            .unwrap_or_else(|error| panic!("{status} {body}: {error}"));
    }
}

#[tokio::test]
async fn a_token_endpoint_says_when_to_come_back() {
    for (status, body, when, seconds) in [
        (429, r#"{"error":"rate_limited"}"#, "7", 7),
        (429, r#"{"error":"rate_limited"}"#, "Sun, 06 Nov 1994 08:49:37 GMT", 0),
        (429, "slow down", "7", 7),
    ] {
        let authority = Authority::start().await;
        let (grant, _) = stale(&authority).await;
        authority.fault(Fault::Later(status, body, when));
        let error = call(&client(&authority, &grant)).await.unwrap_err();
        assert_eq!(error.retry_after(), Some(Duration::from_secs(seconds)), "{error}");
        assert!(!error.needs_sign_in(), "{error}");
    }
}

#[tokio::test]
async fn the_vendors_other_words_for_a_dead_refresh_token_end_the_grant() {
    let authority = Authority::start().await;
    let (grant, _) = stale(&authority).await;
    let client = client(&authority, &grant);
    let refusal = r#"{"error":"unauthorized_client","error_description":"refresh_token is invalid"}"#;
    authority.fault(Fault::Answer(403, refusal));
    for _ in 0..2 {
        let failure = failure(call(&client).await);
        assert!(matches!(failure, Failure::ConsentNeeded(_)), "{failure}");
    }
    assert_eq!(authority.asked(), 1, "it is remembered");
}

#[tokio::test]
async fn a_token_that_is_still_good_is_used_whatever_the_renewal_says() {
    for fault in [
        Fault::Answer(403, r#"{"error":"invalid_grant"}"#),
        Fault::Answer(401, r#"{"error":"invalid_client"}"#),
        Fault::Answer(400, r#"{"error":"temporarily_unavailable"}"#),
        Fault::Hang,
    ] {
        let authority = Authority::start().await;
        authority.book().life = 8;
        let grant = granted::<Reader>(&authority).await;
        tokio::time::sleep(Duration::from_millis(4100)).await;
        authority.fault(fault);
        let client = client(&authority, &grant);
        let started = Instant::now();
        for _ in 0..3 {
            call(&client).await.unwrap();
        }
        assert!(
            started.elapsed() < Duration::from_secs(3),
            "they waited for the renewal"
        );
        while authority.asked() < 2 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        call(&client).await.unwrap();
        assert_eq!(authority.calls(), [200; 4]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_hundred_calls_and_a_hung_endpoint_each_end_at_their_own_limit() {
    let authority = Authority::start().await;
    let (grant, _) = stale(&authority).await;
    (0..3).for_each(|_| authority.fault(Fault::Hang));
    let started = Instant::now();
    let calls: Vec<_> = (0..200)
        .map(|i| {
            let (client, limit) = (client(&authority, &grant), 100 + 5 * i);
            tokio::spawn(async move {
                let error = call_within(&client, limit).await.unwrap_err();
                (error, limit, started.elapsed())
            })
        })
        .collect();
    for done in calls {
        let (error, limit, took) = done.await.unwrap();
        assert!(error.is_timeout(), "{error}");
        assert!(took >= Duration::from_millis(limit), "{took:?} of {limit}");
        assert!(took < SOON, "{took:?} of {limit}");
    }
    assert_eq!(authority.asked(), 1, "one renewal for all of them");
}

#[tokio::test]
async fn three_programs_on_one_store_and_a_hung_endpoint_end_at_their_own_limit() {
    let (authority, directory) = prepared().await;
    (0..9).for_each(|_| authority.fault(Fault::Hang));
    let started = Instant::now();
    let programs: Vec<_> = (0..3)
        .map(|_| {
            let mut command = Command::new(std::env::current_exe().unwrap());
            command.args(program_arguments()).env("GRANT_LIMIT", "500");
            environment(&mut command, &authority, directory.path(), "")
                .spawn()
                .unwrap()
        })
        .collect();
    for program in programs {
        assert_eq!(ended(program).await.code(), Some(OUT_OF_TIME));
    }
    assert!(started.elapsed() < SOON, "{:?}", started.elapsed());
}

#[tokio::test]
async fn a_lock_that_another_program_holds_is_waited_for_within_the_limit_of_the_call() {
    let (authority, directory) = prepared().await;
    let store = Arc::new(FileStore::new(directory.path()).unwrap());
    let grant = app(&authority).grant::<Reader>(store.clone(), KEY).await.unwrap();
    let held = store.lock(KEY).await.unwrap();
    let client = client(&authority, &grant);
    let started = Instant::now();
    assert!(call_within(&client, 300).await.unwrap_err().is_timeout());
    assert!(started.elapsed() < SOON);
    drop(held);
    call(&client).await.unwrap();
    assert_eq!(authority.rotations(), 1);
}

/// A store of which one operation hangs while it is told to.
struct Hanging {
    inner: MemoryStore,
    operation: &'static str,
    hangs: AtomicBool,
}

impl Hanging {
    async fn pass(&self, operation: &str) {
        if self.operation == operation && self.hangs.load(SeqCst) {
            std::future::pending::<()>().await;
        }
    }
}

impl TokenStore for Hanging {
    fn load<'a>(&'a self, key: &'a str) -> Stored<'a, Option<Tokens>> {
        Box::pin(async move {
            self.pass("load").await;
            self.inner.load(key).await
        })
    }
    fn save<'a>(&'a self, key: &'a str, tokens: &'a Tokens) -> Stored<'a, ()> {
        Box::pin(async move {
            self.pass("save").await;
            self.inner.save(key, tokens).await
        })
    }
    fn remove<'a>(&'a self, key: &'a str) -> Stored<'a, ()> {
        self.inner.remove(key)
    }
    fn lock<'a>(&'a self, key: &'a str) -> Stored<'a, StoreLock> {
        Box::pin(async move {
            let lock = self.inner.lock(key).await;
            self.pass("lock").await;
            lock
        })
    }
}

async fn a_store_hangs(operation: &'static str) {
    let authority = Authority::start().await;
    let store = Arc::new(Hanging {
        inner: MemoryStore::new(),
        operation,
        hangs: AtomicBool::new(false),
    });
    store.save(KEY, &expired(&authority)).await.unwrap();
    let grant = app(&authority).grant::<Reader>(store.clone(), KEY).await.unwrap();
    let client = client(&authority, &grant);

    store.hangs.store(true, SeqCst);
    let started = Instant::now();
    let error = call_within(&client, 500).await.unwrap_err();
    assert!(error.is_timeout(), "{operation}: {error}");
    assert!(
        started.elapsed() < Duration::from_secs(4),
        "{operation}: {:?}",
        started.elapsed()
    );

    store.hangs.store(false, SeqCst);
    call(&client)
        .await
        .unwrap_or_else(|error| panic!("{operation}: {error}"));
    assert_eq!(
        (authority.rotations(), &*authority.calls()),
        (1, &[200][..]),
        "{operation}"
    );
}

#[tokio::test]
async fn a_store_that_hung_serves_once_it_is_well_again() {
    tokio::join!(a_store_hangs("lock"), a_store_hangs("load"), a_store_hangs("save"));
}
