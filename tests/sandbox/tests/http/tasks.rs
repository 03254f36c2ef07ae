//! Tasks that take a while.

use crate::caller::{Caller, text};
use confluence_sandbox::Sandbox;
use serde_json::{Value, json};

#[tokio::test]
async fn long_tasks_end_when_they_are_watched() {
    let sandbox = Sandbox::start().await.unwrap();
    let admin = Caller::new(&sandbox, "admin");
    let space = admin.space("DEMO").await;
    let (parent, destination) = (
        admin.page(&space, "Parent").await,
        admin.page(&space, "Elsewhere").await,
    );
    let child = json!({ "spaceId": space, "title": "Child", "parentId": parent });
    assert_eq!(admin.post("/wiki/api/v2/pages", child).await.0, 200);
    let finish = async |task: Value| {
        let status = format!("/wiki{}", text(&task["links"]["status"]));
        assert_eq!(admin.get(&status).await.1["finished"], false);
        let (_, done) = admin.get(&status).await;
        assert_eq!(
            (&done["finished"], &done["percentageComplete"]),
            (&json!(true), &json!(100))
        );
        done
    };
    let copy = json!({ "destinationPageId": destination, "titleOptions": { "prefix": "Copy of " } });
    let (status, task) = admin
        .post(&format!("/wiki/rest/api/content/{parent}/pagehierarchy/copy"), copy)
        .await;
    assert_eq!(status, 202, "{task}");
    let copied = text(&finish(task).await["additionalDetails"]["destinationId"]);
    let (_, below) = admin
        .get(&format!("/wiki/api/v2/pages/{destination}/descendants?depth=5"))
        .await;
    assert_eq!(below["results"][0]["id"], copied);
    assert_eq!(below["results"][1]["title"], "Copy of Child");

    let archive = json!({ "pages": [{ "id": copied.parse::<u64>().unwrap() }] });
    let (_, task) = admin.post("/wiki/rest/api/content/archive", archive).await;
    finish(task).await;
    assert_eq!(
        admin.get(&format!("/wiki/api/v2/pages/{copied}")).await.1["status"],
        "archived"
    );
    let (status, task) = admin.delete("/wiki/rest/api/space/DEMO").await;
    assert_eq!(status, 202);
    finish(task).await;
    assert_eq!(admin.get(&format!("/wiki/api/v2/spaces/{space}")).await.0, 404);
}
