//! Streams: empty pages, errors, and what a dropped one leaves.

use super::page;
use crate::clients::basic;
use crate::fault_server::{FaultServer, Reply};
use std::time::Duration;

#[tokio::test]
async fn an_empty_page_may_have_a_next_one() {
    let server = FaultServer::start().await;
    let next = |cursor: u32| format!("/wiki/api/v2/pages?cursor={cursor}");
    server
        .answer(page(&[], Some(&next(1))))
        .answer(page(&[1], Some(&next(2))))
        .answer(page(&[], Some(&next(3))))
        .answer(page(&[], Some(&next(4))))
        .answer(page(&[2], Some(&next(5))))
        .answer(page(&[], None));
    let client = basic(&server);
    let mut items = client.pages().get_pages().items();
    let mut seen = Vec::new();
    while let Some(item) = items.next().await {
        seen.push(item.unwrap().id.get());
    }
    assert_eq!(seen, [1, 2]);
    assert_eq!(server.received().len(), 6);
}

#[tokio::test]
async fn an_error_midway_ends_the_stream() {
    let server = FaultServer::start().await;
    let client = basic(&server);
    server
        .answer(page(&[1], Some("?cursor=2")))
        .answer(Reply::html(503, "<p>down"));
    let mut items = client.pages().get_pages().items();
    assert!(items.next().await.unwrap().is_ok());
    assert!(items.next().await.unwrap().unwrap_err().is_server_error());
    assert!(items.next().await.is_none());

    server
        .answer(page(&[1], Some("?cursor=2")))
        .answer(Reply::ok(r#"{"results":[{"id":"1"},{"id":[]}]}"#));
    let error = client.pages().get_pages().items().collect().await.unwrap_err();
    assert_eq!(error.json_path(), Some("$.results[1].id"));
}

#[tokio::test]
async fn a_stream_that_is_dropped_midway_asks_for_nothing_more() {
    let server = FaultServer::start().await;
    let client = basic(&server);
    drop(client.pages().get_pages().items());
    drop(client.pages().get_pages().pages());
    server.saw_nothing();

    server.answer(page(&[1, 2], Some("?cursor=2")));
    let mut items = client.pages().get_pages().items();
    items.next().await.unwrap().unwrap();
    drop(items);
    assert_eq!(server.received().len(), 1);

    // Dropped while an answer is under way.
    server.answer(page(&[1], Some("?cursor=2")).late(Duration::from_secs(20)));
    let mut items = client.pages().get_pages().items();
    let waiting = tokio::time::timeout(Duration::from_millis(100), items.next()).await;
    assert!(waiting.is_err());
    drop(items);

    // Given up while waiting and taken up again: nothing is lost, nothing is asked twice.
    server.answer(page(&[1], None).late(Duration::from_millis(150)));
    let mut items = client.pages().get_pages().items();
    assert!(
        tokio::time::timeout(Duration::from_millis(30), items.next())
            .await
            .is_err()
    );
    assert_eq!(items.next().await.unwrap().unwrap().id.get(), 1);
    assert!(items.next().await.is_none());
    assert_eq!(server.received().len(), 3);
}
