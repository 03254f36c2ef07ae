//! Templates, and labels of spaces.

use crate::caller::{Caller, text};
use confluence_sandbox::{Access, Sandbox};
use serde_json::{Value, json};

fn template(name: &str, space: Option<&str>) -> Value {
    let body = json!({ "storage": { "value": "<p>x</p>", "representation": "storage" } });
    let mut template = json!({ "name": name, "templateType": "page", "body": body, "description": "d" });
    if let Some(key) = space {
        template["space"] = json!({ "key": key });
    }
    template
}

const PATH: &str = "/wiki/rest/api/template";

/// The writer administers one space and cannot see the other.
async fn two_spaces() -> Sandbox {
    Sandbox::builder()
        .space("DEMO", "Demonstration")
        .space("HIDDEN", "Hidden")
        .access("DEMO", "writer", Access::administer())
        .access("HIDDEN", "writer", Access::none())
        .start()
        .await
        .unwrap()
}

#[tokio::test]
async fn a_template_belongs_to_a_space_or_to_all() {
    let sandbox = two_spaces().await;
    let (admin, writer) = (Caller::new(&sandbox, "admin"), Caller::new(&sandbox, "writer"));
    let mut own = template("Own", Some("DEMO"));
    own["labels"] = json!([{ "prefix": "global", "name": "red" }]);
    let (status, made) = writer.post(PATH, own).await;
    assert_eq!(
        (status, &made["space"]["key"], &made["labels"][0]["name"]),
        (200, &json!("DEMO"), &json!("red")),
        "{made}"
    );
    let id = text(&made["templateId"]);
    assert_eq!(
        writer.post(PATH, template("Global", None)).await.0,
        403,
        "only administrators"
    );
    let global = text(&admin.post(PATH, template("Global", None)).await.1["templateId"]);
    let hidden = text(&admin.post(PATH, template("Hidden", Some("HIDDEN"))).await.1["templateId"]);
    let names = async |query: &str| {
        let (status, listed) = writer.get(&format!("{PATH}/page{query}")).await;
        assert_eq!(status, 200);
        let results = listed["results"].as_array().unwrap().iter();
        results.map(|template| template["name"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(names("").await, ["Global"]);
    assert_eq!(names("?spaceKey=DEMO").await, ["Own"]);
    assert_eq!(writer.get(&format!("{PATH}/page?spaceKey=HIDDEN")).await.0, 403);
    assert_eq!(writer.get(&format!("{PATH}/page?spaceKey=NOPE")).await.0, 403);
    assert_eq!(writer.get(&format!("{PATH}/{hidden}")).await.0, 403);
    assert_eq!(writer.get(&format!("{PATH}/12345678")).await.0, 403);
    let (_, read) = writer.get(&format!("{PATH}/{global}")).await;
    assert_eq!(
        (&read["body"], &read["_expandable"]["body"]),
        (&Value::Null, &json!(""))
    );
    let (_, read) = writer.get(&format!("{PATH}/{id}?expand=body.storage")).await;
    assert_eq!(
        read["body"]["storage"],
        json!({ "value": "<p>x</p>", "representation": "storage" })
    );
}

#[tokio::test]
async fn a_template_says_what_it_must() {
    let sandbox = two_spaces().await;
    let admin = Caller::new(&sandbox, "admin");
    for (body, status) in [
        (template("", None), 400),
        (json!({ "name": "No body", "templateType": "page" }), 400),
        (template("x", Some("NOPE")), 403),
    ] {
        assert_eq!(admin.post(PATH, body.clone()).await.0, status, "{body}");
    }
    let mut blog = template("Blog", None);
    blog["templateType"] = "blogpost".into();
    assert_eq!(admin.post(PATH, blog).await.0, 400);
}

#[tokio::test]
async fn a_template_is_changed_and_deleted_where_it_belongs() {
    let sandbox = two_spaces().await;
    let (admin, writer) = (Caller::new(&sandbox, "admin"), Caller::new(&sandbox, "writer"));
    let mut own = template("Own", Some("DEMO"));
    own["labels"] = json!([{ "prefix": "global", "name": "red" }]);
    let id = text(&writer.post(PATH, own).await.1["templateId"]);
    let global = text(&admin.post(PATH, template("Global", None)).await.1["templateId"]);
    let mut changed = template("Newer", Some("DEMO"));
    changed["templateId"] = json!(id);
    let (status, answer) = writer.put(PATH, changed.clone()).await;
    assert_eq!(
        (status, &answer["name"], &answer["labels"][0]["name"]),
        (200, &json!("Newer"), &json!("red"))
    );
    changed["space"] = Value::Null;
    assert_eq!(
        admin.put(PATH, changed.clone()).await.0,
        404,
        "it is not for all spaces"
    );
    changed["templateId"] = json!("12345678");
    assert_eq!(admin.put(PATH, changed).await.0, 404);
    assert_eq!(writer.delete(&format!("{PATH}/{global}")).await.0, 403);
    assert_eq!(writer.delete(&format!("{PATH}/{id}")).await.0, 204);
    assert_eq!(
        writer.delete(&format!("{PATH}/{id}")).await.0,
        403,
        "there is none any more"
    );
}

#[tokio::test]
async fn templates_of_blueprints_stay_as_they_are() {
    let sandbox = Sandbox::builder().space("DEMO", "Demonstration").start().await.unwrap();
    let admin = Caller::new(&sandbox, "admin");
    let (_, global) = admin.get("/wiki/rest/api/template/blueprint").await;
    let (_, of_space) = admin
        .get("/wiki/rest/api/template/blueprint?spaceKey=DEMO&expand=body")
        .await;
    assert!(global["size"].as_u64().unwrap() > 0);
    assert_eq!(global["size"], of_space["size"]);
    let one = &of_space["results"][0];
    assert!(one["originalTemplate"]["pluginKey"].is_string() && one["originalTemplate"]["moduleKey"].is_string());
    assert!(one["body"]["storage"]["value"].is_string() && one["referencingBlueprint"].is_string());
    let mut changed = template("Mine", None);
    changed["templateId"] = one["templateId"].clone();
    assert_eq!(admin.put("/wiki/rest/api/template", changed).await.0, 403);
    let path = format!("/wiki/rest/api/template/{}", text(&one["templateId"]));
    assert_eq!(admin.delete(&path).await.0, 403);
    assert_eq!(admin.get(&path).await.1["name"], one["name"]);
}

#[tokio::test]
async fn a_space_has_labels_beside_those_of_its_content() {
    let sandbox = Sandbox::start().await.unwrap();
    let (admin, reader) = (Caller::new(&sandbox, "admin"), Caller::new(&sandbox, "reader"));
    let space = admin.space("DEMO").await;
    let page = admin.page(&space, "Plan").await;
    let global = json!([{ "prefix": "global", "name": "Red" }]);
    assert_eq!(
        admin
            .post(&format!("/wiki/rest/api/content/{page}/label"), global)
            .await
            .0,
        200
    );
    let path = "/wiki/rest/api/space/DEMO/label";
    let team = json!([{ "prefix": "team", "name": "ours" }]);
    assert_eq!(reader.post(path, team.clone()).await.0, 403);
    let (status, labels) = admin.post(path, team).await;
    assert_eq!(
        (status, &labels["size"], &labels["results"][0]["name"]),
        (200, &json!(1), &json!("ours"))
    );
    for bad in [
        json!([{ "prefix": "team", "name": "two words" }]),
        json!([{ "prefix": "house", "name": "x" }]),
        json!({}),
    ] {
        assert_eq!(admin.post(path, bad.clone()).await.0, 400, "{bad}");
    }
    let names = async |query: &str| {
        let (_, labels) = reader.get(&format!("{path}{query}")).await;
        let results = labels["results"].as_array().unwrap().iter();
        results.map(|label| label["name"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(names("").await, ["red", "ours"]);
    assert_eq!(names("?prefix=global").await, ["red"]);
    assert_eq!(names("?prefix=team").await, ["ours"]);
    assert_eq!(names("?limit=1&start=1").await, ["ours"]);
    assert_eq!(reader.get(&format!("{path}?prefix=house")).await.0, 400);
    assert_eq!(reader.get("/wiki/rest/api/space/NOPE/label").await.0, 404);
    assert_eq!(admin.delete(path).await.0, 400, "no name");
    assert_eq!(
        admin.delete(&format!("{path}?name=ours")).await.0,
        204,
        "that is not a global one"
    );
    assert_eq!(names("?prefix=team").await, ["ours"]);
    assert_eq!(admin.delete(&format!("{path}?name=ours&prefix=team")).await.0, 204);
    assert_eq!(names("?prefix=team").await, Vec::<Value>::new());
}
