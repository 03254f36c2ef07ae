//! Listings by offset.

use crate::clients::basic;
use crate::fault_server::{FaultServer, Reply};
use confluence_sdk::{AccountId, Cql, UserCql};

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

    // An empty page with a link further on is not the end; a link back to the start is an error, not a second round.
    server
        .answer(groups(&["a"], Some("?start=1")))
        .answer(groups(&[], Some("?start=2")))
        .expect(&format!("{path}?start=2"), groups(&["b"], None));
    assert_eq!(
        client.v1().groups().get_groups().items().collect().await.unwrap().len(),
        2
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

/// So many groups, from this one on, with these members of the page.
fn some(from: u64, count: u64, members: &str) -> Reply {
    let groups = (from..from + count).map(|number| format!(r#"{{"name":"g{number}","id":"g{number}"}}"#));
    let groups: Vec<String> = groups.collect();
    Reply::ok(format!(r#"{{"results":[{}]{members}}}"#, groups.join(",")))
}

/// Without a link: the limit that was asked for, the members of each page, how many there are on each page, and where
/// the walk asks again.
#[tokio::test]
async fn a_full_page_without_a_link_is_followed_by_another_question() {
    let server = FaultServer::start().await;
    let client = basic(&server);
    for (limit, members, pages) in [
        (Some(25), r#","totalSize":25"#, vec![25, 25, 10]),
        (Some(25), r#","_links":{},"totalSize":0"#, vec![25, 25, 0]),
        (Some(25), r#","_links":{"next":null}"#, vec![25, 3]),
        (
            Some(25),
            r#","_links":{"next":""},"start":0,"size":25,"limit":25"#,
            vec![25, 3],
        ),
        (Some(25), "", vec![24]),
        (Some(25), "", vec![0]),
        // The server gives fewer than were asked for and says so.
        (Some(50), r#","limit":25"#, vec![25, 25, 24]),
        (Some(50), r#","limit":"25""#, vec![25, 25, 24]),
        (Some(50), r#","limit":25.0"#, vec![25, 25, 24]),
        (Some(50), r#","limit":" 25 ""#, vec![25, 0]),
        // The server gives its usual number in place of a larger one, and says nothing.
        (Some(500), "", vec![200, 200, 199]),
        (Some(500), r#","limit":500"#, vec![200]),
        // More than were asked for.
        (Some(10), "", vec![25, 25, 3]),
        // The usual size of this operation is 200.
        (None, "", vec![200, 200, 199]),
        (None, r#","limit":20"#, vec![20, 20, 19]),
        (None, r#","limit":1000"#, vec![200]),
        (Some(0), "", vec![0]),
    ] {
        let mut start = 0;
        for (place, count) in pages.iter().enumerate() {
            let query = [
                limit.map(|limit| format!("limit={limit}")),
                (place > 0).then(|| format!("start={start}")),
            ];
            let query: Vec<String> = query.into_iter().flatten().collect();
            let query = if query.is_empty() {
                String::new()
            } else {
                format!("?{}", query.join("&"))
            };
            server.expect(
                &format!("GET /wiki/rest/api/group{query}"),
                some(start, *count, members),
            );
            start += count;
        }
        let mut call = client.v1().groups().get_groups();
        if let Some(limit) = limit {
            call = call.limit(limit);
        }
        let all = call.items().collect().await.unwrap();
        let names: Vec<_> = all.iter().map(|group| group.name.clone().unwrap_or_default()).collect();
        let expected: Vec<_> = (0..start).map(|number| format!("g{number}")).collect();
        assert_eq!(names, expected, "{limit:?} {members}");
    }
}

/// Sixty, of which each page tells its own size as the total.
#[tokio::test]
async fn memberships_and_found_users_go_on() {
    let server = FaultServer::start().await;
    let client = basic(&server);
    let answer = |from: u64| {
        let count = 25.min(60 - from);
        some(
            from,
            count,
            &format!(r#","start":{from},"limit":25,"size":{count},"totalSize":{count}"#),
        )
    };
    for path in [
        "search/user?cql=type%3Duser&limit=25",
        "user/memberof?accountId=a&limit=25",
    ] {
        let path = format!("GET /wiki/rest/api/{path}");
        server
            .expect(&path, answer(0))
            .expect(&format!("{path}&start=25"), answer(25))
            .expect(&format!("{path}&start=50"), answer(50));
    }
    let found = client
        .v1()
        .search()
        .search_user(UserCql::raw("type=user"))
        .limit(25)
        .items();
    assert_eq!(found.collect().await.unwrap().len(), 60);
    let groups = client
        .v1()
        .users()
        .get_group_memberships_for_user(AccountId::new("a").unwrap());
    assert_eq!(groups.limit(25).items().collect().await.unwrap().len(), 60);
}

/// The link, the number of results, and where the walk goes on from offset 50.
#[tokio::test]
async fn where_a_start_leads() {
    let server = FaultServer::start().await;
    let client = basic(&server);
    for (link, count, expected) in [
        ("/rest/api/group?start=75&limit=25", 25, Ok(Some(75))),
        ("https://evil.test/rest/api/group?start=75", 25, Ok(Some(75))),
        // As if all had been given that were asked for.
        ("?start=75", 10, Ok(Some(60))),
        ("?start=1000", 25, Ok(Some(75))),
        ("?start=2147483647", 25, Ok(Some(75))),
        ("?start=60", 25, Ok(Some(60))),
        ("?start=50&start=75", 25, Ok(Some(75))),
        ("?start=75&start=80", 25, Err("several values for start")),
        ("?start=18446744073709551615", 25, Err("is not an offset")),
        ("?start=99999999999999999999999", 25, Err("is not an offset")),
        ("?start=2147483648", 25, Err("is not an offset")),
        ("?start=-25", 25, Err("is not an offset")),
        ("?start=%2B75", 25, Err("is not an offset")),
        ("?start=next", 25, Err("is not an offset")),
        ("?start=50", 25, Err("leads to this page again")),
        ("?start=25", 25, Err("leads to this page again")),
        ("?start=0", 25, Err("leads to this page again")),
        // No place in the link, but the place is known.
        ("?next=true", 25, Ok(Some(75))),
        ("?start=50", 0, Ok(None)),
        ("?start=25", 0, Ok(None)),
        ("?start=75", 0, Ok(Some(75))),
        ("?start=-1", 0, Err("is not an offset")),
    ] {
        let members = format!(r#","_links":{{"next":"{link}"}}"#);
        server.expect("GET /wiki/rest/api/group?start=50&limit=25", some(50, count, &members));
        if let Ok(Some(start)) = expected {
            let line = format!("GET /wiki/rest/api/group?limit=25&start={start}");
            server.expect(&line, some(start, 1, ""));
        }
        let all = client
            .v1()
            .groups()
            .get_groups()
            .limit(25)
            .start(50)
            .items()
            .collect()
            .await;
        match (expected, all) {
            (Ok(next), all) => {
                let more = usize::from(next.is_some());
                assert_eq!(all.unwrap().len(), count as usize + more, "{link}");
            }
            (Err(part), all) => {
                let error = all.unwrap_err();
                assert!(error.is_paging() && error.to_string().contains(part), "{link}: {error}");
            }
        }
    }
}

#[tokio::test]
async fn a_server_that_knows_no_offsets_is_not_asked_for_ever() {
    let server = FaultServer::start().await;
    server.otherwise(|_| some(0, 25, ""));
    let listing = basic(&server).v1().groups().get_groups().limit(25).items();
    let error = listing.collect().await.unwrap_err();
    assert!(
        error.is_paging() && error.to_string().contains("the same page again and again"),
        "{error}"
    );
}

/// Where no page has links at all, and where a page is a member of the answer.
#[tokio::test]
async fn the_page_inside_another_object_goes_on() {
    let server = FaultServer::start().await;
    let content = |from: u64, count: u64| {
        let content =
            (from..from + count).map(|id| format!(r#"{{"contentType":"page","contentId":{id},"title":"t"}}"#));
        let content: Vec<String> = content.collect();
        let page = format!(r#"{{"results":[{}],"limit":2}}"#, content.join(","));
        Reply::ok(format!(
            r#"{{"label":{{"prefix":"global","name":"x","id":"1","label":"x"}},"associatedContents":{page}}}"#
        ))
    };
    server
        .expect("GET /wiki/rest/api/label?name=x", content(1, 2))
        .expect("GET /wiki/rest/api/label?name=x&start=2", content(3, 2))
        .expect("GET /wiki/rest/api/label?name=x&start=4", content(5, 1));
    let all = basic(&server)
        .v1()
        .label_info()
        .get_all_label_content("x")
        .items()
        .collect()
        .await;
    assert_eq!(all.unwrap().len(), 5);
}

/// Searches give cursors; before there is one, they can be counted. Cursor and start are not sent together.
#[tokio::test]
async fn searches() {
    let server = FaultServer::start().await;
    let client = basic(&server);
    let hits = |count: usize, link: &str| {
        let hits = vec![r#"{"title":"t"}"#; count].join(",");
        let links = if link.is_empty() {
            String::new()
        } else {
            format!(r#"{{"next":"{link}"}}"#)
        };
        let links = if links.is_empty() { "{}".to_owned() } else { links };
        Reply::ok(format!(
            r#"{{"results":[{hits}],"start":0,"limit":2,"size":{count},"totalSize":2,"_links":{links}}}"#
        ))
    };
    let path = "GET /wiki/rest/api/search?cql=type%3Dpage&limit=2";
    let search = || client.v1().search().search_by_cql(Cql::raw("type=page")).limit(2);
    let link = |cursor: &str| format!("/rest/api/search?next=true&cursor={cursor}&limit=25&start=2&cql=type%3Dpage");
    server
        .expect(&format!("{path}&start=4"), hits(2, &link("_sa_WyJ+In0=")))
        .expect(&format!("{path}&cursor=_sa_WyJ%2BIn0%3D"), hits(2, &link("b")))
        .expect(&format!("{path}&cursor=b"), hits(2, ""));
    assert_eq!(search().start(4).items().collect().await.unwrap().len(), 6);
    server
        .expect(path, hits(2, ""))
        .expect(&format!("{path}&start=2"), hits(1, ""));
    assert_eq!(search().items().collect().await.unwrap().len(), 3);
    // A link by offset, where cursors are usual; and a link by cursor, where offsets are usual.
    server
        .expect(path, hits(2, "/rest/api/search?start=2"))
        .expect(&format!("{path}&start=2"), hits(0, ""));
    assert_eq!(search().items().collect().await.unwrap().len(), 2);
    let path = "GET /wiki/rest/api/search/user?cql=type%3Duser&limit=2";
    server
        .expect(path, hits(2, "/rest/api/search/user?cursor=a"))
        .expect(&format!("{path}&cursor=a"), hits(2, ""));
    let users = client
        .v1()
        .search()
        .search_user(UserCql::raw("type=user"))
        .limit(2)
        .items()
        .collect()
        .await;
    assert_eq!(users.unwrap().len(), 4);
}
