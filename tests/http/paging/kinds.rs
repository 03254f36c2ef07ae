//! The other ways to the next page.

use crate::clients::basic;
use crate::fault_server::{FaultServer, Reply};
use confluence_sdk::PageId;
use confluence_sdk::v2::HierarchicalContentType;

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

/// What is needed to go on is not guessed.
#[tokio::test]
async fn a_topmost_ancestor_that_leads_nowhere_is_an_error() {
    let server = FaultServer::start().await;
    let client = basic(&server);
    let listing = || {
        client
            .ancestors()
            .get_page_ancestors(PageId::new(90))
            .limit(1)
            .items()
            .collect()
    };
    for (top, part) in [
        (r#"{"id":"7"}"#, "of no kind"),
        (r#"{"id":"7","type":"space"}"#, "of no kind"),
        (r#"{"id":"..","type":"page"}"#, "of no kind"),
        (r#"{"id":"","type":"page"}"#, "of no kind"),
    ] {
        server.answer(Reply::ok(format!(r#"{{"results":[{top}]}}"#)));
        let error = listing().await.unwrap_err();
        assert!(error.is_paging() && error.to_string().contains(part), "{top}: {error}");
    }
    // In a circle.
    for id in [7, 8, 7] {
        server.answer(Reply::ok(format!(r#"{{"results":[{{"id":"{id}","type":"folder"}}]}}"#)));
    }
    let error = listing().await.unwrap_err();
    assert!(
        error.is_paging() && error.to_string().contains("leads to this page again"),
        "{error}"
    );
}
