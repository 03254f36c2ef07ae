//! A media host that fails before the file begins.

use super::{call, file, redirected};
use crate::clients::basic;
use crate::fault_server::{FaultServer, Reply};
use confluence_sdk::RetryPolicy;
use std::time::Duration;

#[tokio::test]
async fn a_media_host_that_fails_for_a_moment_is_asked_again() {
    let soon = RetryPolicy::standard()
        .max_attempts(3)
        .backoff(Duration::from_millis(2), Duration::from_millis(10));
    let moments: [fn() -> Reply; 6] = [
        || Reply::new(429),
        || Reply::new(503).header("Retry-After", "0"),
        || Reply::new(500),
        || Reply::new(504),
        || Reply::raw(b""),
        || Reply::raw(b"HTTP/1.1 200 OK\r\nContent-Le"),
    ];
    for (at, moment) in moments.into_iter().enumerate() {
        let server = FaultServer::start().await;
        let client = basic(&server);
        redirected(&server, "media");
        let redirect = call(&client).retries(soon).await.unwrap();
        server.answer(moment()).answer(moment()).answer(file("12345"));
        assert_eq!(redirect.clone().download().await.unwrap().bytes, "12345", "{at}");

        for _ in 0..3 {
            server.answer(moment());
        }
        let error = redirect.download().await.unwrap_err();
        assert_eq!(error.attempts(), 3, "{at}: {error}");
        assert!(!error.may_have_been_applied());
        for request in &server.received()[1..] {
            assert_eq!(request.header("authorization"), None);
        }
    }
    // What does not pass is asked for once, and so is what the caller wants once.
    for (policy, refusal) in [(soon, Reply::new(404)), (RetryPolicy::none(), Reply::new(503))] {
        let server = FaultServer::start().await;
        let client = basic(&server);
        redirected(&server, "media");
        let redirect = call(&client).retries(policy).await.unwrap();
        server.answer(refusal);
        assert_eq!(redirect.download().await.unwrap_err().attempts(), 1);
    }
    // Each attempt has its own time limit, if the caller has set one.
    let server = FaultServer::start().await;
    let client = basic(&server);
    redirected(&server, "media");
    let redirect = call(&client).retries(soon.attempt_timeout(Duration::from_millis(700)));
    let redirect = redirect.await.unwrap();
    server
        .answer(file("12345").late(Duration::from_secs(60)))
        .answer(file("12345"));
    assert_eq!(redirect.download().await.unwrap().bytes, "12345");
}
