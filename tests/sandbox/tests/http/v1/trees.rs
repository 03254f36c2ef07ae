//! Pages that are moved, copied and put in the trash with what lies below them.

use crate::caller::{Caller, text};
use confluence_sandbox::{Access, Sandbox};
use reqwest::Method;
use serde_json::{Value, json};
use std::time::Duration;

/// A page below another one.
pub(super) async fn below(caller: &Caller<'_>, space: &str, parent: &str, title: &str) -> String {
    let page = json!({ "spaceId": space, "parentId": parent, "title": title });
    let (status, page) = caller.post("/wiki/api/v2/pages", page).await;
    assert_eq!(status, 200, "{page}");
    text(&page["id"])
}

/// Titles of the children, in their order.
pub(super) async fn children(caller: &Caller<'_>, page: &str) -> Vec<Value> {
    let (_, listed) = caller
        .get(&format!("/wiki/api/v2/pages/{page}/children?sort=child-position"))
        .await;
    let titles = listed["results"].as_array().unwrap().iter();
    titles.map(|child| child["title"].clone()).collect()
}

/// Polls a long task until its end.
pub(super) async fn finish(caller: &Caller<'_>, task: &Value) -> Value {
    let path = format!("/wiki{}", text(&task["links"]["status"]));
    for _ in 0..10 {
        let (_, task) = caller.get(&path).await;
        if task["finished"] == true {
            return task;
        }
        tokio::time::sleep(Duration::from_millis(40)).await;
    }
    panic!("the task does not end");
}

#[tokio::test]
async fn a_page_moves_before_after_and_below_another() {
    let sandbox = Sandbox::start().await.unwrap();
    let admin = Caller::new(&sandbox, "admin");
    let space = admin.space("DEMO").await;
    let top = admin.page(&space, "Top").await;
    let [a, b, c] = [
        below(&admin, &space, &top, "A").await,
        below(&admin, &space, &top, "B").await,
        below(&admin, &space, &top, "C").await,
    ];
    let go = async |page: &str, position: &str, target: &str| {
        admin
            .send(
                Method::PUT,
                &format!("/wiki/rest/api/content/{page}/move/{position}/{target}"),
                None,
            )
            .await
    };
    assert_eq!(go(&c, "before", &a).await, (200, json!({ "pageId": c })));
    assert_eq!(children(&admin, &top).await, ["C", "A", "B"]);
    assert_eq!(go(&c, "after", &a).await.0, 200);
    assert_eq!(children(&admin, &top).await, ["A", "C", "B"]);
    assert_eq!(go(&b, "append", &a).await.0, 200);
    assert_eq!(children(&admin, &top).await, ["A", "C"]);
    assert_eq!(children(&admin, &a).await, ["B"]);
    let folder = json!({ "spaceId": space, "title": "Folder" });
    let folder = text(&admin.post("/wiki/api/v2/folders", folder).await.1["id"]);
    assert_eq!(go(&b, "append", &folder).await.0, 200);
    assert_eq!(
        admin.get(&format!("/wiki/api/v2/pages/{b}")).await.1["parentType"],
        "folder"
    );
    assert_eq!(go(&b, "append", &a).await.0, 200);
    // A page that is made later is the last one.
    below(&admin, &space, &top, "D").await;
    assert_eq!(children(&admin, &top).await, ["A", "C", "D"]);

    let (status, refused) = go(&a, "append", &b).await;
    assert_eq!((status, &refused["statusCode"]), (400, &json!(400)), "below itself");
    assert_eq!(go(&a, "before", &a).await.0, 400);
    assert_eq!(go(&a, "onto", &c).await.0, 400);
    assert_eq!(go(&a, "append", "12345678").await.0, 404);
    assert_eq!(go("12345678", "append", &a).await.0, 404);
}

#[tokio::test]
async fn a_tree_moves_to_another_space() {
    let sandbox = Sandbox::builder()
        .space("ONE", "One")
        .space("TWO", "Two")
        .access("TWO", "writer", Access::read())
        .start()
        .await
        .unwrap();
    let (admin, writer) = (Caller::new(&sandbox, "admin"), Caller::new(&sandbox, "writer"));
    let (_, spaces) = admin.get("/wiki/api/v2/spaces?keys=ONE,TWO&sort=key").await;
    let [one, two] = [0, 1].map(|at| text(&spaces["results"][at]["id"]));
    let home = text(&spaces["results"][1]["homepageId"]);
    let top = admin.page(&one, "Top").await;
    let child = below(&admin, &one, &top, "Child").await;
    let go = format!("/wiki/rest/api/content/{top}/move/append/{home}");
    assert_eq!(
        writer.send(Method::PUT, &go, None).await.0,
        403,
        "may not create pages there"
    );
    let taken = admin.page(&two, "Child").await;
    let (status, refused) = admin.send(Method::PUT, &go, None).await;
    assert_eq!(status, 400);
    assert!(text(&refused["message"]).contains("Child"), "{refused}");
    assert_eq!(admin.delete(&format!("/wiki/api/v2/pages/{taken}")).await.0, 204);
    assert_eq!(admin.send(Method::PUT, &go, None).await.0, 200);
    for page in [&top, &child] {
        assert_eq!(admin.get(&format!("/wiki/api/v2/pages/{page}")).await.1["spaceId"], two);
    }
    let (_, found) = admin
        .get("/wiki/rest/api/content/search?cql=space=TWO%20and%20title=Child")
        .await;
    assert_eq!(found["results"][0]["id"], child);
}

#[tokio::test]
async fn a_tree_goes_to_the_trash_by_a_task() {
    let sandbox = Sandbox::start().await.unwrap();
    let (admin, writer) = (Caller::new(&sandbox, "admin"), Caller::new(&sandbox, "writer"));
    let space = admin.space("DEMO").await;
    let top = admin.page(&space, "Top").await;
    let child = below(&admin, &space, &top, "Child").await;
    let path = format!("/wiki/rest/api/content/{top}/pageTree");
    assert_eq!(Caller::new(&sandbox, "reader").delete(&path).await.0, 403);
    let only_me =
        json!([{ "operation": "update", "restrictions": { "user": [{ "accountId": admin.user.account_id() }] } }]);
    let restriction = format!("/wiki/rest/api/content/{child}/restriction");
    assert_eq!(admin.put(&restriction, only_me).await.0, 200);
    assert_eq!(
        writer.delete(&path).await.0,
        404,
        "a page below is kept by a restriction"
    );
    assert_eq!(admin.delete("/wiki/rest/api/content/12345678/pageTree").await.0, 404);
    let (status, task) = admin.delete(&path).await;
    assert_eq!(status, 202);
    finish(&admin, &task).await;
    for page in [&top, &child] {
        assert_eq!(
            admin.get(&format!("/wiki/api/v2/pages/{page}")).await.1["status"],
            "trashed"
        );
    }
    assert_eq!(admin.delete(&path).await.0, 400, "it is not published any more");
}

#[tokio::test]
async fn descendants_are_found_by_type_and_depth() {
    let sandbox = Sandbox::start().await.unwrap();
    let admin = Caller::new(&sandbox, "admin");
    let space = admin.space("DEMO").await;
    let top = admin.page(&space, "Top").await;
    let child = below(&admin, &space, &top, "Child").await;
    let leaf = below(&admin, &space, &child, "Leaf").await;
    let path = format!("/wiki/rest/api/content/{top}/descendant");
    let ids = async |query: &str| {
        let (status, found) = admin.get(&format!("{path}/page?{query}")).await;
        assert_eq!(status, 200, "{found}");
        let results = found["results"].as_array().unwrap().iter();
        results.map(|page| text(&page["id"])).collect::<Vec<_>>()
    };
    assert_eq!(ids("").await, [child.clone(), leaf.clone()]);
    assert_eq!(ids("depth=root").await, std::slice::from_ref(&child));
    assert_eq!(ids("depth=2&start=1").await, [leaf]);
    assert_eq!(admin.get(&format!("{path}/page?depth=101")).await.0, 400);
    assert_eq!(admin.get(&format!("{path}/user")).await.0, 400);
    assert_eq!(
        admin.get("/wiki/rest/api/content/12345678/descendant/page").await.0,
        404
    );
    let (_, map) = admin.get(&format!("{path}?expand=page,comments")).await;
    assert_eq!(
        (&map["page"]["size"], &map["comment"]["results"]),
        (&json!(2), &json!([]))
    );
    assert_eq!(
        map["_expandable"]["attachment"],
        format!("/rest/api/content/{top}/descendant/attachment")
    );
}
