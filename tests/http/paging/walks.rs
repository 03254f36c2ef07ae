//! Whole walks against the sandbox.

use super::{Auditor, Reader, sixty};
use crate::clients::{granted, user};
use confluence_sandbox::{Sandbox, Server};
use confluence_sdk::{PageId, Result};
use futures_core::Stream;
use std::collections::HashSet;
use std::future::poll_fn;
use std::pin::Pin;

#[tokio::test]
async fn sixty_pages_by_twenty_five() {
    let (sandbox, client, space) = sixty().await;
    let listing = || client.pages().get_pages_in_space(space).limit(25);
    let all = listing().items().collect().await.unwrap();
    let ids: Vec<PageId> = all.iter().map(|page| page.id).collect();
    assert_eq!(ids.iter().collect::<HashSet<_>>().len(), 60);
    assert_eq!(sandbox.requests().len(), 3);

    let mut pages = listing().pages();
    let mut sizes = Vec::new();
    let mut cursors = Vec::new();
    while let Some(page) = pages.next().await {
        sizes.push(page.unwrap().len());
        cursors.push(pages.cursor());
    }
    assert_eq!(sizes, [25, 25, 10]);
    assert!(pages.next().await.is_none());
    let [Some(first), Some(second), None] = &cursors[..] else {
        panic!("{cursors:?}")
    };

    // Kept somewhere, a cursor goes on in another program.
    let later = user(&sandbox, "reader");
    let rest = |cursor: &str| {
        later
            .pages()
            .get_pages_in_space(space)
            .limit(25)
            .cursor(cursor)
            .items()
            .collect()
    };
    let ids_of = |rest: Vec<confluence_sdk::v2::PageBulk>| rest.iter().map(|page| page.id).collect::<Vec<_>>();
    assert_eq!(ids_of(rest(first).await.unwrap()), ids[25..]);
    assert_eq!(ids_of(rest(second).await.unwrap()), ids[50..]);
    assert_eq!(rest("nonsense").await.unwrap_err().status().unwrap(), 400);

    // One by one, pages are fetched as they are needed.
    sandbox.clear_requests();
    let mut items = listing().items().prefetch(false);
    for id in &ids[..26] {
        assert_eq!(items.next().await.unwrap().unwrap().id, *id);
    }
    assert_eq!(sandbox.requests().len(), 2);
    let rest = items.collect().await.unwrap();
    assert_eq!(ids_of(rest), ids[26..]);
    assert_eq!(sandbox.requests().len(), 3);
}

#[tokio::test]
async fn by_way_of_the_gateway() {
    let (sandbox, _, space) = sixty().await;
    let client = granted::<Reader>(&sandbox, &sandbox.user("reader"));
    let all = client
        .pages()
        .get_pages_in_space(space)
        .limit(25)
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(all.len(), 60);
    // The links leave the gateway's prefix out; the requests do not.
    let requests = sandbox.requests();
    assert_eq!(requests.len(), 3);
    for request in requests {
        assert_eq!((request.server, request.status), (Server::Gateway, 200));
        assert!(
            request
                .path
                .starts_with(&format!("/ex/confluence/{}/wiki/", sandbox.cloud_id()))
        );
    }
}

#[tokio::test]
async fn a_stream_for_any_stream_library() {
    let (_sandbox, client, space) = sixty().await;
    async fn count<S: Stream<Item = Result<T>> + Send + Unpin + 'static, T>(mut stream: S) -> usize {
        let mut count = 0;
        while let Some(item) = poll_fn(|cx| Pin::new(&mut stream).poll_next(cx)).await {
            item.unwrap();
            count += 1;
        }
        count
    }
    let listing = || client.pages().get_pages_in_space(space).limit(25);
    assert_eq!(count(listing().items()).await, 60);
    assert_eq!(count(listing().pages()).await, 3);
    let in_a_task = tokio::spawn(count(listing().items()));
    assert_eq!(in_a_task.await.unwrap(), 60);
}

#[tokio::test]
async fn by_offset() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = granted::<Auditor>(&sandbox, &sandbox.admin());
    for number in 0..60 {
        let record = confluence_sdk::v1::AuditRecordCreate::new("192.0.2.1").summary(format!("look {number}"));
        client.v1().audit_records().create_audit_record(record).await.unwrap();
    }
    sandbox.clear_requests();
    let all = client
        .v1()
        .audit_records()
        .get_audit_records()
        .limit(25)
        .search_string("look")
        .items()
        .collect();
    let summaries: HashSet<_> = all
        .await
        .unwrap()
        .into_iter()
        .filter_map(|record| record.summary)
        .collect();
    assert_eq!(summaries.len(), 60);
    let queries: Vec<_> = sandbox.requests().into_iter().map(|request| request.query).collect();
    let query = "searchString=look&limit=25";
    assert_eq!(
        queries,
        [
            query.to_owned(),
            format!("{query}&start=25"),
            format!("{query}&start=50")
        ]
    );
    let last = client
        .v1()
        .audit_records()
        .get_audit_records()
        .limit(25)
        .start(50)
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(last.len(), 10);
}
