//! Nothing outlives the time limit of a call.

use super::{basic, on, soon};
use crate::fault_server::{FaultServer, Reply};
use confluence_sdk::{Http, PageId};
use http::StatusCode;
use std::time::{Duration, Instant};

#[tokio::test]
async fn a_wait_that_is_too_long_is_not_begun() {
    for (status, name, value, least) in [
        (429, "Retry-After", "100", 100),
        (503, "Retry-After", "100", 100),
        (429, "Retry-After", "Fri, 01 Jan 2100 00:00:00 GMT", 1_000_000),
        (503, "Retry-After", "Fri, 01 Jan 2100 00:00:00 GMT", 1_000_000),
        (429, "X-RateLimit-Reset", "2100-01-01T00:00Z", 1_000_000),
        (429, "RateLimit", "\"global-app-quota\";r=0;t=100", 100),
    ] {
        let server = FaultServer::start().await;
        server.answer(Reply::new(status).header(name, value));
        let started = Instant::now();
        let error = basic(&server).pages().get_page_by_id(PageId::new(7)).await.unwrap_err();
        assert!(started.elapsed() < Duration::from_secs(20), "{name}: {value}");
        assert_eq!(
            (error.status(), error.attempts()),
            (StatusCode::from_u16(status).ok(), 1),
            "{name}: {value}"
        );
        assert!(
            error.retry_after().unwrap() >= Duration::from_secs(least),
            "{name}: {value}"
        );
        server.only();
    }
}

#[tokio::test]
async fn the_last_answer_comes_back_and_not_a_timeout() {
    let server = FaultServer::start().await;
    server.answer(Reply::new(429).header("Retry-After", "2"));
    let call = basic(&server).pages().get_page_by_id(PageId::new(7));
    let error = call.timeout(Duration::from_millis(1500)).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 429, "{error}");
    assert_eq!(error.retry_after(), Some(Duration::from_secs(2)));
}

#[tokio::test]
async fn the_server_is_not_asked_before_the_time_that_it_names() {
    let server = FaultServer::start().await;
    server
        .answer(Reply::new(429).header("Retry-After", "1"))
        .answer(Reply::new(404));
    let started = Instant::now();
    let error = basic(&server).pages().get_page_by_id(PageId::new(7)).await.unwrap_err();
    assert!(started.elapsed() >= Duration::from_secs(1));
    assert!(error.elapsed() >= Duration::from_secs(1));
    assert_eq!((error.status(), error.attempts()), (Some(StatusCode::NOT_FOUND), 2));
}

#[tokio::test]
async fn waiting_for_a_turn_is_part_of_the_time() {
    let server = FaultServer::start().await;
    let http = Http::builder()
        .retries(soon())
        .max_concurrent_requests(1)
        .build()
        .unwrap();
    let client = on(&server, &http);
    server.answer(Reply::new(404).late(Duration::from_secs(3)));
    let first = tokio::spawn(client.pages().get_page_by_id(PageId::new(1)));
    while server.received().is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let second = client
        .pages()
        .get_page_by_id(PageId::new(2))
        .timeout(Duration::from_millis(100));
    let error = second.await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
    assert_eq!(error.attempts(), 0);
    assert!(!first.is_finished());
    first.abort();
    server.only();
}
