//! Listings by offset.

use crate::clients::basic;
use crate::fault_server::{FaultServer, Reply};

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
