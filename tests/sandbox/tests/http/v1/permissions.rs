//! Permissions of spaces.

use super::groups::join;
use crate::caller::{Caller, text};
use confluence_sandbox::{Access, Sandbox, TokenRequest};
use reqwest::Method;
use serde_json::{Value, json};

const PATH: &str = "/wiki/rest/api/space/HIDDEN/permission";

fn permission(kind: &str, identifier: &str, key: &str, target: &str) -> Value {
    json!({ "subject": { "type": kind, "identifier": identifier }, "operation": { "key": key, "target": target } })
}

async fn hidden() -> Sandbox {
    Sandbox::builder()
        .space("HIDDEN", "Hidden")
        .access("HIDDEN", "reader", Access::none())
        .access("HIDDEN", "writer", Access::none())
        .start()
        .await
        .unwrap()
}

#[tokio::test]
async fn permissions_are_given_and_taken_away() {
    let sandbox = hidden().await;
    let (admin, reader) = (Caller::new(&sandbox, "admin"), Caller::new(&sandbox, "reader"));
    let me = reader.user.account_id();
    let (_, spaces) = admin.get("/wiki/api/v2/spaces?keys=HIDDEN").await;
    let space = text(&spaces["results"][0]["id"]);
    let space_path = format!("/wiki/api/v2/spaces/{space}");
    let create = async |title: &str| {
        let page = json!({ "spaceId": space, "title": title });
        reader.post("/wiki/api/v2/pages", page).await.0
    };
    assert_eq!(reader.get(&space_path).await.0, 404);
    assert_eq!(reader.post(PATH, permission("user", me, "read", "space")).await.0, 403);
    assert_eq!(
        admin.post(PATH, permission("user", me, "create", "page")).await.0,
        400,
        "read comes first"
    );
    let (status, read) = admin.post(PATH, permission("user", me, "read", "space")).await;
    assert_eq!((status, &read["operation"]["key"]), (200, &json!("read")), "{read}");
    assert_eq!(reader.get(&space_path).await.0, 200);
    assert_eq!(create("One").await, 404);
    let (_, creates) = admin.post(PATH, permission("user", me, "create", "page")).await;
    assert_eq!(create("One").await, 200);
    for (body, what) in [
        (permission("user", me, "create", "page"), "twice"),
        (permission("user", "nobody", "read", "space"), "no such user"),
        (permission("group", "nobody", "read", "space"), "no such group"),
        (permission("team", me, "read", "space"), "no such type"),
        (permission("user", me, "administer", "page"), "no such permission"),
        (
            json!({ "operation": { "key": "read", "target": "space" } }),
            "no subject",
        ),
    ] {
        assert_eq!(admin.post(PATH, body).await.0, 400, "{what}");
    }
    assert_eq!(
        admin
            .post(
                "/wiki/rest/api/space/NOPE/permission",
                permission("user", me, "read", "space")
            )
            .await
            .0,
        404
    );

    let path = |permission: &Value| format!("{PATH}/{}", permission["id"]);
    assert_eq!(reader.delete(&path(&creates)).await.0, 403);
    assert_eq!(admin.delete(&path(&creates)).await.0, 204);
    assert_eq!(create("Two").await, 404);
    assert_eq!(admin.delete(&path(&creates)).await.0, 404, "it is gone");
    let (_, archives) = admin.post(PATH, permission("user", me, "archive", "page")).await;
    assert_eq!(admin.delete(&path(&read)).await.0, 204);
    assert_eq!(
        admin.delete(&path(&archives)).await.0,
        404,
        "it went with the permission to read"
    );
}

#[tokio::test]
async fn a_group_has_permissions_and_somebody_administers() {
    let sandbox = hidden().await;
    let (admin, reader) = (Caller::new(&sandbox, "admin"), Caller::new(&sandbox, "reader"));
    let crew = text(&admin.post("/wiki/rest/api/group", json!({ "name": "crew" })).await.1["id"]);
    join(&admin, &crew, &reader).await;
    assert_eq!(
        admin.post(PATH, permission("group", &crew, "read", "space")).await.0,
        200
    );
    assert_eq!(
        admin
            .post(PATH, permission("group", "crew", "create", "comment"))
            .await
            .0,
        200,
        "by its name"
    );
    let (_, found) = reader.get("/wiki/api/v2/spaces?keys=HIDDEN").await;
    assert_eq!(found["results"][0]["key"], "HIDDEN");

    let private = json!({ "key": "MINE", "name": "Mine" });
    assert_eq!(admin.post("/wiki/rest/api/space/_private", private).await.0, 200);
    let (_, space) = admin.get("/wiki/rest/api/space/MINE?expand=permissions").await;
    let administers = |permission: &&Value| permission["operation"]["operation"] == "administer";
    let permissions = space["permissions"].as_array().unwrap();
    let only = permissions.iter().find(administers).unwrap();
    let path = format!("/wiki/rest/api/space/MINE/permission/{}", only["id"]);
    assert_eq!(admin.delete(&path).await.0, 400, "nobody else could");
}

#[tokio::test]
async fn apps_open_their_custom_content() {
    let sandbox = hidden().await;
    let (admin, reader) = (Caller::new(&sandbox, "admin"), Caller::new(&sandbox, "reader"));
    let token = sandbox.issue(TokenRequest::connect_app("mine").scopes(["WRITE", "SPACE_ADMIN"]));
    let me = reader.user.account_id();
    let send = async |body: Value| {
        let url = format!("{}{PATH}/custom-content", sandbox.url());
        let request = crate::caller::plain_http()
            .request(Method::POST, url)
            .header("Authorization", format!("JWT {token}"));
        request.json(&body).send().await.unwrap().status().as_u16()
    };
    let body = |key: &str, access: bool| json!({ "subject": { "type": "user", "identifier": me }, "operations": [{ "key": key, "target": "ac:mine:note", "access": access }] });
    assert_eq!(
        admin
            .post(&format!("{PATH}/custom-content"), body("create", true))
            .await
            .0,
        403,
        "only apps may"
    );
    assert_eq!(
        send(body("create", true)).await,
        403,
        "the app does not administer the space"
    );
    let app = json!({ "subject": { "type": "user", "identifier": app_account(&sandbox).await }, "operation": { "key": "read", "target": "space" } });
    assert_eq!(admin.post(PATH, app.clone()).await.0, 200);
    let mut administers = app;
    administers["operation"]["key"] = "administer".into();
    assert_eq!(admin.post(PATH, administers).await.0, 200);
    assert_eq!(send(body("create", true)).await, 400, "read comes first");
    assert_eq!(admin.post(PATH, permission("user", me, "read", "space")).await.0, 200);
    assert_eq!(send(body("create", true)).await, 200);
    assert_eq!(send(body("create", true)).await, 400, "twice");
    assert_eq!(send(body("create", false)).await, 200);
    assert_eq!(send(body("create", true)).await, 200);
    assert_eq!(send(body("update", true)).await, 400);
    let (_, spaces) = admin.get("/wiki/api/v2/spaces?keys=HIDDEN").await;
    let space = text(&spaces["results"][0]["id"]);
    let create = async |kind: &str| {
        let storage = json!({ "representation": "storage", "value": "" });
        let custom = json!({ "type": kind, "spaceId": space, "title": kind, "body": storage });
        reader.post("/wiki/api/v2/custom-content", custom).await.0
    };
    assert_eq!(create("ac:mine:other").await, 404, "another type");
    assert_eq!(create("ac:mine:note").await, 201);
}

/// The account of the app `mine`.
async fn app_account(sandbox: &Sandbox) -> String {
    let token = sandbox.issue(TokenRequest::connect_app("mine").scopes(["READ"]));
    let url = format!("{}/wiki/rest/api/user/current", sandbox.url());
    let request = crate::caller::plain_http()
        .get(url)
        .header("Authorization", format!("JWT {token}"));
    let (_, user) = crate::caller::read(request.send().await.unwrap()).await;
    text(&user["accountId"])
}
