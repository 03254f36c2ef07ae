//! What a site refuses because it cannot be read: the types of what is in bodies and in queries.

use crate::caller::{Caller, read, text};
use confluence_sandbox::{Access, Sandbox};
use reqwest::Method;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

/// A body that is right.
type Right = Box<dyn Fn(u32) -> Value>;

/// Values of other JSON types than this one.
fn others(value: &Value) -> Vec<Value> {
    let all = [json!(true), json!({ "a": 1 }), json!([1]), json!("odd")];
    let kind = std::mem::discriminant::<Value>;
    all.into_iter().filter(|other| kind(other) != kind(value)).collect()
}

/// The pointers to all members of a body.
fn members(value: &Value, at: &str) -> Vec<String> {
    let Value::Object(held) = value else {
        return Vec::new();
    };
    let each = held.iter().map(|(name, value)| (format!("{at}/{name}"), value));
    each.flat_map(|(at, value)| [vec![at.clone()], members(value, &at)].concat())
        .collect()
}

/// Operations, and bodies for them in which each member is of the right type. The number keeps titles apart.
fn right_bodies(space: &str, page: &str) -> Vec<(&'static str, String, Right)> {
    let (space, page, storage) = (
        space.to_owned(),
        page.to_owned(),
        json!({ "representation": "storage", "value": "<p>x</p>" }),
    );
    let (own, stored) = (space.clone(), storage.clone());
    let create: Right = Box::new(move |number| {
        json!({ "spaceId": own, "title": format!("New {number}"), "status": "current",
            "parentId": null, "subtype": "live", "body": stored })
    });
    let own = space.clone();
    let titled: Right = Box::new(move |number| json!({ "spaceId": own, "title": format!("New {number}") }));
    let own = space.clone();
    let embed: Right = Box::new(
        move |number| json!({ "spaceId": own, "title": format!("New {number}"), "embedUrl": "https://example.com" }),
    );
    let (own, stored) = (page.clone(), storage.clone());
    let comment: Right = Box::new(move |_| json!({ "pageId": own, "body": stored }));
    let new_space: Right = Box::new(|number| {
        json!({
            "key": format!("NEW{number}"), "name": "New", "alias": format!("NEW{number}"), "createPrivateSpace": false,
            "description": { "representation": "plain", "value": "d" }, "roleAssignments": [],
        })
    });
    let copy: Right = Box::new(move |number| {
        json!({
            "copyAttachments": true, "copyPermissions": true, "copyProperties": true, "copyLabels": true,
            "pageTitle": format!("New {number}"), "destination": { "type": "space", "value": "DEMO" },
        })
    });
    let older: Right = Box::new(move |number| {
        json!({
            "type": "page", "title": format!("New {number}"), "space": { "key": "DEMO" }, "ancestors": [],
                "metadata": {},
            "status": "current", "body": { "storage": storage },
        })
    });
    let content = "/wiki/rest/api/content";
    vec![
        ("createPage", "/wiki/api/v2/pages".to_owned(), create),
        ("createWhiteboard", "/wiki/api/v2/whiteboards".to_owned(), titled),
        ("createSmartLink", "/wiki/api/v2/embeds".to_owned(), embed),
        (
            "createFooterComment",
            "/wiki/api/v2/footer-comments".to_owned(),
            comment,
        ),
        ("createSpace", "/wiki/api/v2/spaces".to_owned(), new_space),
        ("copyPage", format!("{content}/{page}/copy"), copy),
        ("the older way to create", content.to_owned(), older),
    ]
}

#[tokio::test]
async fn a_member_of_another_type_is_refused() {
    let sandbox = Sandbox::builder().space("DEMO", "Demonstration").start().await.unwrap();
    let admin = Caller::new(&sandbox, "admin");
    let (_, spaces) = admin.get("/wiki/api/v2/spaces?keys=DEMO").await;
    let space = text(&spaces["results"][0]["id"]);
    let page = admin.page(&space, "Plans").await;
    let mut number = 0;
    for (name, path, right) in right_bodies(&space, &page) {
        let body = right(number);
        let (status, answer) = admin.post(&path, body.clone()).await;
        assert!(matches!(status, 200 | 201), "{name}: {answer}");
        for member in members(&body, "") {
            let held = body.pointer(&member).unwrap();
            for other in others(held).into_iter().filter(|_| !held.is_null()) {
                number += 1;
                let mut wrong = right(number);
                *wrong.pointer_mut(&member).unwrap() = other.clone();
                let (status, answer) = admin.post(&path, wrong).await;
                assert_eq!(status, 400, "{name}: {member} is {other}: {answer}");
            }
        }
        number += 1;
    }
    for (path, wrong) in [
        (
            "/wiki/rest/api/content".to_owned(),
            json!({ "type": "page", "title": "x", "space": { "key": "DEMO" }, "metadata": { "labels": "x" } }),
        ),
        (
            format!("/wiki/rest/api/content/{page}/pagehierarchy/copy"),
            json!({ "destinationPageId": page, "titleOptions": { "search": ["a"], "replace": "b" } }),
        ),
        (
            "/wiki/api/v2/users-bulk".to_owned(),
            json!({ "accountIds": [admin.user.account_id(), { "a": 1 }] }),
        ),
    ] {
        assert_eq!(admin.post(&path, wrong.clone()).await.0, 400, "{path}: {wrong}");
    }
    let (_, refused) = admin
        .post("/wiki/api/v2/pages", json!({ "spaceId": "DEMO", "title": "x" }))
        .await;
    assert_eq!(
        refused["errors"][0]["title"],
        "Provided value {DEMO} for 'spaceId' is not the correct type. Expected type is Long"
    );
}

#[tokio::test]
async fn yes_and_no_are_read_as_other_languages_write_them() {
    let sandbox = Sandbox::builder().space("DEMO", "Demonstration").start().await.unwrap();
    let admin = Caller::new(&sandbox, "admin");
    let (_, spaces) = admin.get("/wiki/api/v2/spaces?keys=DEMO").await;
    let space = text(&spaces["results"][0]["id"]);
    let page = admin.page(&space, "Plans").await;
    let path = format!("/wiki/api/v2/pages/{page}");
    // Python writes `True`.
    for (word, shown) in [("true", true), ("True", true), ("false", false), ("False", false)] {
        let (status, read) = admin.get(&format!("{path}?include-labels={word}")).await;
        assert_eq!((status, read["labels"].is_object()), (200, shown), "{word}");
    }
    let (_, plain) = admin.get(&format!("{path}?include-version=False")).await;
    assert_eq!(plain["version"], Value::Null);
    let (_, refused) = admin.get(&format!("{path}?include-labels=maybe")).await;
    assert_eq!(
        refused["errors"][0]["title"],
        "Provided value {maybe} for 'include-labels' is not the correct type. Expected type is boolean"
    );
    for path in [
        format!("{path}?get-draft=maybe"),
        "/wiki/api/v2/tasks?include-blank-tasks=maybe".to_owned(),
        "/wiki/rest/api/search?cql=type=page&includeArchivedSpaces=maybe".to_owned(),
        "/wiki/api/v2/spaces?type=nonsense".to_owned(),
        "/wiki/api/v2/spaces?status=nonsense".to_owned(),
    ] {
        assert_eq!(admin.get(&path).await.0, 400, "{path}");
    }
    assert_eq!(admin.delete(&format!("{path}?purge=maybe")).await.0, 400);
    assert_eq!(admin.get(&path).await.0, 200, "it is still there");
    let private = json!({ "spaceId": space, "title": "Mine" });
    let (_, mine) = admin.post("/wiki/api/v2/pages?private=True", private).await;
    let path = format!("/wiki/api/v2/pages/{}", text(&mine["id"]));
    assert_eq!(Caller::new(&sandbox, "writer").get(&path).await.0, 404);
    let (_, refused) = admin.get("/wiki/api/v2/spaces/DEMO").await;
    assert_eq!(
        refused["errors"][0]["title"],
        "Provided value {DEMO} for 'id' is not the correct type. Expected type is long"
    );
}

#[tokio::test]
async fn a_title_has_letters_and_not_too_many() {
    let sandbox = Sandbox::builder().space("DEMO", "Demonstration").start().await.unwrap();
    let writer = Caller::new(&sandbox, "writer");
    let (_, spaces) = writer.get("/wiki/api/v2/spaces?keys=DEMO").await;
    let space = text(&spaces["results"][0]["id"]);
    let page = writer.page(&space, "Plans").await;
    let (long, longest) = ("ä".repeat(256), "ä".repeat(255));
    for kind in ["pages", "blogposts", "folders", "whiteboards", "databases"] {
        let new = |title: &str| json!({ "spaceId": space, "title": title });
        let path = format!("/wiki/api/v2/{kind}");
        assert_eq!(writer.post(&path, new(&long)).await.0, 400, "{kind}");
        assert_eq!(writer.post(&path, new(&longest)).await.0, 200, "{kind}");
    }
    for title in ["  ", "\t", &long] {
        let new = json!({ "spaceId": space, "title": title });
        assert_eq!(writer.post("/wiki/api/v2/pages", new).await.0, 400, "{title:?}");
        let renamed = json!({ "status": "current", "title": title });
        let path = format!("/wiki/api/v2/pages/{page}/title");
        assert_eq!(writer.put(&path, renamed).await.0, 400, "{title:?}");
    }
    let prefix = json!({ "destinationPageId": page, "titleOptions": { "prefix": long } });
    let path = format!("/wiki/rest/api/content/{page}/pagehierarchy/copy");
    assert_eq!(writer.post(&path, prefix).await.0, 400);
}

#[tokio::test]
async fn the_number_of_a_version_is_a_number() {
    let sandbox = Sandbox::builder().space("DEMO", "Demonstration").start().await.unwrap();
    let writer = Caller::new(&sandbox, "writer");
    let (_, spaces) = writer.get("/wiki/api/v2/spaces?keys=DEMO").await;
    let page = writer.page(&text(&spaces["results"][0]["id"]), "Plans").await;
    let path = format!("/wiki/api/v2/pages/{page}");
    let update = |version: Value| {
        let body = json!({ "representation": "storage", "value": "<p>two</p>" });
        json!({ "id": page, "status": "current", "title": "Plans", "body": body, "version": version })
    };
    for version in [
        json!({}),
        json!({ "number": 1.5 }),
        json!({ "number": "next" }),
        json!(2),
    ] {
        assert_eq!(writer.put(&path, update(version.clone())).await.0, 400, "{version}");
    }
    assert_eq!(writer.put(&path, update(json!({ "number": 3 }))).await.0, 409);
    assert_eq!(writer.put(&path, update(json!({ "number": 2 }))).await.0, 200);
}

#[tokio::test]
async fn a_restriction_is_for_somebody_who_is_known() {
    let sandbox = Sandbox::builder()
        .space("DEMO", "Demonstration")
        .group("testers", ["reader"])
        .start()
        .await
        .unwrap();
    let (writer, reader) = (Caller::new(&sandbox, "writer"), Caller::new(&sandbox, "reader"));
    let (_, spaces) = writer.get("/wiki/api/v2/spaces?keys=DEMO").await;
    let page = writer.page(&text(&spaces["results"][0]["id"]), "Plans").await;
    let path = format!("/wiki/rest/api/content/{page}/restriction");
    let me = json!([{ "type": "known", "accountId": writer.user.account_id() }]);
    let only =
        |user: &Value, group: Value| json!([{ "operation": "read", "restrictions": { "user": user, "group": group } }]);
    for group in [
        json!([{ "type": "group", "name": "nobody" }]),
        json!([{ "type": "group" }]),
        json!(["testers"]),
        json!("testers"),
    ] {
        assert_eq!(writer.put(&path, only(&me, group.clone())).await.0, 400, "{group}");
    }
    let (status, _) = writer.put(&path, only(&json!([{ "type": "known" }]), json!([]))).await;
    assert_eq!(status, 400, "a user without an id");
    let seen = format!("/wiki/api/v2/pages/{page}");
    assert_eq!(reader.get(&seen).await.0, 200, "nothing was restricted");

    assert_eq!(writer.put(&path, only(&me, json!([]))).await.0, 200);
    assert_eq!(reader.get(&seen).await.0, 404);
    let (status, answer) = writer
        .put(&path, only(&me, json!([{ "type": "group", "name": "testers" }])))
        .await;
    assert_eq!(status, 200, "{answer}");
    assert_eq!(reader.get(&seen).await.0, 200, "the group was given by its name");
    assert_eq!(writer.send(Method::PUT, &path, Some(json!([]))).await.0, 200);
}

#[tokio::test]
async fn a_space_stays_what_a_space_can_be() {
    let sandbox = Sandbox::builder().space("DEMO", "Demonstration").start().await.unwrap();
    let admin = Caller::new(&sandbox, "admin");
    let path = "/wiki/rest/api/space/DEMO";
    for wrong in [
        json!({ "type": "nonsense" }),
        json!({ "status": "nonsense" }),
        json!({ "description": "text" }),
        json!({ "name": ["Demonstration"] }),
    ] {
        assert_eq!(admin.put(path, wrong.clone()).await.0, 400, "{wrong}");
    }
    let (_, space) = admin.get("/wiki/api/v2/spaces?keys=DEMO").await;
    assert_eq!(
        (&space["results"][0]["type"], &space["results"][0]["status"]),
        (&json!("global"), &json!("current"))
    );
    let long = json!({ "key": "A".repeat(256), "name": "Long" });
    assert_eq!(admin.post("/wiki/api/v2/spaces", long).await.0, 400);
    let (status, archived) = admin.put(path, json!({ "status": "ARCHIVED", "name": "Old" })).await;
    assert_eq!(status, 200, "{archived}");
    let (_, found) = admin.get("/wiki/api/v2/spaces?status=archived").await;
    assert_eq!(found["results"][0]["name"], "Old");
}

#[tokio::test]
async fn a_form_says_yes_or_no() {
    let sandbox = Sandbox::builder().space("DEMO", "Demonstration").start().await.unwrap();
    let writer = Caller::new(&sandbox, "writer");
    let (_, spaces) = writer.get("/wiki/api/v2/spaces?keys=DEMO").await;
    let page = writer.page(&text(&spaces["results"][0]["id"]), "Plans").await;
    let path = format!("/wiki/rest/api/content/{page}/child/attachment");
    for (word, name, expected) in [("maybe", "a.txt", 400), ("True", "a.txt", 200), ("false", "b.txt", 200)] {
        let form = Form::new()
            .part("file", Part::text("x").file_name(name))
            .text("minorEdit", word);
        let request = writer
            .request(Method::POST, &path)
            .header("X-Atlassian-Token", "no-check");
        let (status, answer) = read(request.multipart(form).send().await.unwrap()).await;
        assert_eq!(status, expected, "{word}: {answer}");
        if expected == 200 {
            assert_eq!(answer["results"][0]["version"]["minorEdit"], word == "True");
        }
    }
}

#[tokio::test]
async fn a_new_space_has_the_access_that_was_asked_for() {
    let sandbox = Sandbox::builder()
        .space("SHUT", "Shut")
        .access("SHUT", "reader", Access::none())
        .start()
        .await
        .unwrap();
    let (admin, reader) = (Caller::new(&sandbox, "admin"), Caller::new(&sandbox, "reader"));
    let path = "/wiki/api/v2/spaces";
    let (_, roles) = admin.get("/wiki/api/v2/space-roles").await;
    let role = |name: &str| {
        let mut all = roles["results"].as_array().unwrap().iter();
        all.find(|role| role["name"] == name).unwrap()["id"].clone()
    };
    let assigned = |user: &Caller<'_>, role: Value| {
        json!({ "principal": { "principalType": "USER",
        "principalId": user.user.account_id() }, "roleId": role })
    };
    let new = |key: &str, roles: Value| json!({ "key": key, "name": key, "roleAssignments": roles });
    let nobody =
        json!([{ "principal": { "principalType": "USER", "principalId": "nobody" }, "roleId": role("Admin") }]);
    for wrong in [
        nobody,
        json!([assigned(&reader, role("Viewer"))]),
        json!([assigned(&admin, json!("none"))]),
    ] {
        assert_eq!(admin.post(path, new("BAD", wrong.clone())).await.0, 400, "{wrong}");
    }
    let alone = new("ALONE", json!([assigned(&admin, role("Admin"))]));
    let (status, space) = admin.post(path, alone).await;
    assert_eq!(status, 201, "{space}");
    let own = format!("{path}/{}", text(&space["id"]));
    assert_eq!(reader.get(&own).await.0, 404, "nobody else was given a role");
    let (_, held) = admin.get(&format!("{own}/role-assignments")).await;
    assert_eq!(held["results"], json!([assigned(&admin, role("Admin"))]));

    let (_, shut) = admin.get(&format!("{path}?keys=SHUT")).await;
    let model: u64 = text(&shut["results"][0]["id"]).parse().unwrap();
    let copy = |model: u64| json!({ "key": "COPY", "name": "Copy", "copySpaceAccessConfiguration": model });
    assert_eq!(admin.post(path, copy(1)).await.0, 400);
    let (status, space) = admin.post(path, copy(model)).await;
    assert_eq!(status, 201, "{space}");
    assert_eq!(reader.get(&format!("{path}/{}", text(&space["id"]))).await.0, 404);
}

/// Programs read a thing, change a member, and send back all of it.
#[tokio::test]
async fn what_was_read_can_be_sent_back() {
    let sandbox = Sandbox::builder().space("DEMO", "Demonstration").start().await.unwrap();
    let admin = Caller::new(&sandbox, "admin");
    let (_, spaces) = admin.get("/wiki/api/v2/spaces?keys=DEMO").await;
    let page = admin.page(&text(&spaces["results"][0]["id"]), &"t".repeat(254)).await;

    let path = format!("/wiki/api/v2/pages/{page}");
    let all = "include-operations=true&include-labels=true&include-properties=true&body-format=storage";
    let (_, mut whole) = admin.get(&format!("{path}?{all}")).await;
    assert!(whole["operations"].is_object(), "{whole}");
    whole["body"] = json!({ "representation": "storage", "value": "<p>x</p>" });
    whole["version"] = json!({ "number": 2 });
    let (status, answer) = admin.put(&path, whole).await;
    assert_eq!(status, 200, "{answer}");

    let older = format!("/wiki/rest/api/content/{page}");
    let (_, mut whole) = admin
        .get(&format!(
            "{older}?expand=metadata.properties.editor,metadata.labels,version"
        ))
        .await;
    whole["version"] = json!({ "number": 3 });
    whole["metadata"]["labels"] = json!({});
    let (status, answer) = admin.put(&older, whole).await;
    assert_eq!(status, 200, "{answer}");
    let (_, properties) = admin.get(&format!("{path}/properties")).await;
    let keys: Vec<String> = properties["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| text(&one["key"]))
        .collect();
    assert!(keys.iter().all(|key| !key.starts_with('_')), "{keys:?}");

    let comment = json!({
        "type": "comment", "container": { "type": "page", "id": page }, "title": format!("Re: {}", "t".repeat(254)),
        "body": { "storage": { "representation": "storage", "value": "<p>x</p>" } },
    });
    let (status, answer) = admin.post("/wiki/rest/api/content", comment).await;
    assert_eq!(status, 200, "{answer}");

    let template = json!({
        "templateType": "page", "name": "T", "description": "d", "body": { "storage": { "representation": "storage", "value": "<p>x</p>" } },
        "space": { "key": "DEMO", "description": { "plain": { "representation": "plain", "value": "d" } } },
    });
    let (status, answer) = admin.post("/wiki/rest/api/template", template).await;
    assert_eq!(status, 200, "{answer}");
    let named = json!({ "name": "Demo", "theme": { "description": "of a theme" } });
    let (status, answer) = admin.put("/wiki/rest/api/space/DEMO", named).await;
    assert_eq!(status, 200, "{answer}");
}

#[tokio::test]
async fn what_is_empty_says_nothing() {
    let sandbox = Sandbox::builder().space("DEMO", "Demonstration").start().await.unwrap();
    let admin = Caller::new(&sandbox, "admin");
    let (_, spaces) = admin.get("/wiki/api/v2/spaces?keys=DEMO").await;
    let page = admin.page(&text(&spaces["results"][0]["id"]), "Plans").await;
    for path in [
        format!("/wiki/api/v2/pages/{page}?include-labels="),
        "/wiki/rest/api/search?cql=type=page&includeArchivedSpaces=".to_owned(),
        "/wiki/api/v2/spaces?type=&status=".to_owned(),
    ] {
        assert_eq!(admin.get(&path).await.0, 200, "{path}");
    }
    let (status, read) = admin.get(&format!("/wiki/api/v2/pages/{page}?include-labels=1")).await;
    assert_eq!((status, read["labels"].is_object()), (200, true));
    let nobody = json!([{ "operation": "update", "restrictions": { "user": {}, "group": {} } }]);
    let path = format!("/wiki/rest/api/content/{page}/restriction");
    let (status, answer) = admin.put(&path, nobody).await;
    assert_eq!(status, 200, "{answer}");
    for word in ["", "1", "\"true\""] {
        let file = Part::bytes(b"x".to_vec()).file_name(format!("{}.txt", word.len()));
        let form = Form::new().part("file", file).text("minorEdit", word);
        let path = format!("/wiki/rest/api/content/{page}/child/attachment");
        let sent = admin
            .request(Method::POST, &path)
            .header("X-Atlassian-Token", "no-check")
            .multipart(form);
        assert_eq!(sent.send().await.unwrap().status(), 200, "{word}");
    }
}
