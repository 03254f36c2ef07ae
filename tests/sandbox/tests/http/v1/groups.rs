//! Groups and their members, and restrictions to groups.

use crate::caller::{Caller, text};
use confluence_sandbox::Sandbox;
use reqwest::Method;
use serde_json::{Value, json};

/// Makes someone a member of a group.
pub(super) async fn join(admin: &Caller<'_>, group: &str, member: &Caller<'_>) {
    let path = format!("/wiki/rest/api/group/userByGroupId?groupId={group}");
    let member = json!({ "accountId": member.user.account_id() });
    assert_eq!(admin.post(&path, member).await.0, 201);
}

#[tokio::test]
async fn members_come_and_go() {
    let sandbox = Sandbox::start().await.unwrap();
    let (admin, writer) = (Caller::new(&sandbox, "admin"), Caller::new(&sandbox, "writer"));
    let crew = text(&admin.post("/wiki/rest/api/group", json!({ "name": "Crew" })).await.1["id"]);
    let path = format!("/wiki/rest/api/group/userByGroupId?groupId={crew}");
    let reader = sandbox.user("reader").account_id().to_owned();
    let member = json!({ "accountId": reader });
    assert_eq!(writer.post(&path, member.clone()).await.0, 403);
    assert_eq!(admin.post(&path, member.clone()).await.0, 201);
    assert_eq!(admin.post(&path, member.clone()).await.0, 201, "a member already");
    assert_eq!(admin.post(&path, json!({ "accountId": "nobody" })).await.0, 400);
    assert_eq!(admin.post(&path, json!({})).await.0, 400);
    assert_eq!(
        admin
            .post("/wiki/rest/api/group/userByGroupId?groupId=none", member)
            .await
            .0,
        404
    );

    let members = format!("/wiki/rest/api/group/{crew}/membersByGroupId");
    let (_, listed) = writer
        .get(&format!("{members}?shouldReturnTotalSize=true&expand=operations"))
        .await;
    assert_eq!((&listed["size"], &listed["totalSize"]), (&json!(1), &json!(1)));
    assert_eq!(listed["results"][0]["accountId"], reader);
    assert_eq!(listed["results"][0]["operations"][0]["operation"], "use");
    assert_eq!(writer.get(&members).await.1["results"][0]["operations"], Value::Null);
    assert_eq!(writer.get(&format!("{members}?limit=201")).await.0, 400);
    assert_eq!(writer.get("/wiki/rest/api/group/none/membersByGroupId").await.0, 404);
    let (_, found) = writer
        .get("/wiki/rest/api/group/picker?query=cRe&shouldReturnTotalSize=true")
        .await;
    assert_eq!(
        (&found["results"][0]["id"], &found["totalSize"]),
        (&json!(crew), &json!(1))
    );
    assert_eq!(writer.get("/wiki/rest/api/group/picker").await.0, 400);

    let leave = format!("{path}&accountId={reader}");
    assert_eq!(admin.delete(&leave).await.0, 204);
    assert_eq!(admin.delete(&leave).await.0, 204, "no member any more");
    assert_eq!(admin.delete(&format!("{path}&accountId=nobody")).await.0, 404);
    assert_eq!(writer.get(&members).await.1["size"], 0);
}

#[tokio::test]
async fn the_groups_of_the_site_decide_who_may_use_it() {
    let sandbox = Sandbox::start().await.unwrap();
    let (admin, outsider) = (Caller::new(&sandbox, "admin"), Caller::new(&sandbox, "outsider"));
    let (_, groups) = admin.get("/wiki/rest/api/group/picker?query=confluence-users").await;
    let users = text(&groups["results"][0]["id"]);
    let path = format!("/wiki/rest/api/group/userByGroupId?groupId={users}");
    let myself = "/wiki/rest/api/user/current";
    assert_eq!(outsider.get(myself).await.0, 403);
    let member = json!({ "accountId": outsider.user.account_id() });
    assert_eq!(admin.post(&path, member).await.0, 201);
    assert_eq!(outsider.get(myself).await.0, 200);
    assert_eq!(
        admin
            .delete(&format!("{path}&accountId={}", outsider.user.account_id()))
            .await
            .0,
        204
    );
    assert_eq!(outsider.get(myself).await.0, 403);
}

#[tokio::test]
async fn a_restriction_names_a_group() {
    let sandbox = Sandbox::start().await.unwrap();
    let (admin, writer) = (Caller::new(&sandbox, "admin"), Caller::new(&sandbox, "writer"));
    let space = admin.space("DEMO").await;
    let page = admin.page(&space, "Plan").await;
    let crew = text(&admin.post("/wiki/rest/api/group", json!({ "name": "crew" })).await.1["id"]);
    let at = format!("/wiki/rest/api/content/{page}/restriction/byOperation");
    let group = format!("{at}/read/byGroupId/{crew}");
    assert_eq!(admin.get(&group).await.0, 404, "not restricted");
    assert_eq!(admin.delete(&group).await.0, 404, "not restricted");
    assert_eq!(
        Caller::new(&sandbox, "reader").send(Method::PUT, &group, None).await.0,
        403
    );
    assert_eq!(
        admin
            .send(Method::PUT, &format!("{at}/read/byGroupId/none"), None)
            .await
            .0,
        404
    );
    assert_eq!(
        admin
            .send(Method::PUT, &format!("{at}/delete/byGroupId/{crew}"), None)
            .await
            .0,
        404
    );
    let myself = format!("{at}/read/user?accountId={}", admin.user.account_id());
    assert_eq!(admin.send(Method::PUT, &myself, None).await.0, 200);
    assert_eq!(admin.send(Method::PUT, &group, None).await.0, 200);
    assert_eq!(admin.get(&group).await.0, 200);
    assert_eq!(admin.get(&myself).await.0, 200);
    let path = format!("/wiki/api/v2/pages/{page}");
    assert_eq!(writer.get(&path).await.0, 404);
    join(&admin, &crew, &writer).await;
    assert_eq!(writer.get(&path).await.0, 200);
    assert_eq!(admin.delete(&group).await.0, 200);
    assert_eq!(writer.get(&path).await.0, 404);
}
