//! The checkboxes in pages.

use crate::caller::{Caller, text};
use confluence_sandbox::Sandbox;
use serde_json::{Value, json};

/// A page with two checkboxes: one that is ticked off, and one for the reader.
async fn page_with_tasks(writer: &Caller<'_>, reader: &str) -> String {
    let space = text(&writer.get("/wiki/api/v2/spaces").await.1["results"][0]["id"]);
    let task = |id: u64, status: &str, text: &str| {
        format!(
            "<ac:task><ac:task-id>{id}</ac:task-id><ac:task-status>{status}</ac:task-status>\
             <ac:task-body>{text}</ac:task-body></ac:task>"
        )
    };
    let mention =
        format!("<ac:link><ri:user ri:account-id=\"{reader}\" /></ac:link> <time datetime=\"2026-12-24\" /> cook");
    let list = format!(
        "<ac:task-list>{}{}</ac:task-list>",
        task(1, "complete", "shop"),
        task(2, "incomplete", &mention)
    );
    let body = json!({ "representation": "storage", "value": list });
    let page = json!({ "spaceId": space, "title": "Dinner", "body": body });
    text(&writer.post("/wiki/api/v2/pages", page).await.1["id"])
}

#[tokio::test]
async fn a_task_is_ticked_off_with_its_status_alone() {
    let sandbox = Sandbox::builder().space("DEMO", "Demonstration").start().await.unwrap();
    let (writer, reader) = (Caller::new(&sandbox, "writer"), Caller::new(&sandbox, "reader"));
    let page = page_with_tasks(&writer, reader.user.account_id()).await;
    let found = async |query: &str| {
        let (status, found) = writer.get(&format!("/wiki/api/v2/tasks?{query}")).await;
        assert_eq!(status, 200, "{found}");
        found["results"].as_array().unwrap().clone()
    };
    let open = found("status=incomplete").await.remove(0);
    assert_eq!(
        (&open["localId"], &open["assignedTo"]),
        (&json!("2"), &json!(reader.user.account_id()))
    );
    assert_eq!(
        (&open["pageId"], &open["dueAt"]),
        (&json!(page), &json!("2026-12-24T00:00:00.000Z"))
    );
    assert_eq!(open["completedBy"], Value::Null);
    let path = format!("/wiki/api/v2/tasks/{}", text(&open["id"]));
    assert_eq!(reader.put(&path, json!({ "status": "complete" })).await.0, 404);
    assert_eq!(writer.put(&path, json!({ "status": "done" })).await.0, 400);
    assert_eq!(writer.put(&path, json!({})).await.0, 400);
    let (status, done) = writer
        .put(&format!("{path}?body-format=storage"), json!({ "status": "complete" }))
        .await;
    assert_eq!(
        (status, &done["status"], &done["completedBy"]),
        (200, &json!("complete"), &json!(writer.user.account_id()))
    );
    assert!(done["completedAt"].is_string() && text(&done["body"]["storage"]["value"]).ends_with("cook"));

    let page_path = format!("/wiki/api/v2/pages/{page}?body-format=storage");
    let (_, read) = writer.get(&page_path).await;
    let markup = text(&read["body"]["storage"]["value"]);
    assert_eq!(
        (markup.matches(">complete<").count(), &read["version"]["number"]),
        (2, &json!(1))
    );
    assert_eq!(
        writer.put(&path, json!({ "status": "incomplete" })).await.1["completedAt"],
        Value::Null
    );
    assert_eq!(
        text(&writer.get(&page_path).await.1["body"]["storage"]["value"])
            .matches(">incomplete<")
            .count(),
        1
    );

    // A new version of the page keeps the tasks that it keeps.
    let body = json!({ "representation": "storage", "value": markup.replace("cook", "eat") });
    let update =
        json!({ "id": page, "status": "current", "title": "Dinner", "version": { "number": 2 }, "body": body });
    assert_eq!(writer.put(&format!("/wiki/api/v2/pages/{page}"), update).await.0, 200);
    let (_, same) = writer.get(&format!("{path}?body-format=storage")).await;
    assert!(text(&same["body"]["storage"]["value"]).ends_with("eat"), "{same}");
    assert_eq!(
        (&same["status"], &same["createdAt"]),
        (&json!("complete"), &open["createdAt"])
    );
}

#[tokio::test]
async fn tasks_are_found_by_people_and_times() {
    let sandbox = Sandbox::builder().space("DEMO", "Demonstration").start().await.unwrap();
    let (writer, reader) = (Caller::new(&sandbox, "writer"), Caller::new(&sandbox, "reader"));
    page_with_tasks(&writer, reader.user.account_id()).await;
    let (me, them) = (writer.user.account_id(), reader.user.account_id());
    // 24 December 2026, in milliseconds.
    let due = 1_798_070_400_000_i64;
    for (query, count) in [
        (String::new(), 2),
        (format!("assigned-to={them}"), 1),
        (format!("assigned-to={me}"), 0),
        (format!("completed-by={me}"), 1),
        (format!("created-by={me}&created-by={them}"), 2),
        (format!("due-at-from={due}&due-at-to={due}"), 1),
        (format!("due-at-from={}", due + 1), 0),
        ("created-at-to=1".to_owned(), 0),
        ("completed-at-from=1".to_owned(), 1),
        ("blogpost-id=1".to_owned(), 0),
    ] {
        let (status, found) = reader.get(&format!("/wiki/api/v2/tasks?{query}")).await;
        assert_eq!(
            (status, found["results"].as_array().unwrap().len()),
            (200, count),
            "{query}"
        );
    }
    assert_eq!(reader.get("/wiki/api/v2/tasks?due-at-from=tomorrow").await.0, 400);
}
