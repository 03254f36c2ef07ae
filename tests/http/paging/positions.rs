//! Positions: stopped anywhere and taken up again, a walk gives every item once.

use super::{list_by_cursor, list_by_offset, number, page};
use crate::clients::basic;
use crate::fault_server::{FaultServer, Reply};
use confluence_sdk::{Items, Position, Result};
use confluence_sdk::{PageId, SpaceId};
use proptest::prelude::*;

/// Stops after each number of items, goes on in another stream, and compares with the whole.
async fn resumes_anywhere<T: std::fmt::Debug + Send + Sync + 'static, I: PartialEq + std::fmt::Debug>(
    listing: impl Fn() -> Items<T>,
    id: impl Fn(&T) -> I,
    total: usize,
) {
    let whole: Vec<I> = listing().collect().await.unwrap().iter().map(&id).collect();
    assert_eq!(whole.len(), total);
    for stop in 0..=total {
        let mut items = listing();
        let mut seen = Vec::new();
        for _ in 0..stop {
            seen.push(id(&items.next().await.unwrap().unwrap()));
        }
        let stored = items.position().to_string();
        drop(items);
        let rest = listing().resume_from(&stored.parse().unwrap()).unwrap().collect();
        seen.extend(rest.await.unwrap().iter().map(&id));
        assert_eq!(seen, whole, "stopped after {stop} at {stored}");
    }
    let mut items = listing();
    while items.next().await.is_some() {}
    let end: Position = items.position().to_string().parse().unwrap();
    assert!(listing().resume_from(&end).unwrap().next().await.is_none());
}

#[tokio::test]
async fn by_cursor() {
    let server = FaultServer::start().await;
    list_by_cursor(&server, 10);
    let client = basic(&server);
    resumes_anywhere(|| client.pages().get_pages().limit(4).items(), |page| page.id.get(), 10).await;
    // The size of the page is a part of the position, whatever the stream asks for that takes it up.
    let mut items = client.pages().get_pages().limit(4).items();
    for _ in 0..6 {
        items.next().await.unwrap().unwrap();
    }
    let position = items.position();
    let rest = client
        .pages()
        .get_pages()
        .limit(3)
        .items()
        .resume_from(&position)
        .unwrap();
    let ids: Vec<_> = rest.collect().await.unwrap().iter().map(|page| page.id.get()).collect();
    assert_eq!(ids, [7, 8, 9, 10]);
    let mut pages = client.pages().get_pages().pages().resume_from(&position).unwrap();
    assert_eq!(pages.cursor().as_deref(), Some("4"));
    assert_eq!(pages.next().await.unwrap().unwrap().len(), 2);
    assert_eq!(pages.cursor().as_deref(), Some("8"));
}

#[tokio::test]
async fn by_offset() {
    let server = FaultServer::start().await;
    list_by_offset(&server, 10);
    let client = basic(&server);
    let listing = || client.v1().groups().get_groups().limit(4);
    resumes_anywhere(|| listing().items(), |group| group.id.clone(), 10).await;
    // An offset is exact in the middle of a page.
    let mut items = listing().items();
    assert_eq!(items.start(), Some(0));
    for taken in 1..=10 {
        items.next().await.unwrap().unwrap();
        assert_eq!(items.start().unwrap_or(10), taken);
        if let Some(start) = items.start() {
            let rest = listing().start(start as u32).items().collect().await.unwrap();
            assert_eq!(rest.len() as u64, 10 - taken);
        }
    }
    assert!(items.next().await.is_none());
    assert_eq!((items.start(), items.cursor()), (None, None));
}

#[tokio::test]
async fn by_a_cursor_in_the_body_and_by_ancestors() {
    let server = FaultServer::start().await;
    server.otherwise(|request| {
        let id: u64 = request
            .path()
            .split('/')
            .nth(5)
            .and_then(|id| id.parse().ok())
            .unwrap_or(0);
        if request.path().ends_with("/ancestors") {
            let above = (id.saturating_sub(2)..id).filter(|id| *id > 0);
            let above: Vec<String> = above.map(|id| format!(r#"{{"id":"{id}","type":"folder"}}"#)).collect();
            return Reply::ok(format!(r#"{{"results":[{}]}}"#, above.join(",")));
        }
        let at = number(request, "cursor").unwrap_or(0);
        let cursor = if at < 3 {
            format!(r#""{}""#, at + 1)
        } else {
            "null".to_owned()
        };
        let row = |id: u64| format!(r#"{{"combinationId":"{id}"}}"#);
        Reply::ok(format!(
            r#"{{"results":[{},{}],"cursor":{cursor}}}"#,
            row(2 * at),
            row(2 * at + 1)
        ))
    });
    let client = basic(&server);
    let listing = || {
        client
            .space_permission_transitions()
            .list_space_permission_combinations()
    };
    resumes_anywhere(|| listing().limit(2).items(), |row| row.combination_id.clone(), 8).await;
    let listing = || client.ancestors().get_page_ancestors(PageId::new(10)).limit(2);
    resumes_anywhere(|| listing().items(), |ancestor| ancestor.id.clone(), 9).await;
}

#[tokio::test]
async fn after_an_error_and_after_a_broken_link() {
    let server = FaultServer::start().await;
    let client = basic(&server);
    let listing = || client.pages().get_pages().limit(2).items();
    let path = "GET /wiki/api/v2/pages?limit=2";
    let stop = async |second: Reply, taken: usize| {
        server
            .expect(path, page(&[1, 2], Some("?cursor=a")))
            .expect(&format!("{path}&cursor=a"), second);
        let mut items = listing();
        for _ in 0..taken {
            items.next().await.unwrap().unwrap();
        }
        assert!(items.next().await.unwrap().is_err());
        assert_eq!(items.cursor().as_deref(), Some("a"));
        items.position()
    };
    for (second, taken, third) in [
        (Reply::new(400), 2, page(&[3, 4], None)),
        // Its items were handed out; then its link led nowhere.
        (page(&[3, 4], Some("?x")), 4, page(&[3, 4], Some("?cursor=b"))),
    ] {
        let position = stop(second, taken).await;
        server.expect(&format!("{path}&cursor=a"), third);
        if taken == 4 {
            server.expect(&format!("{path}&cursor=b"), page(&[5, 6], None));
        }
        let rest = listing().resume_from(&position).unwrap().collect().await.unwrap();
        let ids: Vec<_> = rest.iter().map(|page| page.id.get()).collect();
        assert_eq!(ids, if taken == 4 { [5, 6] } else { [3, 4] });
    }
}

#[tokio::test]
async fn a_position_of_something_else_is_refused() {
    let server = FaultServer::start().await;
    list_by_cursor(&server, 10);
    let client = basic(&server);
    let mut items = client.pages().get_pages().title("secret title").limit(4).items();
    items.next().await.unwrap().unwrap();
    let position = items.position();
    assert!(!position.to_string().contains("secret"), "{position}");
    let refused = |taken_up: Result<String>| {
        let error = taken_up.unwrap_err();
        assert!(error.is_invalid_input());
        assert_eq!(error.field(), Some("position"));
        error.to_string()
    };
    let other = client.spaces().get_spaces().items().resume_from(&position);
    let error = refused(other.map(|_| String::new()));
    assert!(
        error.contains("`v2/getPages`") && error.contains("`v2/getSpaces`"),
        "{error}"
    );
    for other in [
        client.pages().get_pages().items().resume_from(&position),
        client
            .pages()
            .get_pages()
            .title("another")
            .items()
            .resume_from(&position),
    ] {
        assert!(refused(other.map(|_| String::new())).contains("other arguments"));
    }
    let (one, two) = (SpaceId::new(1), SpaceId::new(2));
    let position = client.pages().get_pages_in_space(one).items().position();
    let other = client.pages().get_pages_in_space(two).items().resume_from(&position);
    assert!(refused(other.map(|_| String::new())).contains("other arguments"));
    // In the middle it would mix two walks.
    let mut items = client.pages().get_pages().items();
    let position = items.position();
    items.next().await.unwrap().unwrap();
    assert!(refused(items.resume_from(&position).map(|_| String::new())).contains("before the first poll"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// Any sizes, any places to stop, any number of times.
    #[test]
    fn stopped_again_and_again(
        total in 0_u64..30, limit in 1_u32..7, stops in proptest::collection::vec(0_usize..9, 0..6),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let server = FaultServer::start().await;
            list_by_cursor(&server, total);
            let client = basic(&server);
            let mut items = client.pages().get_pages().limit(limit).items();
            let mut seen = Vec::new();
            for stop in stops {
                for _ in 0..stop {
                    seen.extend(items.next().await.map(|page| page.unwrap().id.get()));
                }
                let position: Position = items.position().to_string().parse().unwrap();
                items = client.pages().get_pages().limit(limit).items().resume_from(&position).unwrap();
            }
            seen.extend(items.collect().await.unwrap().iter().map(|page| page.id.get()));
            assert_eq!(seen, (1..=total).collect::<Vec<_>>());
        });
    }
}
