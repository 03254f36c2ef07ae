//! Comments on every kind of content that can have them, and passages that are resolved and reopened.

use super::{World, create, members, storage};
use crate::caller::{Caller, read, text};
use reqwest::Method;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

/// Uploads a file to content, and answers with the id of the attachment.
pub(super) async fn upload(caller: &Caller<'_>, container: &str, name: &str) -> String {
    let file = Part::bytes(b"hello".to_vec()).file_name(name.to_owned());
    let request = caller
        .request(
            Method::PUT,
            &format!("/wiki/rest/api/content/{container}/child/attachment"),
        )
        .header("X-Atlassian-Token", "no-check")
        .multipart(Form::new().part("file", file).text("minorEdit", "true"));
    let (status, uploaded) = read(request.send().await.unwrap()).await;
    assert_eq!(status, 200, "{uploaded}");
    text(&uploaded["results"][0]["id"])
}

#[tokio::test]
async fn comments_say_what_they_are_on() {
    let world = World::new().await;
    let writer = world.caller("writer");
    let page = writer.page(&world.space, "Page").await;
    let post = create(&writer, "blogposts", json!({ "spaceId": world.space, "title": "News" })).await;
    let custom = json!({ "type": "forge:app:note", "pageId": page, "title": "Note", "body": storage("") });
    let custom = create(&writer, "custom-content", custom).await;
    let file = upload(&writer, &page, "a.txt").await;
    for (member, segment, container) in [
        ("pageId", "pages", &page),
        ("blogPostId", "blogposts", &post),
        ("customContentId", "custom-content", &custom),
        ("attachmentId", "attachments", &file),
    ] {
        let comment = json!({ member: container, "body": storage("<p>!</p>") });
        let (status, comment) = writer.post("/wiki/api/v2/footer-comments", comment).await;
        assert_eq!((status, &comment[member]), (201, &json!(container)), "{comment}");
        let id = text(&comment["id"]);
        let (_, listed) = writer
            .get(&format!("/wiki/api/v2/{segment}/{container}/footer-comments"))
            .await;
        assert_eq!(members(&listed, "id"), [id.as_str()], "{member}");
        let reply = json!({ "parentCommentId": id, "body": storage("<p>?</p>") });
        let (_, reply) = writer.post("/wiki/api/v2/footer-comments", reply).await;
        assert_eq!(
            (&reply["parentCommentId"], &reply[member]),
            (&json!(id), &json!(container))
        );
        let (_, replies) = writer.get(&format!("/wiki/api/v2/footer-comments/{id}/children")).await;
        assert_eq!(members(&replies, "id"), [text(&reply["id"])]);
    }
    let wrong = json!({ "pageId": post, "body": storage("") });
    assert_eq!(
        writer.post("/wiki/api/v2/footer-comments", wrong).await.0,
        404,
        "a blog post is no page"
    );
    let (_, all) = writer
        .get("/wiki/api/v2/footer-comments?limit=3&sort=-created-date")
        .await;
    assert_eq!(all["results"].as_array().unwrap().len(), 3);
    assert!(all["_links"]["next"].is_string(), "{all}");
    assert_eq!(writer.get("/wiki/api/v2/footer-comments?sort=title").await.0, 400);
}

#[tokio::test]
async fn comments_on_a_file_are_about_one_version_of_it() {
    let world = World::new().await;
    let writer = world.caller("writer");
    let page = writer.page(&world.space, "Page").await;
    let file = upload(&writer, &page, "a.txt").await;
    let comment = || json!({ "attachmentId": file, "body": storage("<p>!</p>") });
    let first = create(&writer, "footer-comments", comment()).await;
    assert_eq!(upload(&writer, &page, "a.txt").await, file, "another version");
    let second = create(&writer, "footer-comments", comment()).await;
    let listed = async |version: &str| {
        let path = format!("/wiki/api/v2/attachments/{file}/footer-comments{version}");
        members(&writer.get(&path).await.1, "id")
    };
    assert_eq!(listed("").await, [second]);
    assert_eq!(listed("?version=1").await, [first]);
    assert_eq!(
        writer
            .get(&format!("/wiki/api/v2/attachments/{file}/footer-comments?version=3"))
            .await
            .0,
        404
    );
}

/// A page with this text, and the id of a comment on the passage.
async fn passage(world: &World, writer: &Caller<'_>, segment: &str, member: &str) -> (String, String) {
    let new = json!({ "spaceId": world.space, "title": "Text", "body": storage("<p>one two one</p>") });
    let id = create(writer, segment, new).await;
    let comment = json!({ member: id, "body": storage("<p>!</p>"), "inlineCommentProperties": {
        "textSelection": "one", "textSelectionMatchCount": 2, "textSelectionMatchIndex": 1 } });
    let comment = create(writer, "inline-comments", comment).await;
    (id, comment)
}

#[tokio::test]
async fn a_passage_is_resolved_and_reopened() {
    let world = World::new().await;
    let writer = world.caller("writer");
    for (segment, member) in [("pages", "pageId"), ("blogposts", "blogPostId")] {
        let (id, comment) = passage(&world, &writer, segment, member).await;
        let path = format!("/wiki/api/v2/inline-comments/{comment}");
        let (_, open) = writer.get(&path).await;
        assert_eq!((&open["resolutionStatus"], &open[member]), (&json!("open"), &json!(id)));
        assert_eq!(open["properties"]["inlineOriginalSelection"], "one");
        assert!(!text(&open["properties"]["inlineMarkerRef"]).is_empty());
        assert_eq!(open.get("resolutionLastModifierId"), None);

        let (status, resolved) = writer.put(&path, json!({ "resolved": true })).await;
        assert_eq!(
            (status, &resolved["resolutionStatus"]),
            (200, &json!("resolved")),
            "{resolved}"
        );
        assert_eq!(resolved["resolutionLastModifierId"], writer.user.account_id());
        assert_eq!(resolved["version"]["number"], 1, "its text did not change");
        let at = &resolved["resolutionLastModifiedAt"];
        assert_eq!(
            &writer.put(&path, json!({ "resolved": true })).await.1["resolutionLastModifiedAt"],
            at
        );
        let listed = async |status: &str| {
            let path = format!("/wiki/api/v2/{segment}/{id}/inline-comments?resolution-status={status}");
            members(&writer.get(&path).await.1, "id").len()
        };
        assert_eq!((listed("resolved").await, listed("open").await), (1, 0));
        let update = json!({ "resolved": false, "version": { "number": 2 }, "body": storage("<p>again</p>") });
        let (_, reopened) = writer.put(&path, update).await;
        assert_eq!(
            (&reopened["resolutionStatus"], &reopened["version"]["number"]),
            (&json!("reopened"), &json!(2))
        );
        assert_eq!(writer.put(&path, json!({ "resolved": "no" })).await.0, 400);
        let unknown = format!("/wiki/api/v2/{segment}/{id}/inline-comments?resolution-status=closed");
        assert_eq!(writer.get(&unknown).await.0, 400);
    }
}

#[tokio::test]
async fn a_passage_is_lost() {
    let world = World::new().await;
    let writer = world.caller("writer");
    for (segment, member) in [("pages", "pageId"), ("blogposts", "blogPostId")] {
        let (id, comment) = passage(&world, &writer, segment, member).await;
        let path = format!("/wiki/api/v2/inline-comments/{comment}");
        let other = json!({ "id": id, "status": "current", "title": "Text", "body": storage("<p>two</p>"),
            "version": { "number": 2 } });
        assert_eq!(writer.put(&format!("/wiki/api/v2/{segment}/{id}"), other).await.0, 200);
        assert_eq!(writer.get(&path).await.1["resolutionStatus"], "dangling");
        let dangling = format!("/wiki/api/v2/{segment}/{id}/inline-comments?resolution-status=dangling");
        assert_eq!(members(&writer.get(&dangling).await.1, "id"), [comment]);
        assert_eq!(
            writer.put(&path, json!({ "resolved": true })).await.0,
            400,
            "a dangling comment stays"
        );
    }
}

#[tokio::test]
async fn a_passage_must_be_in_the_text() {
    let world = World::new().await;
    let writer = world.caller("writer");
    let (page, _) = passage(&world, &writer, "pages", "pageId").await;
    let at = |properties: Value| json!({ "pageId": page, "body": storage(""), "inlineCommentProperties": properties });
    for (properties, expected) in [
        (json!({ "textSelection": "three" }), 400),
        (
            json!({ "textSelection": "one", "textSelectionMatchCount": 1, "textSelectionMatchIndex": 0 }),
            400,
        ),
        (
            json!({ "textSelection": "one", "textSelectionMatchCount": 2, "textSelectionMatchIndex": 2 }),
            400,
        ),
        (json!({ "textSelection": "one", "textSelectionMatchCount": "2" }), 400),
        (json!({}), 400),
        (
            json!({ "textSelection": "two", "textSelectionMatchCount": 1, "textSelectionMatchIndex": 0 }),
            201,
        ),
    ] {
        let (status, answer) = writer.post("/wiki/api/v2/inline-comments", at(properties)).await;
        assert_eq!(status, expected, "{answer}");
    }
}

#[tokio::test]
async fn a_reply_belongs_to_its_thread() {
    let world = World::new().await;
    let writer = world.caller("writer");
    let (_, comment) = passage(&world, &writer, "pages", "pageId").await;
    let reply = json!({ "parentCommentId": comment, "body": storage("<p>?</p>") });
    let (_, reply) = writer.post("/wiki/api/v2/inline-comments", reply).await;
    assert_eq!(
        (&reply["parentCommentId"], &reply["resolutionStatus"]),
        (&json!(comment), &json!("open"))
    );
    assert_eq!(
        reply["properties"],
        json!({}),
        "only the start of a thread has a passage"
    );
    let path = format!("/wiki/api/v2/inline-comments/{}", text(&reply["id"]));
    assert_eq!(
        writer.put(&path, json!({ "resolved": true })).await.0,
        400,
        "threads are resolved at their start"
    );
    let footer = json!({ "parentCommentId": comment, "body": storage("<p>?</p>") });
    assert_eq!(writer.post("/wiki/api/v2/footer-comments", footer).await.0, 400);
    assert_eq!(
        writer.get(&format!("/wiki/api/v2/footer-comments/{comment}")).await.0,
        404
    );
    let with = format!("/wiki/api/v2/inline-comments/{comment}?include-properties=true");
    let (_, with) = writer.get(&with).await;
    assert_eq!(
        (
            &with["properties"]["inlineOriginalSelection"],
            &with["properties"]["results"]
        ),
        (&json!("one"), &json!([]))
    );
}
