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

/// An error of each kind in the middle: the page is asked for again, and every item comes once.
#[tokio::test]
async fn a_stream_survives_an_error() {
    let server = FaultServer::start().await;
    let client = basic(&server);
    for (trouble, told) in [
        (Reply::json(400, r#"{"message":"busy"}"#), true),
        (Reply::ok(r#"{"results":{"id":"2"},"_links":{}}"#), true),
        (Reply::ok("not JSON"), true),
        (Reply::ok("{}"), true),
        (Reply::ok(r#"{"_links":{}}"#), true),
        (Reply::ok(r#"{"errors":[{"title":"x"}]}"#), true),
        (Reply::ok(r#"{"results":null,"_links":{}}"#), true),
        (Reply::ok(r#"{"_links":{"next":"?cursor=z"}}"#), true),
        // These may be asked again without a word.
        (Reply::new(429).header("Retry-After", "0"), false),
        (page(&[2], None).cut_after(5), false),
    ] {
        server
            .expect("GET /wiki/api/v2/pages?limit=1", page(&[1], Some("?cursor=a")))
            .expect("GET /wiki/api/v2/pages?limit=1&cursor=a", trouble)
            .expect("GET /wiki/api/v2/pages?limit=1&cursor=a", page(&[2], Some("?cursor=b")))
            .expect("GET /wiki/api/v2/pages?limit=1&cursor=b", page(&[3], None));
        let mut items = client.pages().get_pages().limit(1).items().prefetch(false);
        assert_eq!(items.cursor(), None);
        let (mut seen, mut errors) = (Vec::new(), 0);
        while let Some(item) = items.next().await {
            match item {
                Ok(item) => seen.push(item.id.get()),
                Err(error) => {
                    errors += 1;
                    assert_eq!(items.cursor().as_deref(), Some("a"), "{error}");
                    assert!(errors < 4, "{error}");
                }
            }
        }
        assert_eq!(seen, [1, 2, 3]);
        assert!(errors == 1 || (errors == 0 && !told), "{errors}");
        assert_eq!(items.cursor(), None);
        assert!(items.position().to_string().ends_with("/end"));
    }
}

/// Without a list of results an answer is no page, neither alone in a walk nor at its start.
#[tokio::test]
async fn an_answer_without_results_is_no_last_page() {
    let server = FaultServer::start().await;
    let client = basic(&server);
    for body in [
        "{}",
        r#"{"_links":{}}"#,
        r#"{"errors":[]}"#,
        r#"{"associatedContents":{}}"#,
        r#"{"results":[],"errors":[{"title":"x"}]}"#,
        r#"{"results":[],"statusCode":500,"message":"x"}"#,
    ] {
        for _ in 0..3 {
            server.answer(Reply::ok(body));
        }
        let error = client.pages().get_pages().items().collect().await.unwrap_err();
        assert!(error.is_decode() && error.to_string().contains("results"), "{error}");
        assert!(
            client.v1().groups().get_groups().items().collect().await.is_err(),
            "{body}"
        );
        let labels = client.v1().label_info().get_all_label_content("x").items().collect();
        assert!(labels.await.is_err(), "{body}");
    }
}

#[tokio::test]
async fn what_is_refused_before_it_is_sent_ends_the_stream() {
    let server = FaultServer::start().await;
    let mut items = basic(&server).pages().get_pages().limit(1_000).items();
    assert_eq!(items.next().await.unwrap().unwrap_err().field(), Some("limit"));
    assert!(items.next().await.is_none());
    let reader = crate::clients::oauth::<super::Reader>(&server).dynamic();
    let mut groups = reader.v1().groups().get_groups().pages();
    assert!(groups.next().await.unwrap().unwrap_err().is_scope());
    assert!(groups.next().await.is_none());
    server.saw_nothing();
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
