//! Links that lead elsewhere or nowhere.

use super::{Reader, page};
use crate::clients::{CLOUD, basic, oauth};
use crate::fault_server::{FaultServer, Reply};
use std::collections::HashSet;

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
