//! What many kinds have: properties, versions, labels, likes, files, sections of single reads, levels, redactions.

use super::comments::upload;
use super::{World, create, members, refusal, storage};
use crate::caller::{Caller, text};
use confluence_sandbox::Access;
use confluence_sdk::spec::{Kind, Verb};
use serde_json::{Value, json};

/// One of each kind: the segment of its paths and its id.
async fn one_of_each(world: &World, caller: &Caller<'_>) -> Vec<(&'static str, String)> {
    let page = caller.page(&world.space, "Page").await;
    let mut all = Vec::new();
    for segment in ["blogposts", "whiteboards", "databases", "embeds", "folders"] {
        let new = json!({ "spaceId": world.space, "title": segment });
        all.push((segment, create(caller, segment, new).await));
    }
    let custom = json!({ "type": "forge:app:note", "pageId": page, "title": "Note", "body": storage("") });
    all.push(("custom-content", create(caller, "custom-content", custom).await));
    let comment = json!({ "pageId": page, "body": storage("") });
    all.push(("comments", create(caller, "footer-comments", comment).await));
    all.push(("attachments", upload(caller, &page, "a.txt").await));
    all.push(("pages", page));
    all
}

#[tokio::test]
async fn every_kind_has_properties() {
    let world = World::new().await;
    let writer = world.caller("writer");
    for (segment, id) in one_of_each(&world, &writer).await {
        let path = format!("/wiki/api/v2/{segment}/{id}/properties");
        let new = |key: &str| json!({ "key": key, "value": { "of": segment } });
        let (status, created) = writer.post(&path, new("b")).await;
        assert_eq!(
            (status, &created["version"]["number"]),
            (200, &json!(1)),
            "{segment}: {created}"
        );
        assert_eq!(writer.post(&path, new("b")).await.0, 409, "{segment}");
        assert_eq!(writer.post(&path, new("a")).await.0, 200, "{segment}");
        assert_eq!(
            members(&writer.get(&format!("{path}?sort=-key")).await.1, "key"),
            ["b", "a"]
        );
        assert_eq!(members(&writer.get(&format!("{path}?key=a")).await.1, "key"), ["a"]);
        assert_eq!(writer.get(&format!("{path}?sort=value")).await.0, 400);
        let one = format!("{path}/{}", text(&created["id"]));
        assert_eq!(writer.post(&path, json!({ "key": "c", "value": null })).await.0, 200);
        assert_eq!(
            writer.post(&path, json!({ "key": "d" })).await.0,
            400,
            "no value is not null"
        );
        let update = |number: u64| json!({ "key": "b", "value": 7, "version": { "number": number } });
        assert_eq!(writer.put(&one, update(1)).await.0, 409, "{segment}");
        assert_eq!(writer.put(&one, update(2)).await.1["version"]["number"], 2);
        assert_eq!(writer.get(&one).await.1["value"], 7);
        assert_eq!(writer.delete(&one).await.0, 204);
        assert_eq!(writer.get(&one).await.0, 404);
    }
}

/// The segment of the path of a single read, and the sections that it can have.
fn sections(segment: &'static str) -> (&'static str, &'static [&'static str]) {
    const ALL: [&str; 6] = [
        "direct-children",
        "operations",
        "properties",
        "versions",
        "labels",
        "likes",
    ];
    match segment {
        "pages" => (segment, &ALL),
        "blogposts" => (segment, &ALL[1..]),
        "custom-content" | "attachments" => (segment, &ALL[1..5]),
        "comments" => ("footer-comments", &["properties", "operations", "likes", "versions"]),
        _ => (segment, &ALL[..3]),
    }
}

#[tokio::test]
async fn single_reads_include_what_they_are_asked_for() {
    let world = World::new().await;
    let writer = world.caller("writer");
    for (segment, id) in one_of_each(&world, &writer).await {
        let (segment, asked) = sections(segment);
        let path = format!("/wiki/api/v2/{segment}/{id}");
        let query: Vec<String> = asked.iter().map(|name| format!("include-{name}=true")).collect();
        let (status, held) = writer.get(&format!("{path}?{}", query.join("&"))).await;
        assert_eq!(status, 200, "{held}");
        let (_, plain) = writer.get(&path).await;
        for name in asked {
            let member = if *name == "direct-children" {
                "directChildren"
            } else {
                name
            };
            assert_eq!(plain.get(member), None, "{segment} {member}");
            let section = &held[member];
            assert!(section["results"].is_array(), "{segment} {member}: {held}");
            assert_eq!(section["meta"]["hasMore"], false);
            // The link leads to the same results. There, versions also say what they are versions of.
            let link = text(&section["_links"]["self"]);
            let (status, mut all) = writer.get(&link).await;
            let all = all[if *name == "operations" { "operations" } else { "results" }].take();
            if *name == "versions" {
                assert_eq!(
                    (status, &all[0]["number"]),
                    (200, &section["results"][0]["number"]),
                    "{link}"
                );
            } else {
                assert_eq!((status, &all), (200, &section["results"]), "{link}");
            }
        }
        if asked.contains(&"versions") {
            let (_, without) = writer.get(&format!("{path}?include-version=false")).await;
            assert_eq!(
                (without.get("version"), plain["version"]["number"].as_u64()),
                (None, Some(1))
            );
        }
    }
}

#[tokio::test]
async fn a_section_says_where_it_goes_on() {
    let world = World::new().await;
    let writer = world.caller("writer");
    let folder = create(&writer, "folders", json!({ "spaceId": world.space, "title": "Folder" })).await;
    let path = format!("/wiki/api/v2/folders/{folder}");
    for number in 0..60 {
        let new = json!({ "key": format!("k{number:02}"), "value": number });
        assert_eq!(writer.post(&format!("{path}/properties"), new).await.0, 200);
    }
    let (_, held) = writer.get(&format!("{path}?include-properties=true")).await;
    let section = &held["properties"];
    assert_eq!(members(section, "key").len(), 50);
    assert_eq!(section["meta"]["hasMore"], true);
    let (link, cursor) = (text(&section["_links"]["self"]), text(&section["meta"]["cursor"]));
    let (_, rest) = writer.get(&format!("{link}?cursor={cursor}")).await;
    let keys: Vec<String> = (50..60).map(|number| format!("k{number}")).collect();
    assert_eq!(members(&rest, "key"), keys);
}

#[tokio::test]
async fn collaborators_are_those_who_wrote() {
    let world = World::new().await;
    let (writer, admin) = (world.caller("writer"), world.caller("admin"));
    let page = writer.page(&world.space, "Page").await;
    let path = format!("/wiki/api/v2/pages/{page}");
    for (caller, number) in [(&admin, 2), (&writer, 3)] {
        let update = json!({ "id": page, "status": "current", "title": "Page", "body": storage(""),
            "version": { "number": number } });
        assert_eq!(caller.put(&path, update).await.0, 200);
    }
    let (_, held) = writer
        .get(&format!("{path}?include-collaborators=true&include-webresources=true"))
        .await;
    let expected = [writer.user.account_id(), admin.user.account_id()];
    assert_eq!(members(&held["collaborators"], "accountId"), expected);
    assert!(held["webResources"]["keys"].is_array(), "{held}");
    let star = format!("/wiki/rest/api/relation/favourite/from/user/current/to/content/{page}");
    let starred = async || {
        let path = format!("{path}?include-favorited-by-current-user-status=true");
        writer.get(&path).await.1["isFavoritedByCurrentUser"].clone()
    };
    assert_eq!(starred().await, false);
    assert_eq!(writer.put(&star, Value::Null).await.0, 200);
    assert_eq!(starred().await, true);
}

#[tokio::test]
async fn files_of_blog_posts_and_custom_content() {
    let world = World::new().await;
    let writer = world.caller("writer");
    let post = create(&writer, "blogposts", json!({ "spaceId": world.space, "title": "News" })).await;
    let custom = json!({ "type": "forge:app:note", "spaceId": world.space, "title": "Note", "body": storage("") });
    let custom = create(&writer, "custom-content", custom).await;
    for (segment, container, member) in [
        ("blogposts", &post, "blogPostId"),
        ("custom-content", &custom, "customContentId"),
    ] {
        let id = upload(&writer, container, "b.txt").await;
        let path = format!("/wiki/api/v2/{segment}/{container}/attachments");
        let (_, listed) = writer.get(&format!("{path}?filename=b.txt")).await;
        assert_eq!(members(&listed, "id"), [id.as_str()]);
        let file = &listed["results"][0];
        assert_eq!((&file[member], file.get("pageId")), (&json!(container), None));
        assert_eq!(
            members(&writer.get(&format!("{path}?filename=c.txt")).await.1, "id"),
            [""; 0]
        );
        assert_eq!(
            members(&writer.get(&format!("{path}?mediaType=image/png")).await.1, "id"),
            [""; 0]
        );
        assert_eq!(writer.delete(&format!("/wiki/api/v2/attachments/{id}")).await.0, 204);
        assert_eq!(members(&writer.get(&path).await.1, "id"), [""; 0]);
        assert_eq!(
            members(&writer.get(&format!("{path}?status=trashed")).await.1, "id"),
            [id]
        );
        assert_eq!(writer.get(&format!("{path}?status=draft")).await.0, 400);
    }
}

#[tokio::test]
async fn labels_are_found_from_both_sides() {
    let world = World::new().await;
    let (writer, reader) = (world.caller("writer"), world.caller("reader"));
    let page = writer.page(&world.space, "Page").await;
    let post = create(&writer, "blogposts", json!({ "spaceId": world.space, "title": "News" })).await;
    let file = upload(&writer, &page, "a.txt").await;
    for id in [&page, &post, &file] {
        let labels = json!([{ "prefix": "global", "name": "x" }, { "prefix": "my", "name": "y" }]);
        let path = format!("/wiki/rest/api/content/{id}/label");
        assert_eq!(writer.post(&path, labels).await.0, 200);
    }
    let (_, all) = reader.get("/wiki/api/v2/labels?sort=-name").await;
    assert_eq!(members(&all, "name"), ["y", "x"]);
    let x = text(&all["results"][1]["id"]);
    assert_eq!(
        members(&reader.get("/wiki/api/v2/labels?prefix=global").await.1, "name"),
        ["x"]
    );
    assert_eq!(
        members(
            &reader.get(&format!("/wiki/api/v2/labels?label-id={x}")).await.1,
            "name"
        ),
        ["x"]
    );
    assert_eq!(reader.get("/wiki/api/v2/labels?prefix=odd").await.0, 400);
    for (segment, id) in [("pages", &page), ("blogposts", &post), ("attachments", &file)] {
        let (_, own) = reader
            .get(&format!("/wiki/api/v2/{segment}/{id}/labels?sort=name"))
            .await;
        assert_eq!(members(&own, "name"), ["x", "y"]);
        let (_, labelled) = reader.get(&format!("/wiki/api/v2/labels/{x}/{segment}")).await;
        assert_eq!(members(&labelled, "id"), [id.as_str()], "{segment}");
    }
    assert_eq!(reader.get("/wiki/api/v2/labels/1/blogposts").await.0, 404);
}

#[tokio::test]
async fn a_space_lists_the_labels_in_it() {
    let world = World::new().await;
    let (writer, reader) = (world.caller("writer"), world.caller("reader"));
    let page = writer.page(&world.space, "Page").await;
    let labels = json!([{ "prefix": "global", "name": "x" }, { "prefix": "my", "name": "y" }]);
    assert_eq!(
        writer
            .post(&format!("/wiki/rest/api/content/{page}/label"), labels)
            .await
            .0,
        200
    );
    // The listings of a space know the prefixes `my` and `team` alone.
    let of_content = format!("/wiki/api/v2/spaces/{}/content/labels", world.space);
    assert_eq!(members(&reader.get(&of_content).await.1, "name"), ["y"]);
    assert_eq!(reader.get(&format!("{of_content}?prefix=global")).await.0, 400);
    assert_eq!(
        members(
            &reader
                .get(&format!("/wiki/api/v2/spaces/{}/labels", world.space))
                .await
                .1,
            "name"
        ),
        [""; 0]
    );
    // A label of what nobody else can see is not listed.
    world.sandbox.set_access("DEMO", "reader", Access::none());
    assert_eq!(members(&reader.get("/wiki/api/v2/labels").await.1, "name"), [""; 0]);
}

#[tokio::test]
async fn likes_count_for_each_kind() {
    let world = World::new().await;
    let (writer, reader) = (world.caller("writer"), world.caller("reader"));
    let post = create(&writer, "blogposts", json!({ "spaceId": world.space, "title": "News" })).await;
    let relation = format!("/wiki/rest/api/relation/like/from/user/current/to/content/{post}");
    assert_eq!(reader.put(&relation, Value::Null).await.0, 200);
    let path = format!("/wiki/api/v2/blogposts/{post}");
    assert_eq!(writer.get(&format!("{path}/likes/count")).await.1["count"], 1);
    let (_, likes) = writer.get(&format!("{path}/likes/users")).await;
    assert_eq!(members(&likes, "accountId"), [reader.user.account_id()]);
}

#[tokio::test]
async fn levels_come_from_the_content_or_its_space() {
    let world = World::new().await;
    let (admin, reader) = (world.caller("admin"), world.caller("reader"));
    let (_, levels) = reader.get("/wiki/api/v2/classification-levels").await;
    let ids: Vec<String> = levels
        .as_array()
        .unwrap()
        .iter()
        .map(|level| text(&level["id"]))
        .collect();
    assert_eq!(levels[0]["status"], "PUBLISHED");
    let by_default = format!("/wiki/api/v2/spaces/{}/classification-level/default", world.space);
    for segment in ["pages", "blogposts", "whiteboards", "databases"] {
        let id = create(&admin, segment, json!({ "spaceId": world.space, "title": segment })).await;
        let path = format!("/wiki/api/v2/{segment}/{id}/classification-level");
        let level = async || reader.get(&path).await;
        assert_eq!(level().await.0, 404, "none yet");
        assert_eq!(admin.put(&by_default, json!({ "id": ids[0] })).await.0, 204);
        assert_eq!(level().await.1["id"], ids[0]);
        let own = |id: &str| json!({ "id": id, "status": "current" });
        assert_eq!(admin.put(&path, own("unknown")).await.0, 404);
        assert_eq!(reader.put(&path, own(&ids[2])).await.0, 404, "only who may edit");
        assert_eq!(admin.put(&path, own(&ids[2])).await.0, 204);
        assert_eq!(level().await.1["name"], levels[2]["name"]);
        // Whiteboards and databases have no drafts at all.
        let can_have_drafts = matches!(segment, "pages" | "blogposts");
        let (status, _) = admin.put(&path, json!({ "id": ids[0], "status": "draft" })).await;
        assert_eq!(status, if can_have_drafts { 404 } else { 400 });
        assert_eq!(
            admin
                .post(&format!("{path}/reset"), json!({ "status": "current" }))
                .await
                .0,
            204
        );
        assert_eq!(level().await.1["id"], ids[0]);
        assert_eq!(admin.delete(&by_default).await.0, 204);
        assert_eq!(level().await.0, 404);
    }
    assert_eq!(reader.put(&by_default, json!({ "id": ids[0] })).await.0, 404);
}

#[tokio::test]
async fn a_draft_has_its_own_level() {
    let world = World::new().await;
    let admin = world.caller("admin");
    let (_, levels) = admin.get("/wiki/api/v2/classification-levels").await;
    let page = admin.page(&world.space, "Page").await;
    let path = format!("/wiki/api/v2/pages/{page}");
    let draft =
        json!({ "id": page, "status": "draft", "title": "Page", "body": storage(""), "version": { "number": 1 } });
    assert_eq!(admin.put(&path, draft).await.0, 200);
    let level = format!("{path}/classification-level");
    let set = |level: usize, status: &str| json!({ "id": levels[level]["id"], "status": status });
    assert_eq!(admin.put(&level, set(0, "current")).await.0, 204);
    assert_eq!(admin.put(&level, set(1, "draft")).await.0, 204);
    assert_eq!(admin.get(&level).await.1["id"], levels[0]["id"]);
    assert_eq!(
        admin.get(&format!("{level}?status=draft")).await.1["id"],
        levels[1]["id"]
    );
    assert_eq!(admin.get(&format!("{level}?status=archived")).await.0, 404);
    assert_eq!(admin.get(&format!("{level}?status=old")).await.0, 400);
    assert_eq!(
        world.caller("reader").get(&format!("{level}?status=draft")).await.0,
        404,
        "only who may edit"
    );
}

#[tokio::test]
async fn a_redacted_passage_is_gone() {
    let world = World::new().await;
    let writer = world.caller("writer");
    for (segment, wording) in [("pages", "page"), ("blogposts", "post")] {
        let title = format!("A secret {wording}");
        let new = json!({ "spaceId": world.space, "title": title, "body": storage("<p>the word is mellon</p>") });
        let id = create(&writer, segment, new).await;
        let path = format!("/wiki/api/v2/{segment}/{id}");
        let update = json!({ "id": id, "status": "current", "title": title, "version": { "number": 2 },
            "body": storage("<p>so the word is mellon!</p>") });
        assert_eq!(writer.put(&path, update).await.0, 200);
        let (_, held) = writer.get(&path).await;
        let body = |from: u64, to: u64| {
            json!({ "redactions": [
                { "pointer": "/content/0/content/0/text", "from": from, "to": to, "reason": "a password" },
                { "pointer": "/content/0/content/0/text", "from": from + 1, "to": to - 1 },
            ] })
        };
        let redact = |created: &Value, body: Value| {
            json!({ "createdAt": created, "body": body, "cleanHistory": true,
                "title": { "redactions": [{ "pointer": "/title", "from": 2, "to": 8 }] } })
        };
        let at = &held["version"]["createdAt"];
        let redaction = format!("{path}/redact");
        let (status, stale) = writer
            .post(&redaction, redact(&json!("2020-01-01T00:00:00.000Z"), body(15, 21)))
            .await;
        assert_eq!(status, 400);
        assert!(refusal(&stale).contains("createdAt"), "{stale}");
        assert_eq!(
            writer.post(&redaction, redact(at, body(15, 99))).await.0,
            400,
            "beyond the text"
        );
        assert_eq!(
            world
                .caller("reader")
                .post(&redaction, redact(at, body(15, 21)))
                .await
                .0,
            404
        );
        let (status, redacted) = writer.post(&redaction, redact(at, body(15, 21))).await;
        assert_eq!(status, 202, "{redacted}");
        check_redacted(&redacted);
        let (_, now) = writer
            .get(&format!("{path}?body-format=storage&include-versions=true"))
            .await;
        assert_eq!(now["title"], format!("A ██████ {wording}"));
        let said = text(&now["body"]["storage"]["value"]);
        assert!(
            said.contains("so the word is ██████!") && !said.contains("mellon"),
            "{said}"
        );
        // The older versions that say it are gone too.
        assert_eq!(now["versions"]["results"].as_array().unwrap().len(), 1);
        assert_eq!(now["versions"]["results"][0]["number"], 3);
    }
}

fn check_redacted(redacted: &Value) {
    let [one] = &redacted["body"]["redactions"].as_array().unwrap()[..] else {
        panic!("the inner passage is part of the outer one: {redacted}");
    };
    assert_eq!((&one["from"], &one["reason"]), (&json!(15), &json!("a password")));
    assert_eq!(text(&one["redactionId"]).len(), 36);
}

#[tokio::test]
async fn operations_depend_on_the_kind() {
    let world = World::new().await;
    world
        .sandbox
        .set_access("DEMO", "writer", Access::write().without(Verb::Delete, Kind::BlogPost));
    let writer = world.caller("writer");
    for (segment, id) in one_of_each(&world, &writer).await {
        let segment = if segment == "comments" {
            "footer-comments"
        } else {
            segment
        };
        let (status, permitted) = writer.get(&format!("/wiki/api/v2/{segment}/{id}/operations")).await;
        assert_eq!(status, 200, "{segment}");
        let operations = permitted["operations"].as_array().unwrap();
        let has = |operation: &str| operations.iter().any(|held| held["operation"] == operation);
        assert!(has("read") && has("update"), "{permitted}");
        assert_eq!(has("delete"), segment != "blogposts", "{permitted}");
        assert_eq!(has("archive"), segment == "pages", "{permitted}");
    }
}
