//! Pages and blog posts: drafts, publishing, titles, the trash.

use super::{World, create, members, refusal, storage};
use crate::caller::text;
use serde_json::json;

#[tokio::test]
async fn a_draft_is_published_as_version_one() {
    let world = World::new().await;
    let (writer, admin) = (world.caller("writer"), world.caller("admin"));
    for segment in ["pages", "blogposts"] {
        let draft = json!({ "spaceId": world.space, "status": "draft", "title": "", "body": storage("<p>1</p>") });
        let id = create(&writer, segment, draft).await;
        let path = format!("/wiki/api/v2/{segment}/{id}");
        assert_eq!(writer.get(&path).await.0, 404, "a draft must be asked for");
        assert_eq!(writer.get(&format!("{path}?status=draft")).await.1["status"], "draft");
        assert_eq!(
            admin.get(&format!("{path}?get-draft=true")).await.0,
            404,
            "only the author sees it"
        );
        let update = |status: &str, title: &str, number: u64| {
            json!({ "id": id, "status": status, "title": title, "body": storage("<p>2</p>"),
                "version": { "number": number } })
        };
        assert_eq!(
            writer.put(&path, update("draft", "Idea", 2)).await.0,
            409,
            "a draft has version 1"
        );
        assert_eq!(writer.put(&path, update("draft", "Idea", 1)).await.0, 200);
        assert_eq!(
            writer.put(&path, update("current", "", 1)).await.0,
            400,
            "a title is needed"
        );
        let (status, published) = writer.put(&path, update("current", "Idea", 1)).await;
        assert_eq!((status, &published["status"]), (200, &json!("current")), "{published}");
        assert_eq!(published["version"]["number"], 1);
        assert_eq!(admin.get(&path).await.1["title"], "Idea");
    }
}

#[tokio::test]
async fn a_draft_beside_what_is_published_is_discarded_or_published() {
    let world = World::new().await;
    let writer = world.caller("writer");
    for segment in ["pages", "blogposts"] {
        let new = json!({ "spaceId": world.space, "title": "Idea", "body": storage("<p>1</p>") });
        let id = create(&writer, segment, new).await;
        let path = format!("/wiki/api/v2/{segment}/{id}");
        let update = |status: &str, title: &str, number: u64| {
            json!({ "id": id, "status": status, "title": title, "body": storage("<p>2</p>"),
                "version": { "number": number } })
        };
        let (_, drafted) = writer.put(&path, update("draft", "Better idea", 1)).await;
        assert_eq!(
            (&drafted["status"], &drafted["title"]),
            (&json!("draft"), &json!("Better idea"))
        );
        assert_eq!(writer.get(&path).await.1["title"], "Idea");
        let beside = format!("{path}?get-draft=true&body-format=storage");
        assert_eq!(writer.get(&beside).await.1["title"], "Better idea");
        assert_eq!(writer.delete(&format!("{path}?draft=true")).await.0, 204);
        assert_eq!(writer.get(&beside).await.1["title"], "Idea");
        assert_eq!(
            writer.delete(&format!("{path}?draft=true")).await.0,
            404,
            "there is no draft any more"
        );
        assert_eq!(
            writer.put(&path, update("current", "Best idea", 2)).await.1["version"]["number"],
            2
        );
    }
}

#[tokio::test]
async fn the_trash_gives_back() {
    let world = World::new().await;
    let writer = world.caller("writer");
    for (segment, kind) in [("pages", "page"), ("blogposts", "blogpost")] {
        let new = json!({ "spaceId": world.space, "title": "Plans", "body": storage("<p>old</p>") });
        let id = create(&writer, segment, new.clone()).await;
        let path = format!("/wiki/api/v2/{segment}/{id}");
        assert_eq!(writer.delete(&path).await.0, 204);
        assert_eq!(writer.delete(&path).await.0, 404, "it is in the trash already");
        let listing = format!("/wiki/api/v2/{segment}?title=Plans");
        assert!(members(&writer.get(&listing).await.1, "id").is_empty());
        assert_eq!(
            members(&writer.get(&format!("{listing}&status=trashed")).await.1, "id"),
            [id.as_str()]
        );

        let restore = json!({ "id": id, "status": "current", "title": "Other", "body": storage("<p>new</p>"),
            "version": { "number": 2 } });
        let second = create(&writer, segment, new).await;
        let (status, taken) = writer.put(&path, restore.clone()).await;
        assert_eq!(status, 400);
        let expected = format!("A {kind} already exists with the same TITLE in this space");
        assert!(refusal(&taken).ends_with(&expected), "{taken}");
        assert_eq!(writer.delete(&format!("/wiki/api/v2/{segment}/{second}")).await.0, 204);
        let (status, restored) = writer.put(&path, restore).await;
        assert_eq!(status, 200, "{restored}");
        // Only the status changes.
        let (_, restored) = writer.get(&format!("{path}?body-format=storage")).await;
        assert_eq!(
            (&restored["status"], &restored["title"]),
            (&json!("current"), &json!("Plans"))
        );
        assert_eq!(restored["body"]["storage"]["value"], "<p>old</p>");
        assert_eq!(restored["version"]["number"], 1);
    }
}

#[tokio::test]
async fn titles_are_unique_in_a_space_and_a_kind() {
    let world = World::new().await;
    let writer = world.caller("writer");
    let two = world.caller("admin").space("TWO").await;
    let new = |space: &str| json!({ "spaceId": space, "title": "Plans", "body": storage("") });
    let first = create(&writer, "pages", new(&world.space)).await;
    create(&writer, "blogposts", new(&world.space)).await;
    create(&writer, "pages", new(&two)).await;
    for segment in ["pages", "blogposts"] {
        assert_eq!(
            writer
                .post(&format!("/wiki/api/v2/{segment}"), new(&world.space))
                .await
                .0,
            400
        );
    }
    let other = writer.page(&world.space, "Others").await;
    let path = format!("/wiki/api/v2/pages/{other}/title");
    let title = |title: &str| json!({ "status": "current", "title": title });
    assert_eq!(writer.put(&path, title("Plans")).await.0, 400);
    let rename = format!("/wiki/api/v2/pages/{first}/title");
    assert_eq!(writer.put(&rename, title("Old plans")).await.1["version"]["number"], 2);
    assert_eq!(
        writer.put(&path, title("Plans")).await.0,
        200,
        "the title is free again"
    );
    let found = writer
        .get(&format!("/wiki/api/v2/spaces/{}/pages?title=Plans", world.space))
        .await
        .1;
    assert_eq!(members(&found, "id"), [other]);
}

#[tokio::test]
async fn a_private_post_is_its_authors_alone() {
    let world = World::new().await;
    let (writer, reader) = (world.caller("writer"), world.caller("reader"));
    for segment in ["pages", "blogposts", "whiteboards", "databases"] {
        let new = json!({ "spaceId": world.space, "title": "Secret" });
        let id = create(&writer, &format!("{segment}?private=true"), new).await;
        let path = format!("/wiki/api/v2/{segment}/{id}");
        assert_eq!(
            (writer.get(&path).await.0, reader.get(&path).await.0),
            (200, 404),
            "{segment}"
        );
    }
}

#[tokio::test]
async fn a_post_has_the_date_it_is_given() {
    let world = World::new().await;
    let writer = world.caller("writer");
    let new = json!({ "spaceId": world.space, "title": "Old", "createdAt": "2019-05-04T03:02:01.000Z" });
    let old = create(&writer, "blogposts", new).await;
    let young = create(
        &writer,
        "blogposts",
        json!({ "spaceId": world.space, "title": "Young" }),
    )
    .await;
    let (_, post) = writer.get(&format!("/wiki/api/v2/blogposts/{old}")).await;
    assert_eq!(post["createdAt"], "2019-05-04T03:02:01.000Z");
    assert!(
        text(&post["_links"]["webui"]).starts_with("/spaces/DEMO/blog/2019/05/04/"),
        "{post}"
    );
    assert_eq!(post.get("parentId"), None);
    let (_, newest_first) = writer.get("/wiki/api/v2/blogposts?sort=-created-date").await;
    assert_eq!(members(&newest_first, "id"), [young, old]);
    let odd = json!({ "spaceId": world.space, "title": "Odd", "createdAt": "yesterday" });
    assert_eq!(writer.post("/wiki/api/v2/blogposts", odd).await.0, 400);
}

#[tokio::test]
async fn pages_lie_where_they_are_put() {
    let world = World::new().await;
    let writer = world.caller("writer");
    let (_, space) = writer.get(&format!("/wiki/api/v2/spaces/{}", world.space)).await;
    let home = text(&space["homepageId"]);
    let page = async |id: &str| writer.get(&format!("/wiki/api/v2/pages/{id}")).await.1;
    let below_home = writer.page(&world.space, "Below").await;
    assert_eq!(page(&below_home).await["parentId"], json!(home));
    let new = json!({ "spaceId": world.space, "title": "Root" });
    let at_root = create(&writer, "pages?root-level=true", new).await;
    assert_eq!(page(&at_root).await.get("parentId"), Some(&json!(null)));
    let both = json!({ "spaceId": world.space, "title": "Both", "parentId": home });
    assert_eq!(writer.post("/wiki/api/v2/pages?root-level=true", both).await.0, 400);
    let listed = writer
        .get(&format!("/wiki/api/v2/spaces/{}/pages?depth=root", world.space))
        .await
        .1;
    assert_eq!(members(&listed, "id"), [home, at_root.clone()]);

    let update = |parent: &str, number: u64| {
        json!({ "id": at_root, "status": "current", "title": "Root", "parentId": parent, "body": storage(""),
            "version": { "number": number } })
    };
    let path = format!("/wiki/api/v2/pages/{at_root}");
    assert_eq!(
        writer.put(&path, update(&below_home, 2)).await.1["parentId"],
        json!(below_home)
    );
    assert_eq!(writer.put(&path, update(&at_root, 3)).await.0, 400, "not below itself");
    assert_eq!(writer.put(&path, update("999", 3)).await.0, 404);
    assert_eq!(writer.delete(&format!("/wiki/api/v2/pages/{below_home}")).await.0, 204);
    assert_ne!(page(&at_root).await["parentId"], json!(below_home), "children move up");
}

#[tokio::test]
async fn live_pages_and_owners() {
    let world = World::new().await;
    let writer = world.caller("writer");
    let live = json!({ "spaceId": world.space, "title": "Live", "subtype": "live" });
    let id = create(&writer, "pages", live).await;
    writer.page(&world.space, "Still").await;
    assert_eq!(
        members(&writer.get("/wiki/api/v2/pages?subtype=live").await.1, "id"),
        [id.as_str()]
    );
    assert_eq!(writer.get("/wiki/api/v2/pages?subtype=dead").await.0, 400);
    let odd = json!({ "spaceId": world.space, "title": "Odd", "subtype": "dead" });
    assert_eq!(writer.post("/wiki/api/v2/pages", odd).await.0, 400);

    let give = |owner: &str| {
        json!({ "id": id, "status": "current", "title": "Live", "body": storage(""), "ownerId": owner,
            "version": { "number": 2 } })
    };
    let (path, reader) = (format!("/wiki/api/v2/pages/{id}"), world.sandbox.user("reader"));
    assert_eq!(writer.put(&path, give("nobody")).await.0, 400);
    let (_, given) = writer.put(&path, give(reader.account_id())).await;
    assert_eq!(
        (&given["ownerId"], &given["lastOwnerId"]),
        (&json!(reader.account_id()), &given["authorId"])
    );
}
