//! A call that is dropped at any point of a renewal loses no token and keeps no lock.

use super::authority::Authority;
use super::{KEY, call, client, stale};
use confluence_sdk::oauth::TokenStore;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::Duration;

/// What is waited for at most. Only a failure takes as long.
const LONG: Duration = Duration::from_secs(60);

/// Polls a future so many times. Whether it ended by then.
async fn polled<F: Future>(mut future: Pin<&mut F>, times: usize) -> bool {
    let mut done = 0;
    poll_fn(|cx| {
        done += 1;
        match future.as_mut().poll(cx) {
            Poll::Ready(_) => Poll::Ready(true),
            Poll::Pending if done >= times => Poll::Ready(false),
            Poll::Pending => Poll::Pending,
        }
    })
    .await
}

#[tokio::test]
async fn a_call_that_is_dropped_at_any_point_loses_no_token() {
    for times in 1..200 {
        let authority = Authority::start().await;
        {
            let mut book = authority.book();
            // A refresh token serves once: a rotation that is lost is the end of the grant.
            book.leeway = false;
            book.delay = Duration::from_millis(2);
            book.gateway_delay = Duration::from_millis(2);
        }
        let (grant, store) = stale(&authority).await;
        let client = client(&authority, &grant);
        let first = pin!(async { call(&client).await.unwrap() });
        let ended = tokio::time::timeout(LONG, polled(first, times))
            .await
            .expect("it hangs");
        let second = tokio::time::timeout(LONG, call(&client)).await;
        second
            .expect("something is locked")
            .unwrap_or_else(|error| panic!("after {times} polls: {error}"));
        assert_eq!(authority.rotations(), 1, "after {times} polls");
        let stored = store.load(KEY).await.unwrap().unwrap();
        let current = authority.book().current_refresh().to_owned();
        assert!(secrecy::ExposeSecret::expose_secret(&stored.to_json()).contains(&current));
        if ended {
            assert!(times > 2, "it was dropped at no point");
            return;
        }
    }
    panic!("it never ends");
}
