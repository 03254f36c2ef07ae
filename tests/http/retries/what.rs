//! Which answers are followed by another attempt.

use super::{PAGE, answers, basic, read, soon};
use crate::fault_server::{FaultServer, Reply};
use confluence_sdk::{PageId, RetryPolicy, SpaceId};
use http::StatusCode;
use std::time::Duration;

#[tokio::test]
async fn a_failure_that_passes_is_not_noticed() {
    let failures: [fn() -> Reply; 14] = [
        || Reply::new(429),
        || Reply::new(429).header("X-Failure-Category", "FAILURE_CLIENT_RATE_LIMITED"),
        || Reply::new(429).header("Retry-After", "0"),
        || Reply::new(429).header("Retry-After", "Sun, 06 Nov 1994 08:49:37 GMT"),
        || Reply::new(429).header("X-RateLimit-Reset", "2020-03-26T16:00Z"),
        || Reply::new(429).header("RateLimit", "\"global-app-quota\";r=0;t=0"),
        || Reply::new(503).header("Retry-After", "0"),
        || Reply::new(503),
        || Reply::html(500, "<p>oops"),
        || Reply::new(502),
        || Reply::new(504),
        || Reply::raw(b""),
        || Reply::raw(b"HTTP/1.1 200 OK\r\nContent-Le"),
        || Reply::ok(PAGE).cut_after(20),
    ];
    for (at, fails) in failures.into_iter().enumerate() {
        let server = FaultServer::start().await;
        server.answer(fails()).answer(fails()).answer(Reply::ok(PAGE));
        let answer = read(&basic(&server)).await;
        assert!(answer.is_ok(), "{at}: {answer:?}");
        assert_eq!(server.received().len(), 3, "{at}");
    }
}

#[tokio::test]
async fn what_does_not_pass_is_asked_once() {
    for status in [400, 402, 404, 405, 409, 410, 412, 413, 422, 501] {
        let server = FaultServer::start().await;
        server.answer(Reply::new(status).header("Retry-After", "0"));
        let error = read(&basic(&server)).await.unwrap_err();
        assert_eq!(
            (error.status(), error.attempts()),
            (StatusCode::from_u16(status).ok(), 1)
        );
        server.only();
    }
}

#[tokio::test]
async fn what_would_apply_is_not_acted_on() {
    let server = FaultServer::start().await;
    let beta = || {
        Reply::ok(PAGE)
            .header("Beta-Retry-After", "3600")
            .header("Beta-RateLimit", "\"global-app-quota\";r=0;t=3600")
            .header("X-Beta-RateLimit-NearLimit", "true")
            .header("X-Beta-RateLimit-Remaining", "0")
            .header("X-Beta-RateLimit-Reset", "2099-01-01T00:00:00Z")
            .header("X-Beta-RateLimit-Reason", "confluence-quota-global-based")
    };
    let client = basic(&server);
    for _ in 0..3 {
        server.answer(beta());
        read(&client).await.unwrap();
    }
}

#[tokio::test]
async fn an_error_tells_how_often_and_how_long_was_tried() {
    let server = FaultServer::start().await;
    let client = basic(&server);
    answers(&server, 5, || Reply::new(502));
    let error = read(&client).await.unwrap_err();
    assert_eq!((error.status(), error.attempts()), (Some(StatusCode::BAD_GATEWAY), 5));
    assert!(error.elapsed() > Duration::ZERO);
    assert!(error.to_string().contains("; after 5 attempts in 0."), "{error}");
    assert!(!error.may_have_been_applied());

    // One attempt is not worth a word.
    server.answer(Reply::new(400));
    let error = read(&client).await.unwrap_err();
    assert!(!error.to_string().contains("attempt"), "{error}");
}

#[tokio::test]
async fn a_call_has_its_own_policy() {
    let server = FaultServer::start().await;
    let client = basic(&server);
    for (policy, sent) in [(RetryPolicy::none(), 1), (soon().max_attempts(2), 2)] {
        let before = server.received().len();
        answers(&server, sent, || Reply::new(500));
        let call = client.pages().get_page_by_id(PageId::new(7)).retries(policy);
        assert_eq!(call.await.unwrap_err().attempts(), sent);
        assert_eq!(server.received().len() - before, sent as usize);
    }
    answers(&server, 2, || Reply::new(500));
    let raw = client.request("GET", "/wiki/anything").retries(soon().max_attempts(2));
    assert_eq!(raw.await.unwrap().error_for_status().unwrap_err().attempts(), 2);
}

#[tokio::test]
async fn a_server_that_hangs_is_asked_again_if_an_attempt_has_a_limit() {
    const HANGS: Duration = Duration::from_secs(30);
    let server = FaultServer::start().await;
    server
        .answer(Reply::ok(PAGE).late(HANGS))
        .answer(Reply::ok(PAGE).stalls(HANGS))
        .answer(Reply::ok(PAGE));
    let policy = soon().attempt_timeout(Duration::from_millis(300));
    let call = basic(&server).pages().get_page_by_id(PageId::new(7)).retries(policy);
    call.await.unwrap();
    assert_eq!(server.received().len(), 3);
}

#[tokio::test]
async fn no_connection_is_tried_again_for_writes_too() {
    let server = FaultServer::start().await;
    let client = basic(&server);
    drop(server);
    let error = client
        .pages()
        .create_page(SpaceId::new(1))
        .title("t")
        .await
        .unwrap_err();
    assert!(error.is_connect(), "{error}");
    assert_eq!(error.attempts(), 5);
    assert!(!error.may_have_been_applied(), "{error}");
}

#[tokio::test]
async fn a_stream_crosses_limits() {
    let server = FaultServer::start().await;
    let page = |cursor: &str, id: u64| {
        let next = format!(r#"{{"next":"/wiki/api/v2/pages?cursor={cursor}"}}"#);
        let links = if cursor.is_empty() { "{}".to_owned() } else { next };
        let item = PAGE.replacen('7', &id.to_string(), 1);
        Reply::ok(format!(r#"{{"results":[{item}],"_links":{links}}}"#))
    };
    for n in 1..=20 {
        server.answer(Reply::new(429).header("Retry-After", "0"));
        server.answer(Reply::new(503));
        server.answer(page(&if n < 20 { format!("c{n}") } else { String::new() }, n));
    }
    let all = basic(&server).pages().get_pages().items().collect().await.unwrap();
    assert_eq!(all.len(), 20);
    assert_eq!(server.received().len(), 60);
}
