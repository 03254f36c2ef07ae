//! Several things at a time.

use super::Place;
use crate::fault_server::{FaultServer, Reply};
use confluence_sandbox::{Fault, Sandbox, Trouble};
use confluence_sdk::workflows::concurrently;
use confluence_sdk::{Basic, Client, Credential, Http, HttpBuilder, PageId, Result, Site};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

#[tokio::test]
async fn results_keep_their_order_and_no_more_than_so_many_are_under_way() {
    let (now, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let work = |n: u64| {
        let (now, most) = (&now, &most);
        async move {
            most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            tokio::time::sleep(Duration::from_millis(20 - n)).await;
            now.fetch_sub(1, Ordering::SeqCst);
            n
        }
    };
    let done = concurrently(3, 0..20, work).collect().await;
    assert_eq!(done, (0..20).collect::<Vec<_>>());
    assert_eq!(most.load(Ordering::SeqCst), 3);
    assert!(
        concurrently(0, 0..2, std::future::ready).collect().await == [0, 1],
        "at least one at a time"
    );
    assert!(
        concurrently(5, Vec::<u8>::new(), std::future::ready)
            .next()
            .await
            .is_none()
    );
}

#[tokio::test]
async fn the_first_error_ends_it_or_all_are_collected() {
    let begun = AtomicUsize::new(0);
    let work = |n: usize| {
        begun.fetch_add(1, Ordering::SeqCst);
        async move { if n % 3 == 2 { Err(n) } else { Ok(n) } }
    };
    assert_eq!(concurrently(2, 0..9, work).try_collect().await, Err(2));
    assert!(begun.load(Ordering::SeqCst) <= 4);
    let all = concurrently(2, 0..9, work).collect().await;
    assert_eq!(all.into_iter().filter_map(Result::err).collect::<Vec<_>>(), [2, 5, 8]);
}

#[tokio::test]
async fn items_are_worked_on_while_they_are_listed() {
    let place = Place::of(Sandbox::builder().space("DOCS", "Documents").pages("DOCS", 29)).await;
    let pages = || place.client.pages().get_pages_in_space(place.space).limit(7).items();
    let listed = pages().collect().await.unwrap();
    let read = pages().concurrently(4, |page| place.client.pages().get_page_by_id(page.id));
    let read = read.try_collect().await.unwrap();
    let ids = |list: Vec<_>| list.into_iter().collect::<Vec<_>>();
    assert_eq!(
        ids(read.iter().map(|page| page.id).collect()),
        ids(listed.iter().map(|page| page.id).collect())
    );

    // An error of the list arrives in its place, and is the last.
    place
        .sandbox
        .trouble(Trouble::new(Fault::Status(500)).operation("getPagesInSpace").after(1));
    let results = pages().concurrently(4, async |page| Ok(page.id)).collect().await;
    assert_eq!(results.len(), 8);
    assert!(results[..7].iter().all(Result::is_ok) && results[7].as_ref().unwrap_err().is_server_error());
}

/// A server with twenty pages, each with a child.
async fn pages() -> FaultServer {
    let server = FaultServer::start().await;
    server.otherwise(|request| {
        let parts: Vec<_> = request.path().split('/').collect();
        let answer: Value = match parts[..] {
            [.., "pages"] => {
                let from = request
                    .query()
                    .split("cursor=")
                    .nth(1)
                    .map_or(0, |cursor| cursor.parse().unwrap());
                let results: Vec<_> = (from..from + 5).map(|n| json!({"id": (n + 1).to_string()})).collect();
                let next = (from < 15).then(|| format!("/wiki/api/v2/pages?cursor={}", from + 5));
                json!({"results": results, "_links": {"next": next}})
            }
            [.., id, "direct-children"] if id.len() < 3 => {
                let children: Vec<_> = (10..19)
                    .map(|n| json!({"id": format!("{id}{n}"), "type": "page"}))
                    .collect();
                json!({"results": children, "_links": {}})
            }
            [.., "direct-children"] => json!({"results": [], "_links": {}}),
            [.., id] => json!({"id": id}),
            [] => Value::Null,
        };
        Reply::ok(answer.to_string())
    });
    server
}

/// Clients whose requests wait for each other, each for another reason.
fn limited(server: &FaultServer) -> Vec<Client<Basic>> {
    let limits: [fn(HttpBuilder) -> HttpBuilder; 3] = [
        |http| http.max_concurrent_requests(1),
        |http| http.max_concurrent_requests(4),
        |http| http.requests_per_second(200.0),
    ];
    let client = |limit: fn(HttpBuilder) -> HttpBuilder| {
        let http = limit(Http::builder().timeout(Duration::from_secs(20))).build().unwrap();
        let credential = Credential::basic("a@example.com", "t").unwrap();
        http.client(Site::new(server.url()).unwrap(), credential)
    };
    limits.map(client).into()
}

/// A call between two results. It may not wait for what was begun and is not polled meanwhile.
async fn in_between(client: &Client<Basic>) -> Result<()> {
    let call = client
        .pages()
        .get_page_by_id(PageId::new(99))
        .timeout(Duration::from_secs(10));
    call.await.map(drop)
}

#[tokio::test]
async fn a_call_between_two_results_does_not_wait_for_what_was_begun() {
    let server = pages().await;
    for client in limited(&server) {
        let mut all = concurrently(4, 1..=12, |id| client.pages().get_page_by_id(PageId::new(id)));
        let mut seen = 0;
        while let Some(page) = all.next().await {
            page.unwrap();
            in_between(&client).await.unwrap();
            seen += 1;
        }
        assert_eq!(seen, 12);

        let mut listed = client
            .pages()
            .get_pages()
            .limit(5)
            .items()
            .concurrently(4, |page| client.pages().get_page_by_id(page.id));
        let mut seen = 0;
        while let Some(page) = listed.next().await {
            page.unwrap();
            in_between(&client).await.unwrap();
            seen += 1;
        }
        assert_eq!(seen, 20);
    }
}

#[tokio::test]
async fn a_call_between_two_steps_of_a_walk_or_two_items_does_not_wait_either() {
    let server = pages().await;
    for client in limited(&server) {
        let mut walk = client.tree(PageId::new(1)).walk().at_once(8);
        let mut met = 0;
        while let Some(content) = walk.next().await {
            content.unwrap();
            in_between(&client).await.unwrap();
            met += 1;
        }
        assert_eq!(met, 9);

        let mut items = client.pages().get_pages().limit(5).items();
        while let Some(page) = items.next().await {
            page.unwrap();
            in_between(&client).await.unwrap();
            met += 1;
        }
        assert_eq!(met, 29);
    }
}

#[tokio::test]
async fn work_that_is_dropped_gives_its_places_back() {
    let server = FaultServer::start().await;
    server.otherwise(|request| match request.path().ends_with("/99") {
        true => Reply::ok(r#"{"id":"99"}"#),
        false => Reply::ok(r#"{"id":"1"}"#).late(Duration::from_secs(60)),
    });
    for client in &limited(&server)[..2] {
        let before = server.received().len();
        let mut all = concurrently(8, 1..=12, |id| client.pages().get_page_by_id(PageId::new(id)));
        let first = tokio::time::timeout(Duration::from_millis(200), all.next()).await;
        assert!(first.is_err() && server.received().len() > before);
        drop(all);
        in_between(client).await.unwrap();
    }
}
