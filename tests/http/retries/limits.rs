//! The pace: what the server says about its limits, what a program allows itself, and turns between tenants.

use super::{PAGE, answers, basic, on, read, tenant, with};
use crate::fault_server::{FaultServer, Reply};
use confluence_sdk::{PageId, RetryPolicy};
use http::StatusCode;
use std::time::{Duration, Instant};

#[tokio::test]
async fn a_quota_that_is_used_up_pauses_its_tenant() {
    let server = FaultServer::start().await;
    let http = with(|http| http);
    let (one, other) = (tenant(&server, &http, "c1"), tenant(&server, &http, "c2"));
    let reason = "confluence-quota-tenant-based";
    server.answer(
        Reply::new(429)
            .header("Retry-After", "1800")
            .header("RateLimit-Reason", reason),
    );
    let get = |client: &confluence_sdk::Client<_>| client.pages().get_page_by_id(PageId::new(7));
    let error = get(&one).await.unwrap_err();
    assert_eq!(
        (error.status(), error.attempts()),
        (Some(StatusCode::TOO_MANY_REQUESTS), 1)
    );
    assert_eq!(error.retry_after(), Some(Duration::from_secs(1800)));
    assert_eq!(error.rate_limit().unwrap().reason.as_deref(), Some(reason));

    // It is the same for all clients of the tenant, and nothing is sent.
    let error = get(&tenant(&server, &http, "c1")).await.unwrap_err();
    assert!(error.is_rate_limited() && !error.may_have_been_applied(), "{error}");
    assert_eq!((error.status(), error.attempts()), (None, 0));
    assert!(error.retry_after().unwrap() > Duration::from_secs(1700));
    assert!(
        error.to_string().contains(reason) && error.to_string().contains("nothing was sent"),
        "{error}"
    );
    assert_eq!(error.operation().unwrap().name, "get_page_by_id");
    server.only();

    server.answer(Reply::ok(PAGE));
    get(&other).await.unwrap();
    assert_eq!(server.received().len(), 2);
}

#[tokio::test]
async fn calls_wait_until_a_quota_starts_anew() {
    let server = FaultServer::start().await;
    let client = basic(&server);
    server.answer(
        Reply::new(429)
            .header("Retry-After", "1")
            .header("RateLimit-Reason", "confluence-quota-global-based"),
    );
    let started = Instant::now();
    let first = tokio::spawn(client.pages().get_page_by_id(PageId::new(1)));
    while server.received().is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    // Wait for the answer to arrive, then call as others would.
    tokio::time::sleep(Duration::from_millis(300)).await;
    let others: Vec<_> = (0..5)
        .map(|_| tokio::spawn(client.pages().get_page_by_id(PageId::new(2))))
        .collect();
    tokio::time::sleep(Duration::from_millis(200)).await;
    server.only();
    answers(&server, 6, || Reply::ok(PAGE));
    first.await.unwrap().unwrap();
    for other in others {
        other.await.unwrap().unwrap();
    }
    assert!(started.elapsed() >= Duration::from_secs(1));
    assert_eq!(server.received().len(), 7);
}

#[tokio::test]
async fn it_slows_down_before_a_limit_is_reached() {
    let server = FaultServer::start().await;
    let client = basic(&server);
    let near = || {
        Reply::ok(PAGE)
            .header("RateLimit-Policy", "\"tenant-app-quota\";q=100;w=3600")
            .header("RateLimit", "\"tenant-app-quota\";r=4;t=2")
    };
    answers(&server, 3, near);
    let started = Instant::now();
    for _ in 0..3 {
        read(&client).await.unwrap();
    }
    // Four requests in two seconds: half a second between two.
    assert!(
        started.elapsed() >= Duration::from_millis(990),
        "{:?}",
        started.elapsed()
    );
}

#[tokio::test]
async fn what_the_server_says_is_at_hand() {
    let server = FaultServer::start().await;
    server.answer(
        Reply::ok(PAGE)
            .header("X-RateLimit-Limit", "1000")
            .header("X-RateLimit-Remaining", "999")
            .header("X-RateLimit-Reset", "2100-01-01T00:00Z"),
    );
    server.answer(Reply::ok(PAGE));
    let client = basic(&server);
    let raw = client.pages().get_page_by_id(PageId::new(7)).raw().await.unwrap();
    let said = raw.rate_limit().unwrap();
    assert_eq!(
        (said.limit, said.remaining, said.near_limit),
        (Some(1000), Some(999), false)
    );
    assert!(said.reset.unwrap() > Duration::from_secs(1_000_000));
    let raw = client.pages().get_page_by_id(PageId::new(7)).raw().await.unwrap();
    assert_eq!(raw.rate_limit(), None);
}

#[tokio::test]
async fn so_many_requests_are_under_way_and_no_more() {
    const TAKES: Duration = Duration::from_millis(100);
    let server = FaultServer::start().await;
    let client = on(&server, &with(|http| http.max_concurrent_requests(2)));
    answers(&server, 6, || Reply::ok(PAGE).late(TAKES));
    let started = Instant::now();
    let calls: Vec<_> = (0..6)
        .map(|_| tokio::spawn(client.pages().get_page_by_id(PageId::new(7))))
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert!(started.elapsed() >= TAKES * 3);
}

#[tokio::test]
async fn so_many_requests_in_a_second_and_no_more() {
    let server = FaultServer::start().await;
    let client = on(&server, &with(|http| http.requests_per_second(20.0)));
    answers(&server, 6, || Reply::ok(PAGE));
    let started = Instant::now();
    let calls: Vec<_> = (0..6)
        .map(|_| tokio::spawn(client.pages().get_page_by_id(PageId::new(7))))
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert!(
        started.elapsed() >= Duration::from_millis(245),
        "{:?}",
        started.elapsed()
    );
    for wrong in [0.0, -1.0, f64::NAN] {
        let error = confluence_sdk::Http::builder()
            .requests_per_second(wrong)
            .build()
            .unwrap_err();
        assert_eq!(error.field(), Some("requests_per_second"));
    }
}

#[tokio::test]
async fn a_flood_of_one_tenant_does_not_starve_another() {
    let server = FaultServer::start().await;
    let http = with(|http| http.max_concurrent_requests(1).retries(RetryPolicy::none()));
    let (flood, quiet) = (tenant(&server, &http, "flood"), tenant(&server, &http, "quiet"));
    answers(&server, 43, || Reply::ok(PAGE).late(Duration::from_millis(10)));
    let mut calls: Vec<_> = (0..40)
        .map(|_| tokio::spawn(flood.pages().get_page_by_id(PageId::new(7))))
        .collect();
    while server.received().len() < 2 {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    let before = server.received().len();
    calls.extend((0..3).map(|_| tokio::spawn(quiet.pages().get_page_by_id(PageId::new(7)))));
    for call in calls {
        call.await.unwrap().unwrap();
    }
    let received = server.received();
    let last = received
        .iter()
        .rposition(|request| request.path().contains("/quiet/"))
        .unwrap();
    assert!(
        last <= before + 10,
        "the last one of the quiet tenant was number {last}, it came after {before}"
    );
    assert!(last < 35);
}
