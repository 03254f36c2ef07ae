//! How many results are asked for.

use super::{list_by_cursor, list_by_offset, page};
use crate::clients::basic;
use crate::fault_server::{FaultServer, Reply};
use confluence_sdk::v2::PrimaryBodyRepresentation;
use confluence_sdk::{AccountId, Cql, PageId, UserCql};

/// A stream asks for large pages, a single page is the server's, and what the caller says counts.
#[tokio::test]
async fn large_pages_for_streams() {
    let server = FaultServer::start().await;
    server.otherwise(|_| Reply::ok(r#"{"results":[]}"#));
    let client = basic(&server);
    client.pages().get_pages().await.unwrap();
    client.pages().get_pages().items().collect().await.unwrap();
    client.pages().get_pages().limit(7).items().collect().await.unwrap();
    let body = PrimaryBodyRepresentation::Storage;
    client
        .pages()
        .get_pages()
        .body_format(body)
        .items()
        .collect()
        .await
        .unwrap();
    // Where a short page is the end, the server's own size is the sure one.
    client
        .ancestors()
        .get_page_ancestors(PageId::new(1))
        .items()
        .collect()
        .await
        .unwrap();
    // The older API: as the documents say, or as much as it usually gives.
    client.v1().groups().get_groups().items().collect().await.unwrap();
    let user = AccountId::new("5b10ac8d82e05b22cc7d4ef5").unwrap();
    client
        .v1()
        .user_properties()
        .get_user_properties(user)
        .items()
        .collect()
        .await
        .unwrap();
    client
        .v1()
        .search()
        .search_user(UserCql::raw("a"))
        .items()
        .collect()
        .await
        .unwrap();
    client
        .v1()
        .search()
        .search_by_cql(Cql::raw("a"))
        .expand(["space"])
        .items()
        .collect()
        .await
        .unwrap();
    let view = ["content.body.export_view"];
    client
        .v1()
        .search()
        .search_by_cql(Cql::raw("a"))
        .expand(view)
        .items()
        .collect()
        .await
        .unwrap();
    let queries: Vec<_> = server
        .received()
        .iter()
        .map(|request| request.query().to_owned())
        .collect();
    assert_eq!(
        queries,
        [
            "",
            "limit=250",
            "limit=7",
            "body-format=storage&limit=50",
            "",
            "",
            "limit=25",
            "cql=a&limit=200",
            "cql=a&expand=space&limit=100",
            "cql=a&expand=content.body.export_view",
        ]
    );
}

/// A limit that the stream chose may be cut to the usual size without a word.
#[tokio::test]
async fn a_large_limit_that_is_cut_in_silence_loses_nothing() {
    let server = FaultServer::start().await;
    let users = |count: usize| {
        let users = vec![r#"{"title":"t"}"#; count].join(",");
        Reply::ok(format!(r#"{{"results":[{users}],"totalSize":{count}}}"#))
    };
    let path = "GET /wiki/rest/api/search/user?cql=a&limit=200";
    server
        .expect(path, users(25))
        .expect(&format!("{path}&start=25"), users(26))
        .expect(&format!("{path}&start=51"), users(10));
    let all = basic(&server)
        .v1()
        .search()
        .search_user(UserCql::raw("a"))
        .items()
        .collect()
        .await;
    assert_eq!(all.unwrap().len(), 61);
}

#[tokio::test]
async fn up_to_a_number() {
    let server = FaultServer::start().await;
    let client = basic(&server);
    list_by_cursor(&server, 10);
    for limit in [None, Some(1), Some(4), Some(10), Some(250)] {
        let listing = || match limit {
            Some(limit) => client.pages().get_pages().limit(limit),
            None => client.pages().get_pages(),
        };
        for most in [0, 1, 3, 4, 5, 9, 10, 11, usize::MAX] {
            let collected = listing().items().collect_up_to(most).await.unwrap();
            let ids: Vec<_> = collected.items.iter().map(|page| page.id.get()).collect();
            assert_eq!(ids, (1..=10.min(most as u64)).collect::<Vec<_>>(), "{limit:?} {most}");
            assert_eq!(collected.rest.is_some(), most < 10, "{limit:?} {most}");
            if let Some(rest) = &collected.rest {
                let rest = listing().items().resume_from(rest).unwrap().collect().await.unwrap();
                assert_eq!(rest.len(), 10 - most, "{limit:?} {most}");
            }
        }
        // From the middle of a page on.
        let mut items = listing().items();
        items.next().await.unwrap().unwrap();
        let collected = items.collect_up_to(2).await.unwrap();
        assert_eq!(
            collected.items.iter().map(|page| page.id.get()).collect::<Vec<_>>(),
            [2, 3]
        );
        let rest = listing().items().resume_from(&collected.rest.unwrap()).unwrap();
        assert_eq!(rest.collect().await.unwrap()[0].id.get(), 4);
    }
    list_by_offset(&server, 10);
    let collected = client
        .v1()
        .groups()
        .get_groups()
        .limit(5)
        .items()
        .collect_up_to(10)
        .await
        .unwrap();
    assert_eq!((collected.items.len(), collected.rest), (10, None));
}

/// No more is asked for than tells whether there is more.
#[tokio::test]
async fn a_small_number_is_a_small_page() {
    let server = FaultServer::start().await;
    let client = basic(&server);
    server.expect("GET /wiki/api/v2/pages?limit=4", page(&[1, 2, 3, 4], Some("?cursor=a")));
    let collected = client.pages().get_pages().items().collect_up_to(3).await.unwrap();
    assert_eq!(collected.items.len(), 3);
    assert!(collected.rest.is_some());
    // Only empty pages follow: that is all.
    server
        .answer(page(&[1, 2, 3], Some("?cursor=a")))
        .answer(page(&[], Some("?cursor=b")))
        .answer(page(&[], None));
    let collected = client.pages().get_pages().items().collect_up_to(3).await.unwrap();
    assert_eq!((collected.items.len(), collected.rest), (3, None));
}
