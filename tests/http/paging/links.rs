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
        .expect(
            &format!("{prefix}?limit=250"),
            page(&[1], Some("/wiki/api/v2/pages?cursor=2")),
        )
        .expect(&format!("{prefix}?limit=250&cursor=2"), page(&[2], None));
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
    // The page with that link is asked for again. Now it is the last one, and its item was handed out before.
    server.expect("GET /wiki/api/v2/pages?limit=250&cursor=a", page(&[2], None));
    assert!(items.next().await.is_none() && items.next().await.is_none());

    // To nowhere.
    for link in ["/wiki/api/v2/pages", "nonsense", "/wiki/api/v2/pages?Cursor=a"] {
        server.answer(page(&[1], Some(link)));
        let mut pages = client.pages().get_pages().pages();
        assert_eq!(pages.next().await.unwrap().unwrap().len(), 1);
        let error = pages.next().await.unwrap().unwrap_err();
        assert!(error.to_string().contains("has no cursor"), "{error}");
        assert!(error.is_paging());
        server.answer(page(&[1, 2], None));
        assert_eq!(pages.next().await.unwrap().unwrap()[0].id.get(), 2);
        assert!(pages.next().await.is_none());
    }

    // What is not a link counts as none, or as an answer that cannot be read.
    server.answer(Reply::ok(r#"{"results":[{"id":1}]}"#));
    server.answer(Reply::ok(r#"{"results":[{"id":1}],"_links":{"next":null}}"#));
    server.answer(page(&[1], Some("")));
    for _ in 0..3 {
        assert_eq!(client.pages().get_pages().items().collect().await.unwrap().len(), 1);
    }
    server.answer(Reply::ok(r#"{"results":[{"id":1}],"_links":{"next":["x"]}}"#));
    let error = client.pages().get_pages().items().collect().await.unwrap_err();
    assert_eq!(error.json_path(), Some("$._links.next"));
}

/// Each link, on a page with a result, and where the walk goes on: the cursor, or a part of the error.
#[tokio::test]
async fn what_a_link_leads_to() {
    let server = FaultServer::start().await;
    let client = basic(&server);
    for (link, expected) in [
        ("/wiki/api/v2/pages?limit=5&cursor=abc", Ok("abc")),
        ("?cursor=eyJrIjoifn5+In0=", Ok("eyJrIjoifn5%2BIn0%3D")),
        ("?cursor=eyJrIjoifn5%2BIn0%3D", Ok("eyJrIjoifn5%2BIn0%3D")),
        ("?cursor=a%20b/c", Ok("a%20b%2Fc")),
        ("?cursor=%23%3F%26%3D%25%2B", Ok("%23%3F%26%3D%25%2B")),
        ("?cursor=a;b,c:d@e!f$g*h[i]", Ok("a%3Bb%2Cc%3Ad%40e%21f%24g%2Ah%5Bi%5D")),
        ("?cursor=a%2525", Ok("a%2525")),
        ("?cursor=a%0D%0AHost:x", Ok("a%0D%0AHost%3Ax")),
        ("https://[::1/x?cursor=abc", Ok("abc")),
        ("?start=5&cursor=abc", Ok("abc")),
        ("?page=2", Err("has no cursor")),
        ("?cursor=%zz%", Ok("%25zz%25")),
        ("HTTPS://EVIL.test:1/x?y#?cursor=no", Err("has no cursor")),
        ("https://evil.test/x?cursor=abc#top", Ok("abc")),
        ("?x=1&&=&cursor=abc&", Ok("abc")),
        ("?cursor=", Err("has no cursor")),
        ("?limit=5", Err("has no cursor")),
        ("?cursor=abc&cursor=abc", Ok("abc")),
        ("?cursor=first&cursor=abc", Ok("abc")),
        ("?cursor=abc&cursor=def", Err("several values for cursor")),
        ("?cursor=%ff", Err("is not text")),
        ("?cursor=first", Err("leads to this page again")),
    ] {
        server.expect("GET /wiki/api/v2/pages?cursor=first&limit=9", page(&[1], Some(link)));
        if let Ok(cursor) = expected {
            let line = format!("GET /wiki/api/v2/pages?limit=9&cursor={cursor}");
            server.expect(&line, page(&[2], None));
        }
        let mut items = client.pages().get_pages().limit(9).cursor("first").items();
        assert_eq!(items.next().await.unwrap().unwrap().id.get(), 1, "{link}");
        match (expected, items.next().await) {
            (Ok(_), second) => assert_eq!(second.unwrap().unwrap().id.get(), 2, "{link}"),
            (Err(part), error) => {
                let error = error.unwrap().unwrap_err();
                assert!(error.is_paging() && error.to_string().contains(part), "{link}: {error}");
                continue;
            }
        }
        assert!(items.next().await.is_none(), "{link}");
    }
}

/// The header counts where the body has no link that leads on.
#[tokio::test]
async fn links_in_headers() {
    let server = FaultServer::start().await;
    let client = basic(&server);
    let to = |cursor: &str| format!("</wiki/api/v2/pages?cursor={cursor}>; rel=\"next\"");
    let broken = "/wiki/api/v2/pages?limit=1";
    for (body, headers, expected) in [
        (None, vec![to("h")], Ok(Some("h"))),
        (Some(""), vec![to("h")], Ok(Some("h"))),
        (Some(broken), vec![to("h")], Ok(Some("h"))),
        (Some("?cursor=b"), vec![to("h")], Ok(Some("b"))),
        (None, vec![r#"</x?cursor=p>; rel="prev""#.to_owned()], Ok(None)),
        (
            None,
            vec![format!(r#"</x?cursor=p>; rel="prev", {}"#, to("h"))],
            Ok(Some("h")),
        ),
        (
            None,
            vec![r#"</x?cursor=p>; rel="prev""#.to_owned(), to("h")],
            Ok(Some("h")),
        ),
        (
            None,
            vec![r#"</x?cursor=h>; title="a,b;\"c\""; rel="last NEXT""#.to_owned()],
            Ok(Some("h")),
        ),
        (
            None,
            vec!["<https://evil.test/x?cursor=h>;rel=next".to_owned()],
            Ok(Some("h")),
        ),
        (
            None,
            vec!["</wiki/api/v2/pages>; rel=next".to_owned()],
            Err("has no cursor"),
        ),
        (None, vec!["nonsense".to_owned()], Ok(None)),
        // Not by the standard, but it leads on.
        (None, vec!["</x?cursor=h>; rel='next'".to_owned()], Ok(Some("h"))),
        (None, vec!["/x?cursor=h; rel=next".to_owned()], Ok(Some("h"))),
        (None, vec!["</x?cursor=h> ; REL = Next".to_owned()], Ok(Some("h"))),
        (
            None,
            vec!["</x?cursor=h>; title*=UTF-8''next; rel=\"https://x.test/rel next\"".to_owned()],
            Ok(Some("h")),
        ),
    ] {
        let reply = headers
            .iter()
            .fold(page(&[1], body), |reply, value| reply.header("Link", value));
        server.expect("GET /wiki/api/v2/pages?limit=9", reply);
        if let Ok(Some(cursor)) = expected {
            let line = format!("GET /wiki/api/v2/pages?limit=9&cursor={cursor}");
            server.expect(&line, page(&[2], None));
        }
        let all = client.pages().get_pages().limit(9).items().collect().await;
        match (expected, all) {
            (Ok(next), all) => assert_eq!(all.unwrap().len(), 1 + usize::from(next.is_some()), "{headers:?}"),
            (Err(part), all) => {
                let error = all.unwrap_err();
                assert!(
                    error.is_paging() && error.to_string().contains(part),
                    "{headers:?}: {error}"
                );
            }
        }
    }
}

#[tokio::test]
async fn an_empty_page_that_leads_nowhere_new_is_the_end() {
    let server = FaultServer::start().await;
    let client = basic(&server);
    // To itself, and to a page before.
    for back in ["a", "b"] {
        server
            .answer(page(&[1], Some("?cursor=a")))
            .answer(page(&[2], Some("?cursor=b")))
            .answer(page(&[], Some(&format!("?cursor={back}"))));
        assert_eq!(client.pages().get_pages().items().collect().await.unwrap().len(), 2);
    }
    // Always to another empty page: not for ever, and not as an end.
    server.otherwise(|request| {
        let number: u32 = request
            .query()
            .rsplit('=')
            .next()
            .and_then(|n| n.parse().ok())
            .unwrap_or(0);
        page(&[], Some(&format!("?cursor={}", number + 1)))
    });
    let error = client.pages().get_pages().items().collect().await.unwrap_err();
    assert!(
        error.is_paging() && error.to_string().contains("pages in a row are empty"),
        "{error}"
    );
}
