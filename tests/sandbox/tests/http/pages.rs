//! Pages of a wiki, and pages of results.

use crate::caller::{Caller, read, text};
use confluence_sandbox::Sandbox;
use reqwest::Method;
use reqwest::header::LINK;
use serde_json::{Value, json};
use std::collections::HashSet;

#[tokio::test]
async fn a_page_lives_and_dies() {
    let sandbox = Sandbox::start().await.unwrap();
    let (admin, writer) = (Caller::new(&sandbox, "admin"), Caller::new(&sandbox, "writer"));
    let space = admin.space("DEMO").await;
    let page = writer.page(&space, "Plans").await;
    let path = format!("/wiki/api/v2/pages/{page}");
    let update = |number: u64| {
        json!({ "id": page, "status": "current", "title": "Plans", "version": { "number": number, "message": "more" },
            "body": { "representation": "storage", "value": "<p>more</p>" } })
    };
    let (status, updated) = writer.put(&path, update(2)).await;
    assert_eq!((status, &updated["version"]["number"]), (200, &json!(2)));
    let (status, conflict) = writer.put(&path, update(2)).await;
    assert_eq!(status, 409);
    let title = "Version must be incremented when updating a page. Current Version: [2]. Provided version: [2]";
    assert_eq!(conflict["errors"][0]["title"], title);
    let (_, old) = writer
        .get(&format!("{path}?version=1&body-format=atlas_doc_format"))
        .await;
    assert!(text(&old["body"]["atlas_doc_format"]["value"]).contains("Plans text"));

    let (status, invalid) = writer.get("/wiki/api/v2/pages?limit=251").await;
    assert_eq!((status, &invalid["errors"][0]["status"]), (400, &json!(400)));
    assert_eq!(writer.get("/wiki/api/v2/pages/12345678").await.0, 404);
    assert_eq!(writer.get("/wiki/api/v2/pages/abc").await.0, 400);
    let large = json!({ "spaceId": space, "title": "Large", "body": { "representation": "storage", "value": "x".repeat(5_000_001) } });
    assert_eq!(writer.post("/wiki/api/v2/pages", large).await.0, 413);

    assert_eq!(
        writer.delete(&format!("{path}?purge=true")).await.0,
        404,
        "only who administers the space may purge"
    );
    assert_eq!(
        admin.delete(&format!("{path}?purge=true")).await.0,
        400,
        "only trash is purged"
    );
    assert_eq!(writer.delete(&path).await.0, 204);
    assert_eq!(writer.get(&path).await.1["status"], "trashed");
    assert_eq!(admin.delete(&format!("{path}?purge=true")).await.0, 204);
    assert_eq!(writer.get(&path).await.0, 404);

    let draft = json!({ "spaceId": space, "status": "draft", "title": "Idea" });
    let draft = text(&writer.post("/wiki/api/v2/pages", draft).await.1["id"]);
    let path = format!("/wiki/api/v2/pages/{draft}");
    assert_eq!(writer.get(&path).await.0, 404);
    assert_eq!(writer.get(&format!("{path}?get-draft=true")).await.1["status"], "draft");
    assert_eq!(writer.delete(&path).await.0, 404);
    assert_eq!(writer.delete(&format!("{path}?draft=true")).await.0, 204);
}

#[tokio::test]
async fn cursors_walk_everything_once() {
    let sandbox = Sandbox::start().await.unwrap();
    let admin = Caller::new(&sandbox, "admin");
    let space = admin.space("DEMO").await;
    let mut created = HashSet::new();
    for number in 0..60 {
        created.insert(admin.page(&space, &format!("Page {number:02}")).await);
    }
    for sort in ["id", "-title", "-created-date"] {
        let mut seen = Vec::new();
        let mut pages = 0;
        let mut next = format!("/wiki/api/v2/spaces/{space}/pages?limit=25&sort={sort}");
        loop {
            let response = admin.request(Method::GET, &next).send().await.unwrap();
            let link = response
                .headers()
                .get(LINK)
                .map(|link| link.to_str().unwrap().to_owned());
            let (status, page) = read(response).await;
            assert_eq!(status, 200, "{page}");
            assert_eq!(page["_links"]["base"], format!("{}/wiki", sandbox.url()));
            pages += 1;
            for result in page["results"].as_array().unwrap() {
                seen.push(text(&result["id"]));
            }
            // A page that is added or removed between two requests does not move the others.
            if pages == 1 {
                let gone = seen.last().unwrap();
                assert_eq!(admin.delete(&format!("/wiki/api/v2/pages/{gone}")).await.0, 204);
                admin.page(&space, &format!("AAA {sort}")).await;
            }
            let Some(following) = page["_links"]["next"].as_str() else {
                break;
            };
            assert!(following.starts_with(&format!("/wiki/api/v2/spaces/{space}/pages?")));
            assert_eq!(link.unwrap(), format!("<{following}>; rel=\"next\""));
            next = following.to_owned();
        }
        assert_eq!(pages, 3, "{sort}");
        let distinct: HashSet<_> = seen.iter().cloned().collect();
        assert_eq!(distinct.len(), seen.len(), "{sort}");
    }
    assert_eq!(admin.get("/wiki/api/v2/pages?cursor=bm9uc2Vuc2U").await.0, 400);
}

#[tokio::test]
async fn a_page_without_a_parent_says_so() {
    let sandbox = Sandbox::builder().space("DEMO", "Demonstration").start().await.unwrap();
    let writer = Caller::new(&sandbox, "writer");
    let (_, spaces) = writer.get("/wiki/api/v2/spaces?keys=DEMO").await;
    let home = text(&spaces["results"][0]["homepageId"]);
    let (_, page) = writer.get(&format!("/wiki/api/v2/pages/{home}")).await;
    let parent = (page.get("parentId"), page.get("parentType"));
    assert_eq!(parent, (Some(&Value::Null), Some(&Value::Null)), "{page}");
}
