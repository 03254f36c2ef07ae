//! Themes, look and feel, settings, and what has a label.

use crate::caller::{Caller, text};
use confluence_sandbox::Sandbox;
use serde_json::{Value, json};

#[tokio::test]
async fn a_space_has_a_theme_or_looks_like_the_site() {
    let sandbox = Sandbox::builder().space("DEMO", "Demonstration").start().await.unwrap();
    let (admin, reader) = (Caller::new(&sandbox, "admin"), Caller::new(&sandbox, "reader"));
    let (_, themes) = reader.get("/wiki/rest/api/settings/theme").await;
    let theme = themes["results"][0].clone();
    assert!(
        theme["_links"].is_null() && theme["icon"]["path"].is_string(),
        "{theme}"
    );
    let key = text(&theme["themeKey"]);
    assert_eq!(
        reader.get(&format!("/wiki/rest/api/settings/theme/{key}")).await.1["name"],
        theme["name"]
    );
    assert_eq!(reader.get("/wiki/rest/api/settings/theme/none").await.0, 404);
    assert_eq!(
        reader.get("/wiki/rest/api/settings/theme/selected").await.0,
        404,
        "the site has the default theme"
    );

    let path = "/wiki/rest/api/space/DEMO/theme";
    let look = "/wiki/rest/api/settings/lookandfeel";
    let choose = |chosen: &str| json!({ "spaceKey": "DEMO", "lookAndFeelType": chosen });
    assert_eq!(reader.get(path).await.0, 404);
    assert_eq!(admin.put(look, choose("custom")).await.0, 409, "the space has no theme");
    assert_eq!(reader.put(path, json!({ "themeKey": key })).await.0, 403);
    assert_eq!(admin.put(path, json!({ "themeKey": "none" })).await.0, 403);
    assert_eq!(admin.put(path, json!({})).await.0, 400);
    assert_eq!(
        admin
            .put("/wiki/rest/api/space/NOPE/theme", json!({ "themeKey": key }))
            .await
            .0,
        404
    );
    assert_eq!(admin.put(path, json!({ "themeKey": key })).await.1["themeKey"], key);
    assert_eq!(reader.get(path).await.1["themeKey"], key);

    assert_eq!(admin.put(look, choose("custom")).await, (200, choose("custom")));
    assert_eq!(admin.put(look, choose("own")).await.0, 400);
    assert_eq!(reader.put(look, choose("global")).await.0, 403);
    assert_eq!(
        admin
            .put(look, json!({ "spaceKey": "NOPE", "lookAndFeelType": "global" }))
            .await
            .0,
        404
    );
    let of_space = format!("{look}?spaceKey=DEMO");
    let (_, looks) = reader.get(&of_space).await;
    assert_eq!(
        (&looks["selected"], looks["theme"].is_object()),
        (&json!("custom"), true)
    );
    assert_eq!(admin.delete(path).await.0, 204);
    let (_, looks) = reader.get(&of_space).await;
    assert_eq!((&looks["selected"], &looks["theme"]), (&json!("global"), &Value::Null));
    assert_eq!(reader.get(&format!("{look}?spaceKey=NOPE")).await.0, 404);
}

#[tokio::test]
async fn a_space_inherits_the_look_and_feel_of_the_site() {
    let sandbox = Sandbox::builder().space("DEMO", "Demonstration").start().await.unwrap();
    let (admin, writer) = (Caller::new(&sandbox, "admin"), Caller::new(&sandbox, "writer"));
    let look = "/wiki/rest/api/settings/lookandfeel";
    let (custom, of_space) = (format!("{look}/custom"), format!("{look}/custom?spaceKey=DEMO"));
    let (_, looks) = writer.get(look).await;
    let (mut red, mut blue) = (looks["global"].clone(), looks["global"].clone());
    red["links"]["color"] = "#FF0000".into();
    blue["links"]["color"] = "#0000FF".into();
    assert_eq!(writer.post(&custom, red.clone()).await.0, 403);
    let mut broken = red.clone();
    broken["header"]["search"] = json!({});
    let (status, refused) = admin.post(&custom, broken).await;
    assert_eq!(status, 400);
    assert!(
        text(&refused["message"]).contains("/header/search/backgroundColor"),
        "{refused}"
    );

    let mut broken = red.clone();
    broken["content"]["body"] = json!({ "background": "#FFFFFF", "padding": "0" });
    assert_eq!(admin.post(&custom, broken.clone()).await.0, 400, "it has no radius");
    broken["content"]["body"]["borderRadius"] = "0".into();
    let (_, completed) = admin.post(&custom, broken).await;
    assert_eq!(completed["content"]["body"].get("backgroundImage"), Some(&Value::Null));

    assert_eq!(admin.post(&custom, red.clone()).await.1["links"]["color"], "#FF0000");
    let color = async |member: &str| {
        let (_, looks) = writer.get(&format!("{look}?spaceKey=DEMO")).await;
        looks[member]["links"]["color"].clone()
    };
    assert_eq!(
        (color("global").await, color("custom").await),
        (json!("#FF0000"), json!("#FF0000"))
    );
    assert_eq!(admin.post(&of_space, blue).await.0, 200);
    assert_eq!(
        (color("global").await, color("custom").await),
        (json!("#FF0000"), json!("#0000FF"))
    );
    assert_eq!(writer.delete(&of_space).await.0, 403);
    assert_eq!(admin.delete(&of_space).await.0, 204);
    assert_eq!(color("custom").await, "#FF0000");
    assert_eq!(admin.delete(&custom).await.0, 204);
    assert_eq!(color("custom").await, looks["global"]["links"]["color"]);
    assert_eq!(admin.delete(&format!("{custom}?spaceKey=NOPE")).await.0, 404);
}

#[tokio::test]
async fn settings_of_a_space_and_of_the_system() {
    let sandbox = Sandbox::builder().space("DEMO", "Demonstration").start().await.unwrap();
    let (admin, reader) = (Caller::new(&sandbox, "admin"), Caller::new(&sandbox, "reader"));
    let path = "/wiki/rest/api/space/DEMO/settings";
    let (_, settings) = reader.get(path).await;
    assert_eq!(
        (&settings["routeOverrideEnabled"], &settings["spaceKey"]),
        (&json!(false), &json!("DEMO"))
    );
    assert_eq!(reader.put(path, json!({ "routeOverrideEnabled": true })).await.0, 403);
    assert_eq!(
        admin.put(path, json!({ "routeOverrideEnabled": true })).await.1["routeOverrideEnabled"],
        true
    );
    let (_, settings) = admin.put(path, json!({ "contentMode": "compact" })).await;
    assert_eq!(
        (&settings["contentMode"], &settings["routeOverrideEnabled"]),
        (&json!("compact"), &json!(true))
    );
    assert_eq!(reader.get(path).await.1, settings);
    assert_eq!(admin.put(path, json!({ "contentMode": "dense" })).await.0, 400);
    assert_eq!(admin.put(path, json!({ "routeOverrideEnabled": "yes" })).await.0, 400);
    assert_eq!(admin.get("/wiki/rest/api/space/NOPE/settings").await.0, 404);
    let (_, system) = reader.get("/wiki/rest/api/settings/systemInfo").await;
    assert_eq!(system["cloudId"], sandbox.cloud_id());
    assert!(system["commitHash"].is_string());
}

#[tokio::test]
async fn everything_with_a_label_is_listed_by_its_type() {
    let sandbox = Sandbox::start().await.unwrap();
    let (admin, reader) = (Caller::new(&sandbox, "admin"), Caller::new(&sandbox, "reader"));
    let space = admin.space("DEMO").await;
    let page = admin.page(&space, "Plan").await;
    let red = json!([{ "prefix": "global", "name": "red" }]);
    assert_eq!(
        admin
            .post(&format!("/wiki/rest/api/content/{page}/label"), red.clone())
            .await
            .0,
        200
    );
    let body = json!({ "storage": { "value": "", "representation": "storage" } });
    let template = json!({ "name": "T", "templateType": "page", "body": body, "labels": red });
    assert_eq!(admin.post("/wiki/rest/api/template", template).await.0, 200);
    let path = "/wiki/rest/api/label";
    let (status, found) = reader.get(&format!("{path}?name=red")).await;
    assert_eq!((status, &found["label"]["name"]), (200, &json!("red")));
    let contents = &found["associatedContents"];
    assert_eq!((&contents["size"], contents.get("_links")), (&json!(2), None));
    let plan = json!({ "contentType": "page", "contentId": page.parse::<u64>().unwrap(), "title": "Plan" });
    assert_eq!(
        reader.get(&format!("{path}?name=red&type=page")).await.1["associatedContents"]["results"],
        json!([plan])
    );
    let (_, templates) = reader.get(&format!("{path}?name=red&type=page_template")).await;
    assert_eq!(templates["associatedContents"]["results"][0]["title"], "T");
    assert_eq!(
        reader.get(&format!("{path}?name=red&start=1")).await.1["associatedContents"]["size"],
        1
    );
    assert_eq!(reader.get(&format!("{path}?name=red&type=comment")).await.0, 400);
    assert_eq!(reader.get(path).await.0, 400);
    assert_eq!(reader.get(&format!("{path}?name=blue")).await.0, 404);
    let only_me =
        json!([{ "operation": "read", "restrictions": { "user": [{ "accountId": admin.user.account_id() }] } }]);
    assert_eq!(
        admin
            .put(&format!("/wiki/rest/api/content/{page}/restriction"), only_me)
            .await
            .0,
        200
    );
    assert_eq!(
        reader.get(&format!("{path}?name=red&type=page")).await.1["associatedContents"]["size"],
        0
    );
}
