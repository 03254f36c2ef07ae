//! Custom content.

use super::{World, create, members, storage};
use crate::caller::text;
use serde_json::{Value, json};

const NOTE: &str = "forge:app:note";

#[tokio::test]
async fn it_lies_in_a_space_or_on_content() {
    let world = World::new().await;
    let writer = world.caller("writer");
    let page = writer.page(&world.space, "Page").await;
    let post = create(&writer, "blogposts", json!({ "spaceId": world.space, "title": "News" })).await;
    let new =
        |member: &str, id: &str| json!({ "type": NOTE, member: id, "title": "Note", "body": storage("<p>1</p>") });
    let in_space = create(&writer, "custom-content", new("spaceId", &world.space)).await;
    let on_page = create(&writer, "custom-content", new("pageId", &page)).await;
    let on_post = create(&writer, "custom-content", new("blogPostId", &post)).await;
    let on_custom = create(&writer, "custom-content", new("customContentId", &on_page)).await;
    for (id, member, container) in [
        (&on_page, "pageId", &page),
        (&on_post, "blogPostId", &post),
        (&on_custom, "customContentId", &on_page),
    ] {
        let (_, held) = writer.get(&format!("/wiki/api/v2/custom-content/{id}")).await;
        let places: Vec<_> = ["pageId", "blogPostId", "customContentId"]
            .into_iter()
            .filter(|member| held.get(member).is_some())
            .collect();
        assert_eq!((places, &held[member]), (vec![member], &json!(container)), "{held}");
        assert_eq!((&held["spaceId"], &held["type"]), (&json!(world.space), &json!(NOTE)));
    }
    for (path, expected) in [
        (
            format!("spaces/{}/custom-content", world.space),
            vec![&in_space, &on_page, &on_post, &on_custom],
        ),
        (format!("pages/{page}/custom-content"), vec![&on_page]),
        (format!("blogposts/{post}/custom-content"), vec![&on_post]),
    ] {
        let (_, listed) = writer.get(&format!("/wiki/api/v2/{path}?type={NOTE}")).await;
        assert_eq!(members(&listed, "id").iter().collect::<Vec<_>>(), expected);
        let (_, others) = writer.get(&format!("/wiki/api/v2/{path}?type=ac:app:other")).await;
        assert_eq!(members(&others, "id"), Vec::<String>::new());
    }
    let (_, children) = writer
        .get(&format!("/wiki/api/v2/custom-content/{on_page}/children"))
        .await;
    assert_eq!(members(&children, "id"), [on_custom]);
    let picked = format!("/wiki/api/v2/custom-content?type={NOTE}&id={on_post},{on_page}&sort=-id");
    assert_eq!(members(&writer.get(&picked).await.1, "id"), [on_post, on_page.clone()]);
}

#[tokio::test]
async fn it_is_of_one_type_and_in_one_place() {
    let world = World::new().await;
    let writer = world.caller("writer");
    let page = writer.page(&world.space, "Page").await;
    let post = create(&writer, "blogposts", json!({ "spaceId": world.space, "title": "News" })).await;
    let new = |member: &str, id: &str| json!({ "type": NOTE, member: id, "title": "Note", "body": storage("") });
    assert_eq!(
        writer.get("/wiki/api/v2/custom-content").await.0,
        400,
        "the type is required"
    );
    assert_eq!(writer.get("/wiki/api/v2/custom-content?type=page").await.0, 404);
    let mut two_places = new("pageId", &page);
    two_places["blogPostId"] = json!(post);
    let refused = [
        (400, two_places),
        (400, json!({ "type": NOTE, "title": "Note", "body": storage("") })),
        (404, new("pageId", &post)),
        (
            404,
            json!({ "type": "note", "pageId": page, "title": "Note", "body": storage("") }),
        ),
    ];
    for (expected, body) in refused {
        assert_eq!(
            writer.post("/wiki/api/v2/custom-content", body.clone()).await.0,
            expected,
            "{body}"
        );
    }
}

#[tokio::test]
async fn it_has_versions_and_a_body_that_can_be_raw() {
    let world = World::new().await;
    let writer = world.caller("writer");
    let raw = json!({ "raw": { "representation": "raw", "value": "{\"a\": 1}" } });
    let new = json!({ "type": NOTE, "spaceId": world.space, "title": "Note", "body": raw });
    let id = create(&writer, "custom-content", new).await;
    let path = format!("/wiki/api/v2/custom-content/{id}");
    let body = async |version: u64, format: &str| {
        let (_, held) = writer
            .get(&format!("{path}?version={version}&body-format={format}"))
            .await;
        held["body"].clone()
    };
    assert_eq!(body(1, "raw").await["raw"]["value"], "{\"a\": 1}");
    assert_eq!(body(1, "storage").await, json!({}), "raw text is not converted");
    assert_eq!(writer.get(&format!("{path}?body-format=editor")).await.0, 400);

    let update = |number: u64, kind: &str, status: &str| {
        json!({ "id": id, "type": kind, "status": status, "title": "Note 2", "body": storage("<p>2</p>"),
            "version": { "number": number, "message": "again" } })
    };
    assert_eq!(writer.put(&path, update(1, NOTE, "current")).await.0, 409);
    assert_eq!(writer.put(&path, update(2, "forge:app:other", "current")).await.0, 400);
    assert_eq!(writer.put(&path, update(2, NOTE, "draft")).await.0, 400);
    assert_eq!(
        writer.put(&path, update(2, NOTE, "current")).await.1["version"]["number"],
        2
    );
    assert_eq!(body(2, "storage").await["storage"]["value"], "<p>2</p>");
    assert_eq!(body(2, "raw").await, json!({}));
    let (_, versions) = writer.get(&format!("{path}/versions?body-format=raw")).await;
    assert_eq!(
        versions["results"][0]["custom"],
        json!({ "id": id, "title": "Note 2", "body": {} })
    );
    assert_eq!(versions["results"][1]["custom"]["body"]["raw"]["value"], "{\"a\": 1}");
    let (_, first) = writer.get(&format!("{path}/versions/1")).await;
    assert_eq!((&first["nextVersion"], first.get("prevVersion")), (&json!(2), None));
}

#[tokio::test]
async fn it_goes_to_the_trash_first() {
    let world = World::new().await;
    let (writer, admin) = (world.caller("writer"), world.caller("admin"));
    let new = json!({ "type": NOTE, "spaceId": world.space, "title": "Note", "body": storage("") });
    let id = create(&writer, "custom-content", new).await;
    let path = format!("/wiki/api/v2/custom-content/{id}");
    assert_eq!(
        admin.delete(&format!("{path}?purge=true")).await.0,
        400,
        "only trash is purged"
    );
    assert_eq!(writer.delete(&path).await.0, 204);
    assert_eq!(
        members(
            &writer.get(&format!("/wiki/api/v2/custom-content?type={NOTE}")).await.1,
            "id"
        ),
        [""; 0]
    );
    assert_eq!(
        writer.delete(&format!("{path}?purge=true")).await.0,
        404,
        "only who administers may purge"
    );
    assert_eq!(admin.delete(&format!("{path}?purge=true")).await.0, 204);
    assert_eq!(writer.get(&path).await.0, 404);
}

#[tokio::test]
async fn it_moves_but_not_into_itself() {
    let world = World::new().await;
    let writer = world.caller("writer");
    let page = writer.page(&world.space, "Page").await;
    let new = |member: &str, id: &str| json!({ "type": NOTE, member: id, "title": "Note", "body": storage("") });
    let outer = create(&writer, "custom-content", new("spaceId", &world.space)).await;
    let inner = create(&writer, "custom-content", new("customContentId", &outer)).await;
    let move_to = |id: &str, member: &str, container: &str| {
        json!({ "id": id, "type": NOTE, "status": "current", "title": "Note", "body": storage(""), member: container,
            "version": { "number": 2 } })
    };
    let path = |id: &str| format!("/wiki/api/v2/custom-content/{id}");
    assert_eq!(
        writer
            .put(&path(&outer), move_to(&outer, "customContentId", &inner))
            .await
            .0,
        400
    );
    let (status, moved) = writer.put(&path(&inner), move_to(&inner, "pageId", &page)).await;
    assert_eq!(
        (status, &moved["pageId"], moved.get("customContentId")),
        (200, &json!(page), None)
    );
    assert_eq!(text(&moved["version"]["authorId"]), writer.user.account_id());
    let two = world.caller("admin").space("TWO").await;
    assert_eq!(writer.put(&path(&outer), move_to(&outer, "spaceId", &two)).await.0, 400);
    let listed = writer
        .get(&format!("/wiki/api/v2/pages/{page}/custom-content?type={NOTE}"))
        .await
        .1;
    assert_eq!(members(&listed, "id"), [inner]);
    assert_eq!(
        listed["results"][0].get("body"),
        Some(&Value::Object(serde_json::Map::new()))
    );
}
