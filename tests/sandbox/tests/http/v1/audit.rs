//! The audit log.

use crate::caller::Caller;
use confluence_sandbox::Sandbox;
use serde_json::json;
use std::time::Duration;

#[tokio::test]
async fn what_is_done_is_recorded() {
    let sandbox = Sandbox::start().await.unwrap();
    let (admin, writer) = (Caller::new(&sandbox, "admin"), Caller::new(&sandbox, "writer"));
    admin.space("DEMO").await;
    let group = admin.post("/wiki/rest/api/group", json!({ "name": "crew" })).await.1["id"].clone();
    let group = group.as_str().unwrap();
    assert_eq!(
        writer
            .post("/wiki/rest/api/group", json!({ "name": "refused" }))
            .await
            .0,
        403
    );
    assert_eq!(
        admin.delete(&format!("/wiki/rest/api/group/by-id?id={group}")).await.0,
        204
    );
    assert_eq!(writer.get("/wiki/rest/api/audit").await.0, 403);
    let (_, log) = admin.get("/wiki/rest/api/audit").await;
    let done: Vec<_> = log["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|record| (record["summary"].clone(), record["affectedObject"].clone()))
        .collect();
    assert_eq!(
        done,
        [
            (json!("Group removed"), json!({ "name": "crew", "objectType": "Group" })),
            (json!("Group created"), json!({ "name": "crew", "objectType": "Group" })),
            (json!("Space created"), json!({ "name": "DEMO", "objectType": "Space" })),
        ],
        "the newest first, and nothing that was refused"
    );
    assert_eq!(log["results"][0]["author"]["accountId"], admin.user.account_id());
    assert_eq!(
        admin.get("/wiki/rest/api/audit?searchString=space%20CREATED").await.1["size"],
        1
    );
    assert_eq!(
        admin.get("/wiki/rest/api/audit?searchString=objectType").await.1["size"],
        0,
        "only values count"
    );
}

#[tokio::test]
async fn records_are_kept_for_a_while() {
    let sandbox = Sandbox::start().await.unwrap();
    let admin = Caller::new(&sandbox, "admin");
    let retention = "/wiki/rest/api/audit/retention";
    assert_eq!(
        admin.get(retention).await,
        (200, json!({ "number": 1, "units": "YEARS" }))
    );
    for bad in [
        json!({ "number": 2, "units": "YEARS" }),
        json!({ "number": 1, "units": "FOREVER" }),
        json!({ "number": 1, "units": "FORTNIGHTS" }),
        json!({ "units": "DAYS" }),
    ] {
        assert_eq!(admin.put(retention, bad.clone()).await.0, 400, "{bad}");
    }
    let two_days = json!({ "number": 2, "units": "DAYS" });
    assert_eq!(admin.put(retention, two_days.clone()).await, (200, two_days.clone()));
    assert_eq!(admin.get(retention).await.1, two_days);
    sandbox.advance(Duration::from_secs(86_400));
    admin.space("DEMO").await;
    let since = async |query: &str| admin.get(&format!("/wiki/rest/api/audit/since?{query}")).await.1["size"].clone();
    assert_eq!(since("").await, 2);
    assert_eq!(since("number=2&units=HOURS").await, 1);
    assert_eq!(since("searchString=space").await, 1);
    assert_eq!(admin.get("/wiki/rest/api/audit/since?units=FORTNIGHTS").await.0, 400);
    sandbox.advance(Duration::from_secs(90_000));
    assert_eq!(since("").await, 1, "the older record was kept for two days");
}
