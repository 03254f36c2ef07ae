//! Content states.

use crate::caller::{Caller, text};
use confluence_sandbox::Sandbox;
use serde_json::json;

#[tokio::test]
async fn content_gets_a_state_and_a_version_with_it() {
    let sandbox = Sandbox::start().await.unwrap();
    let (admin, reader) = (Caller::new(&sandbox, "admin"), Caller::new(&sandbox, "reader"));
    let space = admin.space("DEMO").await;
    let page = admin.page(&space, "Plan").await;
    let path = format!("/wiki/rest/api/content/{page}/state");
    let current = format!("{path}?status=current");
    assert_eq!(admin.get(&path).await, (200, json!({})));
    let (_, suggested) = admin.get("/wiki/rest/api/space/DEMO/state").await;
    let ids: Vec<_> = suggested
        .as_array()
        .unwrap()
        .iter()
        .map(|state| state["id"].clone())
        .collect();
    assert_eq!(ids, [json!(0), json!(1), json!(2)]);

    let (status, set) = admin.put(&current, json!({ "id": 1 })).await;
    assert_eq!((status, &set["contentState"]), (200, &suggested[1]));
    let version = async || admin.get(&format!("/wiki/api/v2/pages/{page}")).await.1["version"]["number"].clone();
    assert_eq!(version().await, 2);
    for (body, what) in [
        (json!({ "id": 77 }), "no such state"),
        (json!({ "name": "x".repeat(21), "color": "#ff7452" }), "a long name"),
        (json!({ "name": "Mine", "color": "red" }), "no colour"),
        (json!({}), "no state"),
    ] {
        assert_eq!(admin.put(&current, body).await.0, 400, "{what}");
    }
    assert_eq!(admin.put(&path, json!({ "id": 1 })).await.0, 400, "no status");
    assert_eq!(
        admin
            .put(&format!("{path}?status=archived"), json!({ "id": 1 }))
            .await
            .0,
        400
    );
    assert_eq!(reader.put(&current, json!({ "id": 1 })).await.0, 403);
    assert_eq!(admin.get("/wiki/rest/api/content/12345678/state").await.0, 404);

    let mine = json!({ "name": "Mine", "color": "#ff7452" });
    let own = admin.put(&current, mine.clone()).await.1["contentState"]["id"].clone();
    assert_eq!(
        admin.put(&current, mine).await.1["contentState"]["id"],
        own,
        "the same state again"
    );
    let (_, custom) = admin.get("/wiki/rest/api/content-states").await;
    assert_eq!(custom.as_array().unwrap().len(), 1);
    assert_eq!(reader.get("/wiki/rest/api/content-states").await.1, json!([]));
    let (_, available) = admin.get(&format!("{path}/available")).await;
    assert_eq!(
        (&available["spaceContentStates"], &available["customContentStates"]),
        (&suggested, &custom)
    );
    let with_state = format!("/wiki/rest/api/space/DEMO/state/content?state-id={own}&expand=version");
    let (_, found) = admin.get(&with_state).await;
    assert_eq!(
        (&found["results"][0]["id"], &found["results"][0]["version"]["number"]),
        (&json!(page), &json!(4))
    );
    assert_eq!(admin.get(&format!("{with_state}&limit=101")).await.0, 400);
    assert_eq!(admin.get("/wiki/rest/api/space/DEMO/state/content").await.0, 400);
    assert_eq!(admin.get("/wiki/rest/api/space/NOPE/state").await.0, 404);
    assert_eq!(reader.get("/wiki/rest/api/space/DEMO/state/settings").await.0, 403);
    assert_eq!(
        admin.get("/wiki/rest/api/space/DEMO/state/settings").await.1["contentStatesAllowed"],
        true
    );

    assert_eq!(admin.delete(&format!("{path}?status=current")).await, (200, json!({})));
    assert_eq!(version().await, 5);
    assert_eq!(admin.get(&with_state).await.1["size"], 0);
}

#[tokio::test]
async fn a_draft_has_a_state_of_its_own() {
    let sandbox = Sandbox::start().await.unwrap();
    let admin = Caller::new(&sandbox, "admin");
    let space = admin.space("DEMO").await;
    let draft = json!({ "spaceId": space, "status": "draft", "title": "Idea" });
    let draft = text(&admin.post("/wiki/api/v2/pages", draft).await.1["id"]);
    let path = format!("/wiki/rest/api/content/{draft}/state");
    assert_eq!(
        admin.put(&format!("{path}?status=current"), json!({ "id": 0 })).await.0,
        404
    );
    assert_eq!(
        admin.put(&format!("{path}?status=draft"), json!({ "id": 0 })).await.0,
        200
    );
    assert_eq!(admin.get(&path).await.0, 404);
    assert_eq!(
        admin.get(&format!("{path}?status=draft")).await.1["contentState"]["id"],
        0
    );
    let body = json!({ "representation": "storage", "value": "" });
    let publish =
        json!({ "id": draft, "status": "current", "title": "Idea", "body": body, "version": { "number": 1 } });
    assert_eq!(admin.put(&format!("/wiki/api/v2/pages/{draft}"), publish).await.0, 200);
    assert_eq!(admin.get(&path).await.1["contentState"]["id"], 0);
}
