//! Answers of v1 and v2 in which the documents leave much open: nothing of them is lost, and nothing about them costs
//! an answer.

use crate::clients::{EMAIL, TOKEN, basic};
use crate::fault_server::{FaultServer, Reply};
use confluence_sdk::v1::{ContentRestriction, V1Content};
use confluence_sdk::v2::PageSingle;
use confluence_sdk::{Basic, Client, ContentId, Cql, Credential, GroupId, Http, PageId, Site, SpaceRoleId};
use std::sync::{Arc, Mutex};

/// A client, and the places of what it reports.
fn reporting(server: &FaultServer) -> (Client<Basic>, Arc<Mutex<Vec<String>>>) {
    let reports = Arc::new(Mutex::new(Vec::new()));
    let noted = reports.clone();
    let http = Http::builder().on_oddity(move |oddity| noted.lock().unwrap().push(oddity.path().to_owned()));
    let site = Site::new(server.url()).unwrap();
    let client = http
        .build()
        .unwrap()
        .client(site, Credential::basic(EMAIL, TOKEN).unwrap());
    (client, reports)
}

/// Content of both versions of the API says its version in one word.
#[test]
fn content_of_v1_and_v2_has_its_version_number() {
    let answer = r#"{"id":"7","version":{"number":3}}"#;
    assert_eq!(
        serde_json::from_str::<V1Content>(answer).unwrap().version_number(),
        Some(3)
    );
    assert_eq!(
        serde_json::from_str::<PageSingle>(answer).unwrap().version_number(),
        Some(3)
    );
}

/// Members of one search result, what is odd about them, and whether the content of the result is still there.
#[tokio::test]
async fn an_odd_member_costs_no_search_result() {
    let server = FaultServer::start().await;
    let (client, reports) = reporting(&server);
    for (members, odd, has_content) in [
        (r#""space":{}"#, &["$.results[0].space"][..], true),
        (r#""space":{"key":""}"#, &["$.results[0].space.key"], true),
        (r#""space":[]"#, &["$.results[0].space"], true),
        (r#""content":{"id":"","title":"t"}"#, &["$.results[0].content.id"], true),
        (
            r#""content":{"space":{},"title":"t"}"#,
            &["$.results[0].content.space"],
            true,
        ),
        (
            r#""content":{"_expandable":{"space":{}}}"#,
            &["$.results[0].content._expandable.space"],
            true,
        ),
        (
            r#""content":{"ancestors":[null,{"id":"5"}]}"#,
            &["$.results[0].content.ancestors[0]"],
            true,
        ),
        (r#""content":7"#, &["$.results[0].content"], false),
        (r#""lastModified":"""#, &["$.results[0].lastModified"], true),
        (
            r#""score":"high","user":"me""#,
            &["$.results[0].score", "$.results[0].user"],
            true,
        ),
    ] {
        let content = if members.contains(r#""content":"#) {
            ""
        } else {
            r#""content":{"id":"7"},"#
        };
        let hit = format!(r#"{{{content}{members},"title":"A"}}"#);
        server.answer(Reply::ok(format!(
            r#"{{"results":[{hit},{{"title":"B"}}],"start":0,"size":2,"archivedResultCount":-1,"totalSize":-1}}"#
        )));
        let page = client.v1().search().search_by_cql(Cql::raw("type=page")).await.unwrap();
        let titles: Vec<_> = page.results.iter().map(|hit| hit.title.as_deref().unwrap()).collect();
        assert_eq!(titles, ["A", "B"], "{members}");
        assert_eq!(page.results[0].content.is_some(), has_content, "{members}");
        assert_eq!((page.total_size, page.archived_result_count), (None, None));
        let reports = std::mem::take(&mut *reports.lock().unwrap());
        let (counts, others): (Vec<_>, Vec<_>) = reports.into_iter().partition(|path| !path.contains("results"));
        assert_eq!(counts, ["$.archivedResultCount", "$.totalSize"]);
        assert_eq!(others, odd, "{members}");
    }
}

/// The documents call the elements of these lists nullable.
#[tokio::test]
async fn null_in_a_list_is_nobody() {
    let server = FaultServer::start().await;
    let client = basic(&server);
    server
        .answer(Reply::ok(r#"{"results":[null,{"accountId":"a"},null],"limit":3}"#))
        .answer(Reply::ok(r#"{"results":[{"accountId":"b"},null]}"#));
    let members = client
        .v1()
        .groups()
        .get_group_members_by_group_id(GroupId::new("g").unwrap());
    let all = members.limit(3).items().collect().await.unwrap();
    let all: Vec<_> = all
        .iter()
        .map(|user| user.account_id.as_ref().unwrap().as_str())
        .collect();
    assert_eq!(all, ["a", "b"]);
    // What is `null` counts as a result of the server's.
    assert_eq!(server.received()[1].query(), "limit=3&start=3");
}

#[tokio::test]
async fn names_that_the_documents_leave_open_are_kept() {
    let server = FaultServer::start().await;
    let client = basic(&server);
    let restriction = r#"{"operation":"delete","restrictions":{"user":{"results":[{"accountId":"a"}]}}}"#;
    server.answer(Reply::ok(format!(
        r#"{{"read":{{"operation":"read"}},"delete":{restriction},"_links":{{"self":"/s","own":"/o","odd":{{"x":1.10}}}}}}"#
    )));
    let restrictions = client.v1().restrictions();
    let all = restrictions
        .get_restrictions_by_operation(ContentId::from(PageId::new(7)))
        .await
        .unwrap();
    assert!(all.read.is_some() && all.update.is_none());
    assert_eq!(all.others.keys().collect::<Vec<_>>(), ["delete"]);
    let delete: ContentRestriction = all.others["delete"].parse().unwrap();
    assert_eq!(delete.restrictions.unwrap().user.unwrap().results.len(), 1);
    let links = all.links.unwrap();
    assert_eq!(links.self_link.as_deref(), Some("/s"));
    let others: Vec<_> = links
        .others
        .iter()
        .map(|(name, link)| (&**name, link.as_str()))
        .collect();
    assert_eq!(others, [("odd", r#"{"x":1.10}"#), ("own", r#""/o""#)]);

    let id = "5e9b0e9c-0000-4000-8000-000000000001";
    server.answer(Reply::ok(format!(
        r#"{{"id":"{id}","name":"Owner","_links":{{"base":"https://example.test/wiki"}}}}"#
    )));
    let role = client
        .space_roles()
        .get_space_roles_by_id(SpaceRoleId::new(id).unwrap())
        .await
        .unwrap();
    assert_eq!(role.links.unwrap().base.as_deref(), Some("https://example.test/wiki"));
}
