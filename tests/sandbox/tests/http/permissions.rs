//! Who may do what.

use crate::caller::{Caller, text};
use confluence_sandbox::{Access, Role, Sandbox};
use confluence_sdk::spec::{Kind, Verb};
use reqwest::Method;
use serde_json::json;

#[tokio::test]
async fn permissions_come_from_the_registry() {
    let sandbox = Sandbox::builder()
        .user("auditor", Role::Reader)
        .space("DEMO", "Demonstration")
        .space("HIDDEN", "Hidden")
        .access("HIDDEN", "writer", Access::none())
        .access("DEMO", "auditor", Access::read().with(Verb::Create, Kind::Comment))
        .start()
        .await
        .unwrap();
    let (writer, reader, outsider) = (
        Caller::new(&sandbox, "writer"),
        Caller::new(&sandbox, "reader"),
        Caller::new(&sandbox, "outsider"),
    );
    let (_, spaces) = writer.get("/wiki/api/v2/spaces").await;
    assert_eq!(spaces["results"].as_array().unwrap().len(), 1, "{spaces}");
    let space = text(&spaces["results"][0]["id"]);
    let page = writer.page(&space, "Plans").await;
    let path = format!("/wiki/api/v2/pages/{page}");
    assert_eq!(reader.get(&path).await.0, 200);
    let (status, body) = reader.delete(&path).await;
    assert_eq!(status, 404);
    assert_eq!(body["errors"][0]["code"], "NOT_FOUND");
    let new = json!({ "spaceId": space, "title": "No", "body": { "representation": "storage", "value": "" } });
    assert_eq!(reader.post("/wiki/api/v2/pages", new).await.0, 404);
    let labels = json!([{ "prefix": "global", "name": "x" }]);
    assert_eq!(
        reader
            .post(&format!("/wiki/rest/api/content/{page}/label"), labels)
            .await
            .0,
        403
    );
    assert_eq!(outsider.get(&path).await.0, 404);
    assert_eq!(outsider.get("/wiki/rest/api/user/current").await.0, 403);
    assert_eq!(outsider.get("/wiki/api/v2/pages").await.0, 404);

    let comment = json!({ "pageId": page, "body": { "representation": "storage", "value": "<p>!</p>" } });
    assert_eq!(
        reader.post("/wiki/api/v2/footer-comments", comment.clone()).await.0,
        404
    );
    assert_eq!(
        Caller::new(&sandbox, "auditor")
            .post("/wiki/api/v2/footer-comments", comment)
            .await
            .0,
        201
    );

    // A page that is restricted to its author cannot be seen by others. An administrator's key removes the restriction.
    let restriction =
        json!([{ "operation": "read", "restrictions": { "user": [{ "accountId": writer.user.account_id() }] } }]);
    assert_eq!(
        writer
            .put(&format!("/wiki/rest/api/content/{page}/restriction"), restriction)
            .await
            .0,
        200
    );
    assert_eq!(reader.get(&path).await.0, 404);
    assert_eq!(writer.get(&path).await.0, 200);
    let admin = Caller::new(&sandbox, "admin");
    assert_eq!(admin.get(&path).await.0, 404);
    assert_eq!(admin.send(Method::POST, "/wiki/api/v2/admin-key", None).await.0, 200);
    let keyed = admin
        .request(Method::GET, &path)
        .header("Atl-Confluence-With-Admin-Key", "true");
    assert_eq!(keyed.send().await.unwrap().status(), 200);
}
