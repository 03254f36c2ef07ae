//! Trees of pages, folders, whiteboards, databases and Smart Links.

use super::{World, create, members, refusal};
use crate::caller::Caller;
use confluence_sandbox::Access;
use confluence_sdk::spec::{Kind, Verb};
use serde_json::{Value, json};

/// The segments of the paths in v2 of what lies in a tree, with the types.
const KINDS: [(&str, &str); 5] = [
    ("pages", "page"),
    ("folders", "folder"),
    ("whiteboards", "whiteboard"),
    ("databases", "database"),
    ("embeds", "embed"),
];

impl World {
    /// A chain of one of each kind, each below the one before it. The first lies below `top`.
    async fn chain(&self, caller: &Caller<'_>, top: &str) -> Vec<String> {
        let mut chain: Vec<String> = vec![top.to_owned()];
        for (segment, kind) in KINDS {
            let parent = chain.last().unwrap();
            let new = json!({ "spaceId": self.space, "title": format!("A {kind}"), "parentId": parent });
            chain.push(create(caller, segment, new).await);
        }
        chain.remove(0);
        chain
    }
}

#[tokio::test]
async fn a_tree_holds_every_kind() {
    let world = World::new().await;
    let writer = world.caller("writer");
    let top = writer.page(&world.space, "Top").await;
    let chain = world.chain(&writer, &top).await;
    for (depth, ((segment, kind), id)) in KINDS.iter().zip(&chain).enumerate() {
        let (status, held) = writer.get(&format!("/wiki/api/v2/{segment}/{id}")).await;
        assert_eq!(status, 200, "{held}");
        let parent = depth.checked_sub(1).map_or(&top, |above| &chain[above]);
        let parent_type = depth.checked_sub(1).map_or("page", |above| KINDS[above].1);
        assert_eq!(
            (&held["parentId"], &held["parentType"]),
            (&json!(parent), &json!(parent_type))
        );
        assert_eq!(
            (&held["spaceId"], &held["status"]),
            (&json!(world.space), &json!("current"))
        );
        if *kind != "page" {
            assert_eq!(held["type"], *kind);
        }
        let (_, ancestors) = writer.get(&format!("/wiki/api/v2/{segment}/{id}/ancestors")).await;
        let types = members(&ancestors, "type");
        assert_eq!(
            types[types.len() - depth - 1..],
            ["page", "page", "folder", "whiteboard", "database"][..=depth]
        );
    }
    let (_, below) = writer
        .get(&format!("/wiki/api/v2/pages/{top}/descendants?depth=5"))
        .await;
    assert_eq!(
        members(&below, "type"),
        ["page", "folder", "whiteboard", "database", "embed"]
    );
    assert_eq!(members(&below, "id"), chain);
    let depths: Vec<_> = below["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|held| &held["depth"])
        .collect();
    assert_eq!(depths, [1, 2, 3, 4, 5]);
    let (_, two) = writer
        .get(&format!("/wiki/api/v2/folders/{}/descendants", chain[1]))
        .await;
    assert_eq!(
        members(&two, "type"),
        ["whiteboard", "database"],
        "two levels by default"
    );
}

#[tokio::test]
async fn an_id_is_found_at_the_paths_of_its_kind() {
    let world = World::new().await;
    let writer = world.caller("writer");
    let top = writer.page(&world.space, "Top").await;
    let chain = world.chain(&writer, &top).await;
    for ((segment, _), id) in KINDS.iter().zip(&chain) {
        for (other, _) in KINDS {
            for below in ["", "/direct-children", "/operations", "/properties"] {
                let path = format!("/wiki/api/v2/{other}/{id}{below}");
                assert_eq!(writer.get(&path).await.0 == 200, other == *segment, "{path}");
            }
        }
    }
}

#[tokio::test]
async fn direct_children_are_of_every_kind_and_child_pages_are_pages() {
    let world = World::new().await;
    let writer = world.caller("writer");
    let top = writer.page(&world.space, "Top").await;
    let mut made = Vec::new();
    for (segment, kind) in KINDS {
        made.push(
            create(
                &writer,
                segment,
                json!({ "spaceId": world.space, "title": kind, "parentId": top }),
            )
            .await,
        );
    }
    let path = format!("/wiki/api/v2/pages/{top}");
    let (_, direct) = writer.get(&format!("{path}/direct-children")).await;
    assert_eq!(
        members(&direct, "type"),
        ["page", "folder", "whiteboard", "database", "embed"]
    );
    assert_eq!(direct["results"][4]["childPosition"], 4);
    let (_, by_title) = writer.get(&format!("{path}/direct-children?sort=title")).await;
    assert_eq!(
        members(&by_title, "title"),
        ["database", "embed", "folder", "page", "whiteboard"]
    );
    assert_eq!(writer.get(&format!("{path}/direct-children?sort=size")).await.0, 400);
    assert_eq!(
        members(&writer.get(&format!("{path}/children")).await.1, "id"),
        [made[0].clone()]
    );
    let (_, with_children) = writer.get(&format!("{path}?include-direct-children=true")).await;
    assert_eq!(members(&with_children["directChildren"], "id"), made);
}

#[tokio::test]
async fn what_lies_below_something_deleted_moves_up() {
    let world = World::new().await;
    let writer = world.caller("writer");
    let top = writer.page(&world.space, "Top").await;
    let path = format!("/wiki/api/v2/pages/{top}");
    let folder = json!({ "spaceId": world.space, "title": "Folder", "parentId": top });
    let folder = create(&writer, "folders", folder).await;
    let board = json!({ "spaceId": world.space, "title": "Board", "parentId": top });
    create(&writer, "whiteboards", board).await;
    let inner = json!({ "spaceId": world.space, "title": "Inner", "parentId": folder });
    let inner = create(&writer, "pages", inner).await;
    let folder = format!("/wiki/api/v2/folders/{folder}");
    assert_eq!(writer.delete(&folder).await.0, 204);
    assert_eq!(writer.get(&folder).await.1["status"], "trashed");
    assert_eq!(writer.delete(&folder).await.0, 404);
    assert_eq!(
        writer.get(&format!("/wiki/api/v2/pages/{inner}")).await.1["parentId"],
        json!(top)
    );
    let (_, left) = writer.get(&format!("{path}/direct-children")).await;
    assert_eq!(members(&left, "type"), ["whiteboard", "page"]);
}

#[tokio::test]
async fn what_a_tree_refuses() {
    let world = World::new().await;
    let writer = world.caller("writer");
    let post = create(&writer, "blogposts", json!({ "spaceId": world.space, "title": "News" })).await;
    let two = world.caller("admin").space("TWO").await;
    let elsewhere = writer.page(&two, "Elsewhere").await;
    for (segment, _) in KINDS {
        for parent in [&post, &elsewhere, &"123456789".to_owned()] {
            let new = json!({ "spaceId": world.space, "title": "No", "parentId": parent });
            assert_eq!(
                writer.post(&format!("/wiki/api/v2/{segment}"), new).await.0,
                404,
                "{segment}"
            );
        }
        assert_eq!(
            writer
                .post(&format!("/wiki/api/v2/{segment}"), json!({ "title": "No" }))
                .await
                .0,
            400
        );
    }
}

#[tokio::test]
async fn what_is_special_about_a_kind() {
    let world = World::new().await;
    let writer = world.caller("writer");
    let folder = json!({ "spaceId": world.space, "title": "Folder" });
    create(&writer, "folders", folder.clone()).await;
    let (status, taken) = writer.post("/wiki/api/v2/folders", folder).await;
    assert_eq!(
        (status, refusal(&taken)),
        (400, "A folder exists with the same title in this space")
    );
    for (template, locale, expected) in [
        ("kanban-board", "de-DE", 200),
        ("kanban", "de-DE", 400),
        ("kanban-board", "xx", 400),
    ] {
        let mut board = json!({ "spaceId": world.space, "title": "Board", "templateKey": template });
        board["locale"] = json!(locale);
        assert_eq!(
            writer.post("/wiki/api/v2/whiteboards", board).await.0,
            expected,
            "{template} {locale}"
        );
    }
    let link = json!({ "spaceId": world.space, "title": "Link", "embedUrl": "https://example.com/a" });
    let (_, link) = writer.post("/wiki/api/v2/embeds", link).await;
    assert_eq!(link["embedUrl"], "https://example.com/a");
    let (_, link) = writer
        .post("/wiki/api/v2/embeds", json!({ "spaceId": world.space, "title": "No" }))
        .await;
    assert_eq!(link.get("embedUrl"), None, "an address that is not there is not null");
}

#[tokio::test]
async fn each_kind_has_its_own_permissions() {
    let world = World::new().await;
    for (kind, (segment, name)) in [Kind::Folder, Kind::Whiteboard, Kind::Database, Kind::SmartLink]
        .into_iter()
        .zip(&KINDS[1..])
    {
        let access = Access::write().without(Verb::Create, kind).without(Verb::Delete, kind);
        let admin = world.caller("admin");
        let held = create(&admin, segment, json!({ "spaceId": world.space, "title": name })).await;
        world.sandbox.set_access("DEMO", "writer", access);
        let writer = world.caller("writer");
        let new = json!({ "spaceId": world.space, "title": "Mine" });
        assert_eq!(
            writer.post(&format!("/wiki/api/v2/{segment}"), new).await.0,
            404,
            "{segment}"
        );
        let path = format!("/wiki/api/v2/{segment}/{held}");
        assert_eq!(writer.delete(&path).await.0, 404, "{segment}");
        let (_, permitted) = writer.get(&format!("{path}/operations")).await;
        let can = |operation: &str, target: &str| {
            let wanted = json!({ "operation": operation, "targetType": target });
            permitted["operations"].as_array().unwrap().contains(&wanted)
        };
        assert!(
            can("read", name) && can("update", name) && can("create", "page"),
            "{permitted}"
        );
        assert!(!can("delete", name) && !can("create", name), "{permitted}");
        assert_eq!(world.caller("outsider").get(&path).await.0, 404);
    }
}

#[tokio::test]
async fn ids_are_converted_to_types() {
    let world = World::new().await;
    let (writer, admin) = (world.caller("writer"), world.caller("admin"));
    let page = writer.page(&world.space, "Top").await;
    let chain = world.chain(&writer, &page).await;
    let body = json!({ "representation": "storage", "value": "" });
    let comment = create(&writer, "footer-comments", json!({ "pageId": page, "body": body })).await;
    let custom = json!({ "type": "forge:app:note", "pageId": page, "title": "Note", "body": body });
    let custom = create(&writer, "custom-content", custom).await;
    let hidden = create(
        &admin,
        "pages?private=true",
        json!({ "spaceId": world.space, "title": "Hidden" }),
    )
    .await;
    let number: u64 = chain[1].parse().unwrap();
    let ids = json!({ "contentIds": [page, number, comment, custom, hidden, "1"] });
    let (_, types) = writer.post("/wiki/api/v2/content/convert-ids-to-types", ids).await;
    assert_eq!(
        types["results"],
        json!({ page: "page", chain[1].clone(): "folder", comment: "footer-comment", custom: "forge:app:note",
            hidden: Value::Null, "1": Value::Null })
    );
    let many: Vec<u64> = (0..101).collect();
    let many = writer
        .post(
            "/wiki/api/v2/content/convert-ids-to-types",
            json!({ "contentIds": many }),
        )
        .await;
    assert_eq!(many.0, 400);
}
