//! Searches.

use crate::caller::{Caller, QueryPairs as _, read, text};
use confluence_sandbox::Sandbox;
use reqwest::Method;
use serde_json::Value;

#[tokio::test]
async fn searches_find_what_the_caller_may_see() {
    let sandbox = Sandbox::start().await.unwrap();
    let (admin, reader) = (Caller::new(&sandbox, "admin"), Caller::new(&sandbox, "reader"));
    let space = admin.space("DEMO").await;
    for title in ["Alpha", "Beta", "Gamma"] {
        admin.page(&space, title).await;
    }
    let found = async |cql: &str| {
        let request = reader
            .request(Method::GET, "/wiki/rest/api/search")
            .query_pairs(&[("cql", cql), ("limit", "2")]);
        read(request.send().await.unwrap()).await
    };
    let (status, page) = found("type = page AND space = DEMO AND NOT title = DEMO ORDER BY title DESC").await;
    assert_eq!(status, 200, "{page}");
    let titles: Vec<_> = page["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|hit| text(&hit["title"]))
        .collect();
    assert_eq!(titles, ["Gamma", "Beta"]);
    let next = text(&page["_links"]["next"]);
    assert!(next.starts_with("/rest/api/search?"), "{next}");
    assert_eq!(page["_links"]["context"], "/wiki");
    let (_, rest) = reader.get(&format!("/wiki{next}")).await;
    assert_eq!(rest["results"][0]["content"]["title"], "Alpha");
    assert_eq!(rest["_links"]["next"], Value::Null);
    assert_eq!(found("text ~ \"beta tex*\"").await.1["totalSize"], 1);
    assert_eq!(found("type =").await.0, 400);
    assert_eq!(
        found("created > now(\"-1h\") and creator = currentUser()").await.1["totalSize"],
        0
    );
}
