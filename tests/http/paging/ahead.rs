//! Reading ahead: what is asked for before it is needed, in which order it arrives, and what is cancelled.

use super::{list_by_cursor, list_by_offset, number, page};
use crate::clients::{EMAIL, TOKEN, basic};
use crate::fault_server::{FaultServer, Reply};
use confluence_sdk::transport::{Body, Transport, TransportError};
use confluence_sdk::{Credential, Http, Site};
use std::future::{Future, ready};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// Waits until something is so, for as long as a slow machine may need.
async fn until(holds: impl Fn() -> bool) {
    for _ in 0..2_000 {
        if holds() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("it never was so");
}

/// Long enough for a request that should not be there.
async fn a_while() {
    tokio::time::sleep(Duration::from_millis(150)).await;
}

#[tokio::test]
async fn the_next_page_is_fetched_while_one_is_used() {
    let server = FaultServer::start().await;
    list_by_cursor(&server, 100);
    let client = basic(&server);
    let asked = || server.received().len();
    let mut items = client.pages().get_pages().limit(10).items();
    a_while().await;
    assert_eq!(asked(), 0);
    items.next().await.unwrap().unwrap();
    a_while().await;
    assert_eq!(asked(), 1, "one item may be all that is wanted");
    items.next().await.unwrap().unwrap();
    until(|| asked() == 2).await;
    a_while().await;
    assert_eq!(asked(), 2, "one page ahead");
    for _ in 2..11 {
        items.next().await.unwrap().unwrap();
    }
    until(|| asked() == 3).await;

    let mut pages = client.pages().get_pages().limit(10).pages();
    pages.next().await.unwrap().unwrap();
    until(|| asked() == 5).await;
    drop(pages);
    a_while().await;
    assert_eq!(asked(), 5);

    let mut pages = client.pages().get_pages().limit(10).pages().prefetch(false);
    pages.next().await.unwrap().unwrap();
    a_while().await;
    assert_eq!(asked(), 6);
}

/// A program that works without a pause on a thread of the runtime does not hold the next page up.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_next_page_is_fetched_while_a_thread_is_busy() {
    let server = Arc::new(FaultServer::start().await);
    list_by_cursor(&server, 100);
    let client = basic(&server);
    let watched = server.clone();
    let busy = tokio::spawn(async move {
        let mut pages = client.pages().get_pages().limit(10).pages();
        pages.next().await.unwrap().unwrap();
        // Nothing is awaited here.
        for _ in 0..2_000 {
            if watched.received().len() == 2 {
                return true;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        false
    });
    assert!(busy.await.unwrap());
}

#[tokio::test]
async fn errors_arrive_in_order() {
    let server = FaultServer::start().await;
    let client = basic(&server);
    server
        .expect("GET /wiki/api/v2/pages?limit=2", page(&[1, 2], Some("?cursor=a")))
        .expect(
            "GET /wiki/api/v2/pages?limit=2&cursor=a",
            Reply::json(400, r#"{"message":"no"}"#),
        );
    let mut items = client.pages().get_pages().limit(2).items();
    assert_eq!(items.next().await.unwrap().unwrap().id.get(), 1);
    assert_eq!(items.next().await.unwrap().unwrap().id.get(), 2);
    until(|| server.received().len() == 2).await;
    assert_eq!(items.cursor().as_deref(), Some("a"));
    assert_eq!(items.next().await.unwrap().unwrap_err().status().unwrap(), 400);
    assert_eq!(items.cursor().as_deref(), Some("a"));
    server.expect("GET /wiki/api/v2/pages?limit=2&cursor=a", page(&[3], None));
    assert_eq!(items.next().await.unwrap().unwrap().id.get(), 3);
    assert!(items.next().await.is_none());
}

/// What was asked for early by a link that turns out not to count is not used.
#[tokio::test]
async fn a_wrong_guess_costs_a_request_and_nothing_else() {
    let server = FaultServer::start().await;
    // Fewer than asked for: the link goes too far.
    let groups = |request: &crate::fault_server::Received| {
        let start = number(request, "start").unwrap_or(0);
        let groups = (start + 1..=(start + 3).min(10)).map(|id| format!(r#"{{"name":"g","id":"{id}"}}"#));
        let links = if start + 3 < 10 {
            format!(r#"{{"next":"?start={}"}}"#, start + 5)
        } else {
            "{}".to_owned()
        };
        Reply::ok(format!(
            r#"{{"results":[{}],"_links":{links}}}"#,
            groups.collect::<Vec<_>>().join(",")
        ))
    };
    server.otherwise(groups);
    let all = basic(&server)
        .v1()
        .groups()
        .get_groups()
        .limit(5)
        .items()
        .collect()
        .await
        .unwrap();
    let ids: Vec<_> = all.iter().map(|group| group.id.to_string()).collect();
    assert_eq!(ids, (1..=10).map(|id| id.to_string()).collect::<Vec<_>>());
}

#[tokio::test]
async fn several_pages_by_offset_at_the_same_time() {
    let server = FaultServer::start().await;
    let client = basic(&server);
    list_by_offset(&server, 95);
    let ids = |all: Vec<confluence_sdk::v1::Group>| -> Vec<u64> {
        all.iter().map(|group| group.id.to_string().parse().unwrap()).collect()
    };
    let listing = || client.v1().groups().get_groups().limit(10);
    for concurrent in [0, 1, 2, 4, 9, 10, 11, 1_000] {
        let all = listing().items().concurrent(concurrent).collect().await.unwrap();
        assert_eq!(ids(all), (1..=95).collect::<Vec<_>>(), "{concurrent}");
    }

    // Four at a time, and no more. On a server of its own: cancelled requests may still be on their way to the other.
    let quiet = FaultServer::start().await;
    list_by_offset(&quiet, 95);
    let asked = || quiet.received().len();
    let mut items = basic(&quiet).v1().groups().get_groups().limit(10).items().concurrent(4);
    items.next().await.unwrap().unwrap();
    items.next().await.unwrap().unwrap();
    until(|| asked() == 5).await;
    a_while().await;
    assert_eq!(asked(), 5);
    drop(items);

    // Pages that are shorter than the others, in the middle: what was asked for at the wrong offset is not used.
    server.otherwise(|request| {
        let start = number(request, "start").unwrap_or(0);
        let count = if start == 20 { 4 } else { 10 };
        let groups = (start + 1..=(start + count).min(95)).map(|id| format!(r#"{{"name":"g","id":"{id}"}}"#));
        let next = start + count;
        let links = if next < 95 {
            format!(r#"{{"next":"?start={next}"}}"#)
        } else {
            "{}".to_owned()
        };
        Reply::ok(format!(
            r#"{{"results":[{}],"_links":{links}}}"#,
            groups.collect::<Vec<_>>().join(",")
        ))
    });
    let all = listing().items().concurrent(4).collect().await.unwrap();
    assert_eq!(ids(all), (1..=95).collect::<Vec<_>>());

    // An error in the middle of them arrives in its place, and nothing is lost.
    list_by_offset(&server, 40);
    let mut items = listing().items().concurrent(3);
    let mut seen = vec![items.next().await.unwrap().unwrap()];
    server.answer(Reply::new(400));
    let mut errors = 0;
    while let Some(item) = items.next().await {
        match item {
            Ok(group) => seen.push(group),
            Err(error) => {
                assert_eq!(error.status().unwrap(), 400);
                errors += 1;
            }
        }
    }
    assert_eq!((ids(seen), errors), ((1..=40).collect::<Vec<_>>(), 1));
}

/// Answers the first request with a page, and never answers another. It counts those that are waiting.
struct Silent(Arc<AtomicUsize>, AtomicUsize);

struct Waiting(Arc<AtomicUsize>);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

type Answer = Pin<Box<dyn Future<Output = Result<http::Response<Body>, TransportError>> + Send>>;

impl Transport for Silent {
    fn send(&self, _: http::Request<Body>) -> Answer {
        if self.1.fetch_add(1, Ordering::SeqCst) == 0 {
            let body = r#"{"results":[{"id":"1"},{"id":"2"}],"_links":{"next":"?cursor=a"}}"#;
            return Box::pin(ready(Ok(http::Response::new(Body::from_chunks(vec![body.into()])))));
        }
        self.0.fetch_add(1, Ordering::SeqCst);
        let waiting = Waiting(self.0.clone());
        Box::pin(async move {
            let _waiting = waiting;
            std::future::pending().await
        })
    }
}

#[tokio::test]
async fn a_dropped_stream_cancels_what_is_under_way() {
    for concurrent in [1, 4] {
        let waiting = Arc::new(AtomicUsize::new(0));
        let transport = Silent(waiting.clone(), AtomicUsize::new(0));
        let http = Http::builder().transport(Arc::new(transport)).build().unwrap();
        let site = Site::new("https://example.atlassian.net").unwrap();
        let client = http.client(site, Credential::<confluence_sdk::Basic>::basic(EMAIL, TOKEN).unwrap());
        let mut items = client.pages().get_pages().items().concurrent(concurrent);
        items.next().await.unwrap().unwrap();
        items.next().await.unwrap().unwrap();
        until(|| waiting.load(Ordering::SeqCst) == 1).await;
        drop(items);
        until(|| waiting.load(Ordering::SeqCst) == 0).await;
    }
}
