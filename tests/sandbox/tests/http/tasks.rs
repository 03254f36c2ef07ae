//! Tasks that take a while.

use crate::caller::{Caller, text};
use confluence_sandbox::Sandbox;
use serde_json::{Value, json};
use std::time::Duration;

#[tokio::test]
async fn long_tasks_take_their_time_by_the_clock() {
    let sandbox = Sandbox::builder()
        .task_time(Duration::from_secs(60))
        .start()
        .await
        .unwrap();
    sandbox.freeze();
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
        let mut told = Vec::new();
        for _ in 0..3 {
            let (_, task) = admin.get(&status).await;
            assert_eq!(task["finished"], false);
            told.push(task["percentageComplete"].as_u64().unwrap());
            sandbox.advance(Duration::from_secs(20));
        }
        assert_eq!(told, [0, 33, 66]);
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

#[tokio::test]
async fn a_task_goes_on_although_nobody_watches_and_never_goes_back() {
    let sandbox = Sandbox::builder()
        .task_time(Duration::from_secs(60))
        .start()
        .await
        .unwrap();
    sandbox.freeze();
    let admin = Caller::new(&sandbox, "admin");
    let (kept, gone) = (admin.space("KEPT").await, admin.space("GONE").await);
    let (_, task) = admin.delete("/wiki/rest/api/space/GONE").await;
    let status = format!("/wiki{}", text(&task["links"]["status"]));
    let percent = async || admin.get(&status).await.1["percentageComplete"].as_u64().unwrap();
    sandbox.advance(Duration::from_secs(30));
    assert_eq!(percent().await, 50);
    sandbox.set_time(sandbox.now() - Duration::from_secs(15));
    assert_eq!(percent().await, 50);
    let there = async |space: &str| admin.get(&format!("/wiki/api/v2/spaces/{space}")).await.0;
    assert_eq!((there(&gone).await, there(&kept).await), (200, 200));
    sandbox.advance(Duration::from_secs(45));
    assert_eq!((there(&gone).await, there(&kept).await), (404, 200));
    assert_eq!(percent().await, 100);
}
