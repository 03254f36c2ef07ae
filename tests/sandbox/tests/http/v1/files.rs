//! What is known of an attachment apart from its bytes.

use crate::caller::{Caller, read, text};
use confluence_sandbox::Sandbox;
use reqwest::Method;
use reqwest::multipart::{Form, Part};
use serde_json::json;

async fn upload(caller: &Caller<'_>, page: &str, name: &str) -> String {
    let file = Part::bytes(b"hello".to_vec()).file_name(name.to_owned());
    let form = Form::new()
        .part("file", file)
        .text("minorEdit", "false")
        .text("comment", "first");
    let path = format!("/wiki/rest/api/content/{page}/child/attachment");
    let request = caller
        .request(Method::POST, &path)
        .header("X-Atlassian-Token", "no-check");
    let (status, answer) = read(request.multipart(form).send().await.unwrap()).await;
    assert_eq!(status, 200, "{answer}");
    text(&answer["results"][0]["id"])
}

#[tokio::test]
async fn an_attachment_is_renamed_and_moved() {
    let sandbox = Sandbox::start().await.unwrap();
    let admin = Caller::new(&sandbox, "admin");
    let space = admin.space("DEMO").await;
    let (page, other) = (admin.page(&space, "Plan").await, admin.page(&space, "Other").await);
    let file = upload(&admin, &page, "a.txt").await;
    upload(&admin, &page, "taken.txt").await;
    let path = format!("/wiki/rest/api/content/{page}/child/attachment/{file}");
    let change = |number: u64| json!({ "id": file, "type": "attachment", "status": "current", "version": { "number": number, "minorEdit": true } });

    // The next version is named, as md2conf does after each upload.
    let mut rename = change(2);
    rename["title"] = "b.txt".into();
    let (status, renamed) = admin.put(&path, rename.clone()).await;
    assert_eq!(
        (status, &renamed["title"], &renamed["version"]["number"]),
        (200, &json!("b.txt"), &json!(2)),
        "{renamed}"
    );
    assert_eq!(renamed["extensions"]["comment"], "first", "the comment stays");
    // The stored version is named.
    let mut describe = change(2);
    describe["metadata"] = json!({ "mediaType": "text/markdown", "comment": "better" });
    let (status, described) = admin.put(&path, describe).await;
    assert_eq!((status, &described["version"]["number"]), (200, &json!(2)));
    assert_eq!(described["extensions"]["mediaType"], "text/markdown");
    assert_eq!(
        (&described["extensions"]["comment"], &described["title"]),
        (&json!("better"), &json!("b.txt"))
    );

    assert_eq!(admin.put(&path, rename.clone()).await.0, 200, "the same again");
    for (member, value, status) in [
        ("version", json!({ "number": 1 }), 409),
        ("version", json!({ "number": 4 }), 409),
        ("version", json!({}), 400),
        ("id", json!("att1"), 400),
        ("type", json!("page"), 400),
        ("title", json!("taken.txt"), 400),
        ("container", json!({ "id": file, "type": "attachment" }), 403),
        ("container", json!({ "id": "12345678", "type": "page" }), 400),
    ] {
        let mut bad = change(2);
        bad[member] = value;
        assert_eq!(admin.put(&path, bad.clone()).await.0, status, "{bad}");
    }
    let unknown = format!("/wiki/rest/api/content/{page}/child/attachment/att12345678");
    assert_eq!(admin.put(&unknown, change(2)).await.0, 404);
    assert_eq!(Caller::new(&sandbox, "reader").put(&path, change(2)).await.0, 403);

    let mut go = change(3);
    go["container"] = json!({ "id": other, "type": "page" });
    assert_eq!(admin.put(&path, go).await.0, 200);
    let (_, listed) = admin.get(&format!("/wiki/api/v2/pages/{other}/attachments")).await;
    assert_eq!(listed["results"][0]["id"], file);
    assert_eq!(
        admin.put(&path, change(3)).await.0,
        404,
        "it is not on this page any more"
    );
}

#[tokio::test]
async fn what_v1_does_not_know_has_no_files() {
    let sandbox = Sandbox::start().await.unwrap();
    let admin = Caller::new(&sandbox, "admin");
    let space = admin.space("DEMO").await;
    for kind in ["folders", "whiteboards", "databases", "embeds"] {
        let new = json!({ "spaceId": space, "title": kind, "embedUrl": "https://example.com" });
        let (_, made) = admin.post(&format!("/wiki/api/v2/{kind}"), new).await;
        let path = format!("/wiki/rest/api/content/{}/child/attachment", text(&made["id"]));
        for method in [Method::POST, Method::PUT] {
            let form = Form::new()
                .part("file", Part::bytes(b"x".to_vec()).file_name("a.txt"))
                .text("minorEdit", "true");
            let request = admin.request(method, &path).header("X-Atlassian-Token", "no-check");
            assert_eq!(request.multipart(form).send().await.unwrap().status(), 404, "{kind}");
        }
    }
}

#[tokio::test]
async fn files_and_comments_of_what_is_in_the_trash_are_in_no_listing_of_the_site() {
    let sandbox = Sandbox::start().await.unwrap();
    let admin = Caller::new(&sandbox, "admin");
    let space = admin.space("DEMO").await;
    let page = admin.page(&space, "Plan").await;
    upload(&admin, &page, "a.txt").await;
    let comment = |on: serde_json::Value| {
        let mut comment = json!({ "body": { "representation": "storage", "value": "<p>!</p>" } });
        comment.as_object_mut().unwrap().extend(on.as_object().unwrap().clone());
        comment
    };
    let path = "/wiki/api/v2/footer-comments";
    let (_, first) = admin.post(path, comment(json!({ "pageId": page }))).await;
    admin
        .post(path, comment(json!({ "parentCommentId": first["id"] })))
        .await;
    let count = async |path: &str| admin.get(path).await.1["results"].as_array().unwrap().len();
    let found = "/wiki/rest/api/search?cql=type%20in%20(comment,%20attachment)";
    assert_eq!((count(path).await, count("/wiki/api/v2/attachments").await), (2, 1));
    assert_eq!(count(found).await, 3);
    assert_eq!(admin.delete(&format!("/wiki/api/v2/pages/{page}")).await.0, 204);
    assert_eq!((count(path).await, count("/wiki/api/v2/attachments").await), (0, 0));
    assert_eq!(count(found).await, 0);
}
