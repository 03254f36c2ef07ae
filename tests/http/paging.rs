//! Pages of results, walked to the end whatever the links look like.

use crate::clients::{CLOUD, basic, granted, oauth, user};
use crate::fault_server::{FaultServer, Reply};
use confluence_sandbox::{Sandbox, Server};
use confluence_sdk::v2::HierarchicalContentType;
use confluence_sdk::{Basic, Client, PageId, Result, SpaceId, scopes};
use futures_core::Stream;
use std::collections::HashSet;
use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;

scopes! { pub(crate) struct Reader = "read:page:confluence"; }
scopes! { pub(crate) struct Auditor = "read:audit-log:confluence", "write:audit-log:confluence"; }

/// A sandbox with a space of 60 pages, one of them its home page.
async fn sixty() -> (Sandbox, Client<Basic>, SpaceId) {
    let sandbox = Sandbox::builder().space("DEMO", "Demonstration").start().await.unwrap();
    let client = user(&sandbox, "admin");
    let space = client.spaces().get_spaces().await.unwrap().results[0].id;
    for number in 1..60 {
        client
            .pages()
            .create_page(space)
            .title(format!("Page {number:02} & more"))
            .await
            .unwrap();
    }
    sandbox.clear_requests();
    (sandbox, client, space)
}

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
    assert_eq!(rest("nonsense").await.unwrap_err().status(), Some(400));

    // One by one, pages are fetched as they are needed.
    sandbox.clear_requests();
    let mut items = listing().items();
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

fn page(ids: &[u64], next: Option<&str>) -> Reply {
    let results: Vec<String> = ids.iter().map(|id| format!(r#"{{"id":"{id}"}}"#)).collect();
    let links = next.map_or(String::new(), |next| format!(r#"{{"next":"{next}"}}"#));
    let links = if links.is_empty() { "{}".to_owned() } else { links };
    Reply::ok(format!(r#"{{"results":[{}],"_links":{links}}}"#, results.join(",")))
}

#[tokio::test]
async fn a_link_to_another_host_is_not_followed_there() {
    let (server, elsewhere) = (FaultServer::start().await, FaultServer::start().await);
    let away = format!(
        "{}/wiki/api/v2/pages?limit=9&cursor=a%2Bb%26c%3D&evil=1",
        elsewhere.url()
    );
    server
        .expect("GET /wiki/api/v2/pages?title=A%26B&limit=2", page(&[1, 2], Some(&away)))
        .expect(
            "GET /wiki/api/v2/pages?title=A%26B&limit=2&cursor=a%2Bb%26c%3D",
            page(&[3], Some("//evil.test?cursor=2")),
        )
        .expect(
            "GET /wiki/api/v2/pages?title=A%26B&limit=2&cursor=2",
            page(&[4], Some("../../x?cursor=3#cursor=4")),
        )
        .expect("GET /wiki/api/v2/pages?title=A%26B&limit=2&cursor=3", page(&[5], None));
    let all = basic(&server)
        .pages()
        .get_pages()
        .title("A&B")
        .limit(2)
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(
        all.iter().map(|page| page.id.get()).collect::<Vec<_>>(),
        [1, 2, 3, 4, 5]
    );
    elsewhere.saw_nothing();

    let prefix = format!("GET /ex/confluence/{CLOUD}/wiki/api/v2/pages");
    server
        .expect(&prefix, page(&[1], Some("/wiki/api/v2/pages?cursor=2")))
        .expect(&format!("{prefix}?cursor=2"), page(&[2], None));
    assert_eq!(
        oauth::<Reader>(&server)
            .pages()
            .get_pages()
            .items()
            .collect()
            .await
            .unwrap()
            .len(),
        2
    );
    let credentials: HashSet<_> = server
        .received()
        .iter()
        .map(|request| request.header("authorization").map(str::len))
        .collect();
    assert!(!credentials.contains(&None));
}

#[tokio::test]
async fn links_that_do_not_lead_on() {
    let server = FaultServer::start().await;
    let client = basic(&server);
    // Round in a circle.
    for (id, cursor) in [(1, "a"), (2, "b"), (3, "a")] {
        server.answer(page(&[id], Some(&format!("/wiki/api/v2/pages?cursor={cursor}"))));
    }
    let error = client.pages().get_pages().items().collect().await.unwrap_err();
    assert!(error.to_string().contains("leads to this page again"), "{error}");
    assert!(error.is_paging() && !error.is_decode() && !error.is_setup());
    // To where one is already.
    server
        .answer(page(&[1], Some("/wiki/api/v2/pages?cursor=a")))
        .answer(page(&[2], Some("/wiki/api/v2/pages?cursor=a")));
    let mut items = client.pages().get_pages().items();
    assert_eq!(items.next().await.unwrap().unwrap().id.get(), 1);
    assert_eq!(items.next().await.unwrap().unwrap().id.get(), 2);
    let error = items.next().await.unwrap().unwrap_err();
    assert!(error.to_string().contains("leads to this page again"), "{error}");
    assert_eq!(error.operation().unwrap().id, "getPages");
    assert!(items.next().await.is_none() && items.next().await.is_none());

    // To nowhere.
    for link in ["/wiki/api/v2/pages", "nonsense", "/wiki/api/v2/pages?Cursor=a"] {
        server.answer(page(&[1], Some(link)));
        let mut pages = client.pages().get_pages().pages();
        assert_eq!(pages.next().await.unwrap().unwrap().len(), 1);
        let error = pages.next().await.unwrap().unwrap_err();
        assert!(error.to_string().contains("has no cursor"), "{error}");
        assert!(error.is_paging());
        assert!(pages.next().await.is_none());
    }

    // What is not a link counts as none, or as an answer that cannot be read.
    server.answer(Reply::ok(r#"{"results":[{"id":1}]}"#));
    server.answer(Reply::ok(r#"{"results":[{"id":1}],"_links":{"next":null}}"#));
    for _ in 0..2 {
        assert_eq!(client.pages().get_pages().items().collect().await.unwrap().len(), 1);
    }
    server.answer(Reply::ok(r#"{"results":[{"id":1}],"_links":{"next":["x"]}}"#));
    let error = client.pages().get_pages().items().collect().await.unwrap_err();
    assert_eq!(error.json_path(), Some("$._links.next"));
}

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

#[tokio::test]
async fn offsets_come_from_the_link_or_are_counted() {
    let server = FaultServer::start().await;
    let client = basic(&server);
    let groups = |names: &[&str], next: Option<&str>| {
        let results: Vec<String> = names
            .iter()
            .map(|name| format!(r#"{{"name":"{name}","id":"{name}"}}"#))
            .collect();
        let links = next.map_or("{}".to_owned(), |next| format!(r#"{{"next":"{next}"}}"#));
        Reply::ok(format!(
            r#"{{"results":[{}],"start":0,"limit":2,"_links":{links}}}"#,
            results.join(",")
        ))
    };
    let path = "GET /wiki/rest/api/group";
    server
        .expect(
            &format!("{path}?limit=2"),
            groups(&["a", "b"], Some("/rest/api/group?limit=2&start=2")),
        )
        .expect(
            &format!("{path}?limit=2&start=2"),
            groups(&["c", "d"], Some("/rest/api/group?next=true")),
        )
        .expect(&format!("{path}?limit=2&start=4"), groups(&["e"], None));
    let all = client
        .v1()
        .groups()
        .get_groups()
        .limit(2)
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(all.len(), 5);

    // An empty page ends it whatever its link says; a link back to the start is an error, not a second round.
    server
        .answer(groups(&["a"], Some("?start=1")))
        .answer(groups(&[], Some("?start=2")));
    assert_eq!(
        client.v1().groups().get_groups().items().collect().await.unwrap().len(),
        1
    );
    for (first, back) in [(0, 0), (7, 7), (7, 3), (7, 0)] {
        server.answer(groups(&["a"], Some(&format!("?start={back}"))));
        let mut groups = client.v1().groups().get_groups().start(first).items();
        assert!(groups.next().await.unwrap().is_ok());
        let error = groups.next().await.unwrap().unwrap_err();
        assert!(error.to_string().contains("leads to this page again"), "{error}");
    }
    server.answer(groups(&["a"], Some("?start=0")));
    let error = client.v1().groups().get_groups().items().collect().await.unwrap_err();
    assert!(error.to_string().contains("leads to this page again"), "{error}");
}

#[tokio::test]
async fn by_a_cursor_in_the_body() {
    let server = FaultServer::start().await;
    let client = basic(&server);
    let combinations = |id: &str, cursor: &str| {
        Reply::ok(format!(
            r#"{{"results":[{{"combinationId":"{id}"}}],"generatedAt":null,"cursor":{cursor}}}"#
        ))
    };
    let path = "GET /wiki/api/v2/space-permissions/transition/combinations?";
    server
        .expect(&format!("{path}limit=1"), combinations("a", r#""x=&y""#))
        .expect(&format!("{path}limit=1&cursor=x%3D%26y"), combinations("b", r#""2""#))
        .expect(&format!("{path}limit=1&cursor=2"), combinations("c", "null"));
    let listing = || {
        client
            .space_permission_transitions()
            .list_space_permission_combinations()
            .limit(1)
    };
    let mut pages = listing().pages();
    let mut cursors = Vec::new();
    while let Some(page) = pages.next().await {
        assert_eq!(page.unwrap().len(), 1);
        cursors.push(pages.cursor());
    }
    assert_eq!(cursors, [Some("x=&y".to_owned()), Some("2".to_owned()), None]);
    server.answer(combinations("a", r#""""#));
    assert_eq!(listing().items().collect().await.unwrap().len(), 1);
    server
        .answer(combinations("a", r#""1""#))
        .answer(combinations("b", r#""1""#));
    assert!(
        listing()
            .items()
            .collect()
            .await
            .unwrap_err()
            .to_string()
            .contains("leads to this page again")
    );
}

#[tokio::test]
async fn ancestors_of_mixed_kinds() {
    let server = FaultServer::start().await;
    let client = basic(&server);
    let above = |results: &[(&str, &str)]| {
        let results: Vec<String> = results
            .iter()
            .map(|(id, kind)| format!(r#"{{"id":{id},"type":"{kind}"}}"#))
            .collect();
        Reply::ok(format!(
            r#"{{"results":[{}],"_links":{{"base":"x"}}}}"#,
            results.join(",")
        ))
    };
    let at = |collection: &str, id: u32| format!("GET /wiki/api/v2/{collection}/{id}/ancestors?limit=2");
    server
        .expect(
            &at("pages", 90),
            above(&[(r#""70""#, "whiteboard"), (r#""80""#, "page")]),
        )
        .expect(
            &at("whiteboards", 70),
            above(&[(r#""50""#, "database"), ("60", "page")]),
        )
        .expect(&at("databases", 50), above(&[("30", "embed"), ("40", "page")]))
        .expect(&at("embeds", 30), above(&[("10", "folder"), ("20", "page")]))
        .expect(&at("folders", 10), above(&[("5", "page"), ("6", "page")]))
        .expect(&at("pages", 5), above(&[("1", "page")]));
    let all = client
        .ancestors()
        .get_page_ancestors(PageId::new(90))
        .limit(2)
        .items()
        .collect()
        .await
        .unwrap();
    let ids: Vec<_> = all.iter().map(|ancestor| ancestor.id.as_str()).collect();
    assert_eq!(ids, ["70", "80", "50", "60", "30", "40", "10", "20", "5", "6", "1"]);
    assert_eq!(all[0].kind, Some(HierarchicalContentType::Whiteboard));

    // None left, exactly at the limit; the default limit; its own ancestor.
    server
        .expect(&at("pages", 90), above(&[("1", "page"), ("2", "page")]))
        .expect(&at("pages", 1), above(&[]));
    assert_eq!(
        client
            .ancestors()
            .get_page_ancestors(PageId::new(90))
            .limit(2)
            .items()
            .collect()
            .await
            .unwrap()
            .len(),
        2
    );
    server.expect("GET /wiki/api/v2/pages/90/ancestors", above(&[("1", "page"); 24]));
    assert_eq!(
        client
            .ancestors()
            .get_page_ancestors(PageId::new(90))
            .items()
            .collect()
            .await
            .unwrap()
            .len(),
        24
    );
    server.answer(above(&[("90", "page"), ("2", "page")]));
    let error = client
        .ancestors()
        .get_page_ancestors(PageId::new(90))
        .limit(2)
        .items()
        .collect()
        .await
        .unwrap_err();
    assert!(error.to_string().contains("the content itself"), "{error}");
}
