//! Versions that are restored and deleted, and views that are counted.

use crate::caller::{Caller, text};
use confluence_sandbox::Sandbox;
use serde_json::{Value, json};
use std::time::Duration;

#[tokio::test]
async fn a_version_is_restored_and_another_deleted() {
    let sandbox = Sandbox::start().await.unwrap();
    let (admin, reader) = (Caller::new(&sandbox, "admin"), Caller::new(&sandbox, "reader"));
    let space = admin.space("DEMO").await;
    let page = admin.page(&space, "First").await;
    let body = json!({ "representation": "storage", "value": "<p>second</p>" });
    let update =
        json!({ "id": page, "status": "current", "title": "Second", "body": body, "version": { "number": 2 } });
    assert_eq!(admin.put(&format!("/wiki/api/v2/pages/{page}"), update).await.0, 200);
    let path = format!("/wiki/rest/api/content/{page}/version");
    let restore = |number: u64, title: bool| json!({ "operationKey": "restore", "params": { "versionNumber": number, "message": "back", "restoreTitle": title } });
    assert_eq!(reader.post(&path, restore(1, false)).await.0, 403);
    for (body, what) in [
        (restore(2, false), "the current version"),
        (restore(9, false), "no such version"),
        (
            json!({ "operationKey": "undo", "params": { "versionNumber": 1, "message": "" } }),
            "another operation",
        ),
        (
            json!({ "operationKey": "restore", "params": { "message": "" } }),
            "no number",
        ),
    ] {
        assert_eq!(admin.post(&path, body).await.0, 400, "{what}");
    }
    assert_eq!(
        admin
            .post("/wiki/rest/api/content/12345678/version", restore(1, false))
            .await
            .0,
        400
    );

    let (status, restored) = admin
        .post(&format!("{path}?expand=collaborators"), restore(1, false))
        .await;
    assert_eq!(
        (status, &restored["number"], &restored["message"]),
        (200, &json!(3), &json!("back")),
        "{restored}"
    );
    assert_eq!(restored["content"]["title"], "Second", "the title stays");
    assert_eq!(restored["collaborators"]["users"][0]["displayName"], "admin");
    let read = async |query: &str| -> Value {
        admin
            .get(&format!("/wiki/api/v2/pages/{page}?body-format=storage{query}"))
            .await
            .1
    };
    assert_eq!(read("").await["body"]["storage"]["value"], "<p>First text</p>");
    assert_eq!(admin.post(&path, restore(1, true)).await.1["content"]["title"], "First");

    // Version 2 goes, and later versions move up.
    assert_eq!(reader.delete(&format!("{path}/2")).await.0, 403);
    assert_eq!(admin.delete(&format!("{path}/4")).await.0, 400, "the current version");
    assert_eq!(admin.delete(&format!("{path}/9")).await.0, 400);
    assert_eq!(admin.delete(&format!("{path}/2")).await.0, 204);
    assert_eq!(read("").await["version"]["number"], 3);
    assert_eq!(read("&version=2").await["version"]["message"], "back");
}

#[tokio::test]
async fn views_are_counted_when_content_is_read() {
    let sandbox = Sandbox::start().await.unwrap();
    let (admin, writer) = (Caller::new(&sandbox, "admin"), Caller::new(&sandbox, "writer"));
    let space = admin.space("DEMO").await;
    let page = admin.page(&space, "Plan").await;
    let path = format!("/wiki/rest/api/analytics/content/{page}");
    let count = async |of: &str| admin.get(&format!("{path}/{of}")).await.1["count"].clone();
    assert_eq!((count("views").await, count("viewers").await), (json!(0), json!(0)));
    for caller in [&admin, &writer, &writer] {
        assert_eq!(caller.get(&format!("/wiki/api/v2/pages/{page}")).await.0, 200);
    }
    let (_, views) = admin.get(&format!("{path}/views")).await;
    assert_eq!(views, json!({ "id": page.parse::<u64>().unwrap(), "count": 3 }));
    assert_eq!(count("viewers").await, 2);
    sandbox.advance(Duration::from_secs(3 * 86_400));
    admin.get(&format!("/wiki/api/v2/pages/{page}")).await;
    let later = day_in(2);
    assert_eq!(count(&format!("views?fromDate={later}")).await, 1);
    assert_eq!(count(&format!("viewers?fromDate={later}")).await, 1);
    assert_eq!(admin.get(&format!("{path}/views?fromDate=yesterday")).await.0, 400);
    assert_eq!(
        admin.get("/wiki/rest/api/analytics/content/12345678/views").await.0,
        404
    );
    assert_eq!(
        text(&admin.get("/wiki/rest/api/analytics/content/x/views").await.1["message"]),
        "There is no content x"
    );
}

/// The day so many days from now, in UTC.
fn day_in(days: u64) -> String {
    let day = jiff::Timestamp::now() + Duration::from_secs(days * 86_400);
    day.to_string()[..10].to_owned()
}
