//! Connections that break, answers that are slow, and answers that are too large.

use super::error;
use crate::clients::basic;
use crate::fault_server::{FaultServer, Reply};
use confluence_sdk::{Http, PageId, Site};
use std::time::{Duration, Instant};

#[tokio::test]
async fn connections_that_break() {
    for reply in [
        Reply::raw(b""),
        Reply::raw(b"HTTP/1.1 200"),
        Reply::raw(b"HTTP/1.1 200 OK\r\nContent-Le"),
        Reply::raw(b"SSH-2.0-OpenSSH_9.6\r\n"),
        Reply::raw(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef"),
        Reply::raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"),
        Reply::raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab"),
        Reply::ok(r#"{"id":"7"}"#).cut_after(0),
        Reply::ok(r#"{"id":"7"}"#).cut_after(5),
        Reply::json(500, r#"{"message":"no"}"#).cut_after(5),
    ] {
        let error = error(reply).await;
        assert!(
            error.to_string().contains("the exchange with the server broke off"),
            "{error}"
        );
        assert!(error.is_unanswered());
        assert!(!error.is_timeout() && !error.is_connect() && !error.is_decode());
        assert!(std::error::Error::source(&error).is_some(), "{error}");
        assert_eq!(error.status(), None);
    }

    let server = FaultServer::start().await;
    let address = server.url().to_owned();
    drop(server);
    let client = confluence_sdk::Client::basic(&address, "a@example.test", "x").unwrap();
    // The listener goes when its task has been ended.
    tokio::time::sleep(Duration::from_millis(20)).await;
    let error = client.pages().get_page_by_id(PageId::new(7)).await.unwrap_err();
    assert!(error.is_connect(), "{error}");
    assert!(error.to_string().contains("no connection could be made"), "{error}");
}

#[tokio::test]
async fn slow_answers() {
    let long = Duration::from_secs(20);
    for slow in [
        Reply::ok(r#"{"id":"7"}"#).late(long),
        Reply::ok(r#"{"id":"7"}"#).stalls(long),
    ] {
        let server = FaultServer::start().await;
        server.answer(slow);
        let begun = Instant::now();
        let call = basic(&server)
            .pages()
            .get_page_by_id(PageId::new(7))
            .timeout(Duration::from_millis(100));
        let error = call.await.unwrap_err();
        assert!(error.is_timeout() && !error.is_connect(), "{error}");
        assert!(error.to_string().contains("no answer came in time"), "{error}");
        assert_eq!(error.operation().unwrap().id, "getPageById");
        assert!(begun.elapsed() < Duration::from_secs(5));
    }
    // The client's own limit, which a call may lift.
    let server = FaultServer::start().await;
    let site = Site::new(server.url()).unwrap();
    let http = Http::builder().timeout(Duration::from_millis(50)).build().unwrap();
    let client = http.client(site, confluence_sdk::Credential::basic("a@example.test", "x").unwrap());
    let slow = || Reply::ok(r#"{"id":"7"}"#).late(Duration::from_millis(200));
    server.answer(slow()).answer(slow()).answer(slow());
    assert!(
        client
            .pages()
            .get_page_by_id(PageId::new(7))
            .await
            .unwrap_err()
            .is_timeout()
    );
    assert!(client.request("GET", "/wiki").send().await.unwrap_err().is_timeout());
    client
        .pages()
        .get_page_by_id(PageId::new(7))
        .timeout(long)
        .await
        .unwrap();
}

#[tokio::test]
async fn of_a_refusal_without_end_a_little_is_read() {
    let server = FaultServer::start().await;
    let client = basic(&server);
    for head in [
        "503 Down\r\nContent-Type: text/plain",
        "403 No\r\nContent-Type: text/plain\r\nContent-Length: 99999999999",
        "404 No\r\nContent-Type: text/html",
    ] {
        let reply = format!("HTTP/1.1 {head}\r\n\r\nsorry, {}", "no ".repeat(4_000_000));
        server.answer(Reply::raw(reply.as_bytes()));
        let error = client.pages().get_page_by_id(PageId::new(7)).await.unwrap_err();
        assert_eq!(error.status().unwrap().as_str(), &head[..3], "{error}");
        assert_eq!(error.body().unwrap().len(), 256 << 10);
        let told = format!("{error} {error:?}");
        assert!(told.contains("sorry, no"), "{told}");
        assert!(told.len() < 4000, "{}", told.len());
    }
    let reply = format!("HTTP/1.1 500 Down\r\n\r\n{{\"message\":\"{}", "no ".repeat(4_000_000));
    server.answer(Reply::raw(reply.as_bytes()));
    let error = client.pages().get_page_by_id(PageId::new(7)).await.unwrap_err();
    assert!(error.to_string().contains("goes on after 262144 bytes"), "{error}");
}

#[tokio::test]
async fn more_than_64_mebibytes_are_not_taken_unless_it_is_asked_for() {
    let server = FaultServer::start().await;
    let large = format!(r#"{{"id":"7","title":"{}"}}"#, "x".repeat(64 << 20));
    server.answer(Reply::ok(large.clone())).answer(Reply::ok(large));
    let read = |http: Http| {
        let site = Site::new(server.url()).unwrap();
        let client = http.client(site, confluence_sdk::Credential::basic("a@example.test", "x").unwrap());
        async move { client.pages().get_page_by_id(PageId::new(7)).await }
    };
    let error = read(Http::builder().build().unwrap()).await.unwrap_err();
    assert!(error.to_string().contains("larger than 67108864 bytes"), "{error}");
    read(Http::builder().max_answer(65 << 20).build().unwrap())
        .await
        .unwrap();
}

#[tokio::test]
async fn answers_that_are_too_large() {
    let server = FaultServer::start().await;
    let http = Http::builder().max_answer(1000).build().unwrap();
    let site = Site::new(server.url()).unwrap();
    let client = http.client(site, confluence_sdk::Credential::basic("a@example.test", "x").unwrap());
    let chunked = format!(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{}\r\n",
        2000,
        "x".repeat(2000)
    );
    let endless = format!("HTTP/1.1 200 OK\r\n\r\n{}", "x".repeat(1_000_000));
    for reply in [
        Reply::ok("x".repeat(1001)),
        Reply::raw(chunked.as_bytes()),
        Reply::raw(endless.as_bytes()),
    ] {
        server.answer(reply);
        let error = client.pages().get_page_by_id(PageId::new(7)).await.unwrap_err();
        assert!(error.to_string().contains("larger than 1000 bytes"), "{error}");
        assert_eq!(error.operation().unwrap().id, "getPageById");
    }
    let whole = format!(r#"{{"id":"7","title":"{}"}}"#, "x".repeat(979));
    assert_eq!(whole.len(), 1000);
    server.answer(Reply::ok(whole));
    assert_eq!(
        client
            .pages()
            .get_page_by_id(PageId::new(7))
            .await
            .unwrap()
            .title
            .unwrap()
            .len(),
        979
    );
}
