//! The paths for content and spaces that are in no document any more.

use crate::caller::{Caller, bearer, plain_http, read, text};
use confluence_sandbox::{Access, Sandbox, TokenRequest};
use confluence_sdk::scope::ScopeList;
use reqwest::header::AUTHORIZATION;
use reqwest::multipart::{Form, Part};
use reqwest::{Client, Method};
use serde_json::{Value, json};

const CONTENT: &str = "/wiki/rest/api/content";

fn page_of(key: &str, title: &str, text: &str) -> Value {
    let body = json!({ "storage": { "value": text, "representation": "storage" } });
    json!({ "type": "page", "title": title, "space": { "key": key }, "body": body })
}

#[tokio::test]
async fn a_page_is_written_read_and_thrown_away() {
    let sandbox = Sandbox::builder().space("DEMO", "Demonstration").start().await.unwrap();
    let writer = Caller::new(&sandbox, "writer");
    let mut body = page_of("DEMO", "Plans", "<p>one</p>");
    body["version"] = json!({ "message": "the first" });
    let (status, page) = writer.post(CONTENT, body).await;
    assert_eq!(status, 200, "{page}");
    assert_eq!(page["version"]["message"], "the first");
    assert_eq!(page["body"]["storage"]["value"], "<p>one</p>");
    assert_eq!(
        (&page["version"]["number"], &page["space"]["key"]),
        (&json!(1), &json!("DEMO"))
    );
    let path = format!("{CONTENT}/{}", text(&page["id"]));

    let (_, found) = writer
        .get(&format!("{CONTENT}?spaceKey=DEMO&title=Plans&expand=version"))
        .await;
    assert_eq!((&found["size"], &found["results"][0]["id"]), (&json!(1), &page["id"]));
    assert_eq!(found["results"][0]["version"]["number"], 1);
    assert_eq!(
        writer
            .get(&format!("{CONTENT}?type=blogpost&postingDay=2026-13-45"))
            .await
            .0,
        400
    );

    let update = |number: u64| {
        let mut body = page_of("DEMO", "Plans 2", "<p>two</p>");
        body["version"] = json!({ "number": number, "message": "better", "minorEdit": true });
        body
    };
    let (status, conflict) = writer.put(&path, update(5)).await;
    assert_eq!(status, 409);
    assert_eq!(
        conflict["message"],
        "Version must be incremented on update. Current version is: 1"
    );
    let (status, updated) = writer.put(&path, update(2)).await;
    assert_eq!(
        (status, &updated["title"], &updated["version"]["minorEdit"]),
        (200, &json!("Plans 2"), &json!(true))
    );
    let (_, old) = writer
        .get(&format!("{path}?version=1&status=historical&expand=body.storage"))
        .await;
    assert_eq!(
        (&old["title"], &old["body"]["storage"]["value"]),
        (&json!("Plans"), &json!("<p>one</p>"))
    );
    assert_eq!(old["status"], "historical");
    assert_eq!(
        writer.post(CONTENT, page_of("DEMO", "Plans 2", "")).await.0,
        400,
        "the title is taken"
    );
    let missing_version = json!({ "type": "page", "title": "Plans 3" });
    assert_eq!(writer.put(&path, missing_version).await.0, 400);

    assert_eq!(writer.delete(&path).await.0, 204);
    assert_eq!(writer.get(&path).await.0, 404);
    assert_eq!(
        writer.get(&format!("{path}?status=trashed")).await.1["status"],
        "trashed"
    );
    let (status, restored) = writer.put(&path, update(3)).await;
    assert_eq!((status, &restored["status"]), (200, &json!("current")));
    assert_eq!(writer.delete(&path).await.0, 204);
    assert_eq!(writer.delete(&path).await.0, 404);
    assert_eq!(writer.delete(&format!("{path}?status=trashed")).await.0, 204);
    assert_eq!(writer.get(&format!("{path}?status=any")).await.0, 404);
}

#[tokio::test]
async fn trees_and_comments() {
    let sandbox = Sandbox::builder().space("DEMO", "Demonstration").start().await.unwrap();
    let writer = Caller::new(&sandbox, "writer");
    let new = async |title: &str, parent: Option<&str>| {
        let mut body = page_of("DEMO", title, "<p>x</p>");
        if let Some(parent) = parent {
            body["ancestors"] = json!([{ "id": parent }]);
        }
        text(&writer.post(CONTENT, body).await.1["id"])
    };
    let top = new("Top", None).await;
    let middle = new("Middle", Some(&top)).await;
    let low = new("Low", Some(&middle)).await;
    let (_, read) = writer.get(&format!("{CONTENT}/{low}?expand=ancestors")).await;
    let titles: Vec<_> = read["ancestors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|above| text(&above["title"]))
        .collect();
    assert_eq!(titles, ["Top", "Middle"]);

    let mut below_itself = page_of("DEMO", "Top", "<p>x</p>");
    below_itself["version"] = json!({ "number": 2 });
    below_itself["ancestors"] = json!([{ "id": low }]);
    assert_eq!(writer.put(&format!("{CONTENT}/{top}"), below_itself).await.0, 400);

    let comment = |on: &str, below: Option<&Value>| {
        let body = json!({ "storage": { "value": "<p>!</p>", "representation": "storage" } });
        let mut comment = json!({ "type": "comment", "container": { "id": on, "type": "page" }, "body": body });
        if let Some(below) = below {
            comment["ancestors"] = json!([{ "id": below }]);
        }
        comment
    };
    let (status, first) = writer.post(CONTENT, comment(&top, None)).await;
    assert_eq!((status, &first["container"]["id"]), (200, &json!(top)), "{first}");
    let (_, reply) = writer.post(CONTENT, comment(&top, Some(&first["id"]))).await;
    assert_eq!(
        (&reply["container"]["id"], &reply["ancestors"][0]["id"]),
        (&json!(top), &first["id"])
    );
    let count = async |query: &str| {
        let (status, listed) = writer.get(&format!("{CONTENT}/{top}/child/comment{query}")).await;
        assert_eq!(status, 200, "{listed}");
        listed["results"].as_array().unwrap().len()
    };
    assert_eq!(count("").await, 1);
    assert_eq!(count("?depth=all").await, 2);
    assert_eq!(count("?depth=all&location=inline&location=resolved").await, 0);
    let (_, pages) = writer.get(&format!("{CONTENT}/{top}/child/page?limit=1")).await;
    assert_eq!(
        (&pages["results"][0]["id"], &pages["_links"]["next"]),
        (&json!(middle), &Value::Null)
    );
    let (_, all) = writer.get(&format!("{CONTENT}/{top}/child?expand=page,comment")).await;
    assert_eq!((&all["page"]["size"], &all["comment"]["size"]), (&json!(1), &json!(1)));
    assert_eq!(
        all["_expandable"]["attachment"],
        format!("/rest/api/content/{top}/child/attachment")
    );
    assert_eq!(writer.get(&format!("{CONTENT}/{top}/child/nonsense")).await.0, 404);
}

#[tokio::test]
async fn labels_properties_history_and_versions() {
    let sandbox = Sandbox::builder().space("DEMO", "Demonstration").start().await.unwrap();
    let (writer, reader) = (Caller::new(&sandbox, "writer"), Caller::new(&sandbox, "reader"));
    let mut new = page_of("DEMO", "Plans", "<p>one</p>");
    new["metadata"] = json!({
        "labels": [{ "prefix": "global", "name": "draft" }],
        "properties": { "content-appearance-published": { "value": "full-width" } },
    });
    let (_, page) = writer.post(CONTENT, new).await;
    let path = format!("{CONTENT}/{}", text(&page["id"]));
    let (_, labels) = reader.get(&format!("{path}/label")).await;
    assert_eq!(
        (&labels["size"], &labels["results"][0]["name"]),
        (&json!(1), &json!("draft"))
    );
    assert_eq!(reader.get(&format!("{path}/label?prefix=my")).await.1["size"], 0);

    let (_, wide) = reader
        .get(&format!("{path}/property/content-appearance-published"))
        .await;
    assert_eq!(
        (&wide["value"], &wide["version"]["number"]),
        (&json!("full-width"), &json!(1))
    );
    let property = json!({ "key": "mine", "value": { "a": 1 } });
    assert_eq!(reader.post(&format!("{path}/property"), property.clone()).await.0, 403);
    assert_eq!(writer.post(&format!("{path}/property"), property.clone()).await.0, 200);
    assert_eq!(writer.post(&format!("{path}/property"), property).await.0, 409);
    let change = |number: u64| json!({ "key": "mine", "value": [2], "version": { "number": number } });
    assert_eq!(writer.put(&format!("{path}/property/mine"), change(3)).await.0, 409);
    assert_eq!(
        writer.put(&format!("{path}/property/mine"), change(2)).await.1["value"],
        json!([2])
    );
    assert_eq!(writer.put(&format!("{path}/property/new"), change(2)).await.0, 404);
    assert_eq!(reader.get(&format!("{path}/property")).await.1["size"], 2);
    assert_eq!(writer.delete(&format!("{path}/property/mine")).await.0, 204);
    assert_eq!(reader.get(&format!("{path}/property/mine")).await.0, 404);

    let mut second = page_of("DEMO", "Plans", "<p>two</p>");
    second["version"] = json!({ "number": 2, "message": "more" });
    writer.put(&path, second).await;
    let (_, history) = reader.get(&format!("{path}/history")).await;
    assert_eq!(
        (&history["latest"], &history["previousVersion"]["number"]),
        (&json!(true), &json!(1))
    );
    assert_eq!(history["createdBy"]["accountId"], writer.user.account_id());
    assert_eq!(history["_expandable"]["contributors"], "");
    let (_, versions) = reader.get(&format!("{path}/version?limit=1")).await;
    assert_eq!(
        (&versions["results"][0]["number"], &versions["results"][0]["message"]),
        (&json!(2), &json!("more"))
    );
    let next = text(&versions["_links"]["next"]);
    let (_, rest) = reader.get(&format!("/wiki{next}")).await;
    assert_eq!(
        (&rest["results"][0]["number"], &rest["_links"]["next"]),
        (&json!(1), &Value::Null)
    );
    assert!(rest["_links"]["prev"].is_string());
    let (_, first) = reader
        .get(&format!("{path}/version/1?expand=content.body.storage"))
        .await;
    assert_eq!(first["content"]["body"]["storage"]["value"], "<p>one</p>");
    assert_eq!(reader.get(&format!("{path}/version/9")).await.0, 404);
}

#[tokio::test]
async fn spaces_and_what_lies_in_them() {
    let sandbox = Sandbox::builder()
        .space("DEMO", "Demonstration")
        .space("OTHER", "Other")
        .pages("DEMO", 3)
        .access("OTHER", "reader", Access::none())
        .start()
        .await
        .unwrap();
    let (admin, reader) = (Caller::new(&sandbox, "admin"), Caller::new(&sandbox, "reader"));
    let (_, all) = reader.get("/wiki/rest/api/space").await;
    assert_eq!((&all["size"], &all["results"][0]["key"]), (&json!(1), &json!("DEMO")));
    assert_eq!(
        admin
            .get("/wiki/rest/api/space?spaceKey=OTHER&spaceKey=DEMO&limit=1")
            .await
            .1["size"],
        1
    );
    assert_eq!(reader.get("/wiki/rest/api/space/OTHER").await.0, 404);
    let (_, space) = reader
        .get("/wiki/rest/api/space/DEMO?expand=homepage.version,description.plain,permissions")
        .await;
    assert_eq!(space["homepage"]["version"]["number"], 1);
    assert_eq!(space["description"]["plain"]["representation"], "plain");
    let read = json!({ "operation": "read", "targetType": "space" });
    assert!(
        space["permissions"]
            .as_array()
            .unwrap()
            .iter()
            .any(|held| held["operation"] == read)
    );
    assert_eq!(space["_expandable"]["settings"], "/rest/api/space/DEMO/settings");
    let (_, plain) = reader.get("/wiki/rest/api/space/DEMO").await;
    let homepage = format!("/rest/api/content/{}", text(&space["homepage"]["id"]));
    assert_eq!(plain["_expandable"]["homepage"], homepage);
    let (_, contents) = reader.get("/wiki/rest/api/space/DEMO/content?depth=root").await;
    assert_eq!(contents["page"]["results"][0]["title"], "Demonstration");
    let (_, pages) = reader
        .get("/wiki/rest/api/space/DEMO/content/page?limit=2&expand=version")
        .await;
    assert_eq!(
        (&pages["size"], &pages["results"][1]["version"]["number"]),
        (&json!(2), &json!(1))
    );
    let path = "/wiki/rest/api/space/DEMO/property";
    assert_eq!(reader.post(path, json!({ "key": "k", "value": 1 })).await.0, 403);
    assert_eq!(admin.post(path, json!({ "key": "k", "value": 1 })).await.0, 200);
    assert_eq!(reader.get(&format!("{path}/k")).await.1["value"], 1);
    assert_eq!(admin.delete(&format!("{path}/k")).await.0, 204);
    assert_eq!(
        reader.get("/wiki/rest/api/content?spaceKey=NONE").await.1["message"],
        "No space with key : NONE"
    );
}

#[tokio::test]
async fn the_web_interface_moves_pages() {
    let sandbox = Sandbox::builder()
        .space("DEMO", "Demonstration")
        .space("OTHER", "Other")
        .access("OTHER", "writer", Access::read())
        .start()
        .await
        .unwrap();
    let writer = Caller::new(&sandbox, "writer");
    let (_, demo) = writer.get("/wiki/rest/api/space/DEMO?expand=homepage").await;
    let (space, home) = (demo["id"].to_string(), text(&demo["homepage"]["id"]));
    let (first, second) = (writer.page(&space, "First").await, writer.page(&space, "Second").await);
    let moving = |query: String| {
        let writer = &writer;
        async move {
            let path = format!("/wiki/pages/movepage.action?{query}");
            writer.send(Method::POST, &path, None).await
        }
    };
    let below = format!("pageId={second}&spaceKey=DEMO&targetTitle=First&position=append");
    let (status, moved) = moving(below).await;
    assert_eq!((status, &moved["page"]["id"]), (200, &json!(second)));
    let (_, page) = writer.get(&format!("/wiki/api/v2/pages/{second}")).await;
    assert_eq!(page["parentId"], first.as_str());

    let (status, _) = moving(format!("pageId={second}&targetId={first}&position=above")).await;
    assert_eq!(status, 200);
    let (_, order) = writer.get(&format!("{CONTENT}/{home}/child/page")).await;
    let titles: Vec<_> = order["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|page| &page["title"])
        .collect();
    assert_eq!(titles, ["Second", "First"]);

    assert_eq!(moving(format!("pageId={first}&targetId={first}")).await.0, 400);
    assert_eq!(moving(format!("pageId={first}")).await.0, 400);
    assert_eq!(
        moving(format!("pageId={first}&targetId={second}&position=beside"))
            .await
            .0,
        400
    );
    assert_eq!(
        moving(format!("pageId={first}&spaceKey=DEMO&targetTitle=None")).await.0,
        404
    );
    let (_, other) = writer.get("/wiki/rest/api/space/OTHER?expand=homepage").await;
    let other = text(&other["homepage"]["id"]);
    assert_eq!(moving(format!("pageId={first}&targetId={other}")).await.0, 403);
}

#[tokio::test]
async fn the_gateway_says_that_they_are_gone() {
    let sandbox = Sandbox::builder().space("DEMO", "Demonstration").start().await.unwrap();
    let admin = Caller::new(&sandbox, "admin");
    let space = text(&admin.get("/wiki/api/v2/spaces").await.1["results"][0]["id"]);
    let page = admin.page(&space, "Plans").await;
    let token = sandbox.token(
        &sandbox.admin(),
        &[
            "read:confluence-content.all",
            "write:confluence-content",
            "write:confluence-file",
            "read:confluence-user",
        ],
    );
    let gateway = sandbox.gateway_url();
    let gone = json!({
        "statusCode": 410,
        "data": { "authorized": true, "valid": true, "errors": [], "successful": true },
        "message": "com.atlassian.confluence.api.service.exceptions.pagesmodes.GoneException: This deprecated endpoint has been removed.",
    });
    for path in [
        "/wiki/rest/api/content",
        "/wiki/rest/api/space/DEMO",
        "/rest/api/space",
        "/rest/api/content/1/label",
    ] {
        assert_eq!(
            read(bearer(format!("{gateway}{path}"), &token).await).await,
            (410, gone.clone()),
            "{path}"
        );
    }
    let post = plain_http().post(format!("{gateway}{CONTENT}")).bearer_auth(&token);
    let refused = post.json(&page_of("DEMO", "New", "")).send().await.unwrap();
    assert_eq!(refused.status(), 410);
    assert_eq!(bearer(format!("{gateway}{CONTENT}"), "made-up").await.status(), 401);

    // What is still in the documents still works.
    let current = bearer(format!("{gateway}/wiki/rest/api/user/current"), &token).await;
    assert_eq!(current.status(), 200);
    let call = |path: &str| {
        plain_http()
            .post(format!("{gateway}{CONTENT}/{page}/{path}"))
            .bearer_auth(&token)
    };
    let label = call("label").json(&json!([{ "prefix": "global", "name": "a" }]));
    assert_eq!(label.send().await.unwrap().status(), 200);
    let form = Form::new()
        .part("file", Part::text("x").file_name("a.txt"))
        .text("minorEdit", "true");
    let upload = call("child/attachment")
        .multipart(form)
        .header("X-Atlassian-Token", "nocheck");
    assert_eq!(upload.send().await.unwrap().status(), 200);

    // Nobody knows what scopes such a call needed.
    let unused = sandbox.unused_scopes(&"delete:page:confluence".parse::<ScopeList>().unwrap());
    assert!(
        unused.scopes.is_empty() && unused.outside.contains(&format!("GET {CONTENT}")),
        "{unused}"
    );
}

#[tokio::test]
async fn connect_apps_need_the_scopes_of_the_operations_of_today() {
    let sandbox = Sandbox::builder().space("DEMO", "Demonstration").start().await.unwrap();
    let reads = sandbox.issue(TokenRequest::connect_app("old").scopes(["READ"]));
    let writes = sandbox.issue(TokenRequest::connect_app("old").scopes(["WRITE"]));
    let send = async |http: Client, method: Method, token: &str, path: &str| {
        let request = http.request(method, format!("{}{path}", sandbox.url()));
        let request = request.header(AUTHORIZATION, format!("JWT {token}"));
        read(
            request
                .json(&page_of("DEMO", "By an app", "<p>x</p>"))
                .send()
                .await
                .unwrap(),
        )
        .await
    };
    assert_eq!(send(plain_http(), Method::GET, &reads, CONTENT).await.0, 200);
    assert_eq!(send(plain_http(), Method::POST, &reads, CONTENT).await.0, 401);
    let (status, page) = send(plain_http(), Method::POST, &writes, CONTENT).await;
    assert_eq!(status, 200, "{page}");
    let path = format!("{CONTENT}/{}", text(&page["id"]));
    assert_eq!(send(plain_http(), Method::DELETE, &writes, &path).await.0, 401);
    let reader = Caller::new(&sandbox, "reader");
    assert_eq!(reader.delete(&path).await.0, 403);
    assert_eq!(reader.post(CONTENT, page_of("DEMO", "No", "")).await.0, 403);
    assert_eq!(Caller::new(&sandbox, "outsider").get(&path).await.0, 403);
}

#[tokio::test]
async fn reading_counts_as_a_view_only_if_the_caller_says_so() {
    let sandbox = Sandbox::builder().space("DEMO", "Demonstration").start().await.unwrap();
    let writer = Caller::new(&sandbox, "writer");
    let (_, page) = writer.post(CONTENT, page_of("DEMO", "Plans", "<p>one</p>")).await;
    let path = format!("{CONTENT}/{}", text(&page["id"]));
    let views = format!("/wiki/rest/api/analytics/content/{}/views", text(&page["id"]));
    for (query, status, count) in [("", 200, 0), ("?trigger=viewed", 200, 1), ("?trigger=other", 400, 1)] {
        assert_eq!(writer.get(&format!("{path}{query}")).await.0, status, "{query}");
        assert_eq!(writer.get(&views).await.1["count"], count, "{query}");
    }
}
