//! Steps of the older API.

use super::{As, Tour};
use serde_json::json;

pub(super) async fn trees(tour: &mut Tour<'_>) {
    let page = |title: &str, parent: &str| json!({ "spaceId": "{space}", "title": title, "parentId": parent });
    tour.keep(
        "top",
        "/id",
        "200 POST 2/pages",
        json!({ "spaceId": "{space}", "title": "Top" }),
    )
    .await;
    tour.keep("left", "/id", "200 POST 2/pages", page("Left", "{top}"))
        .await;
    tour.keep("right", "/id", "200 POST 2/pages", page("Right", "{top}"))
        .await;
    tour.go("200 PUT 1/content/{right}/move/before/{left}").await;
    tour.go("200 GET 1/content/{top}/descendant?expand=page").await;
    tour.go("200 GET 1/content/{top}/descendant/page?depth=root").await;
    let copy = json!({ "destination": { "type": "parent_page", "value": "{left}" }, "pageTitle": "Copied" });
    tour.write("200 POST 1/content/{right}/copy", copy).await;
    tour.go("200 GET 1/analytics/content/{page}/views").await;
    tour.go("200 GET 1/analytics/content/{page}/viewers?fromDate=2026-01-01")
        .await;
    tour.go("202 DELETE 1/content/{top}/pageTree").await;
}

pub(super) async fn states_and_versions(tour: &mut Tour<'_>) {
    let state = json!({ "name": "Mine", "color": "#ff7452" });
    tour.keep(
        "state",
        "/contentState/id",
        "200 PUT 1/content/{page}/state?status=current",
        state,
    )
    .await;
    for step in [
        "200 GET 1/content/{page}/state",
        "200 GET 1/content/{page}/state/available",
        "200 GET 1/content-states",
        "200 GET 1/space/DEMO/state",
        "200 GET 1/space/DEMO/state/settings",
        "200 GET 1/space/DEMO/state/content?state-id={state}",
        "200 DELETE 1/content/{page}/state",
    ] {
        tour.go(step).await;
    }
    let restore = json!({ "operationKey": "restore", "params": { "versionNumber": 1, "message": "back" } });
    tour.write("200 POST 1/content/{page}/version", restore).await;
    tour.go("204 DELETE 1/content/{page}/version/2").await;
}

pub(super) async fn templates_and_labels(tour: &mut Tour<'_>) {
    let body = json!({ "storage": { "value": "<p>x</p>", "representation": "storage" } });
    let mut template = json!({ "name": "T", "templateType": "page", "body": body });
    tour.keep("template", "/templateId", "200 POST 1/template", template.clone())
        .await;
    template["templateId"] = "{template}".into();
    tour.write("200 PUT 1/template", template).await;
    for step in [
        "200 GET 1/template/blueprint",
        "200 GET 1/template/page?expand=body",
        "200 GET 1/template/{template}",
        "204 DELETE 1/template/{template}",
    ] {
        tour.go(step).await;
    }
    let labels = json!([{ "prefix": "team", "name": "ours" }]);
    tour.write("200 POST 1/space/DEMO/label", labels).await;
    tour.go("200 GET 1/space/DEMO/label?prefix=team").await;
    tour.go("204 DELETE 1/space/DEMO/label?name=ours&prefix=team").await;
}

pub(super) async fn people(tour: &mut Tour<'_>) {
    tour.keep("crew", "/id", "201 POST 1/group", json!({ "name": "crew" }))
        .await;
    tour.write(
        "201 POST 1/group/userByGroupId?groupId={crew}",
        json!({ "accountId": "{me}" }),
    )
    .await;
    for step in [
        "200 GET 1/group/picker?query=cre",
        "200 GET 1/group/{crew}/membersByGroupId?expand=operations,personalSpace",
        "204 DELETE 1/group/userByGroupId?groupId={crew}&accountId={me}",
        "200 GET 1/user/anonymous?expand=operations",
        "200 GET 1/audit/retention",
        "200 GET 1/audit/since?number=1&units=DAYS",
    ] {
        tour.go(step).await;
    }
    tour.write("200 PUT 1/audit/retention", json!({ "number": 2, "units": "MONTHS" }))
        .await;
}

pub(super) async fn watches(tour: &mut Tour<'_>) {
    for watched in ["space/DEMO", "label/z"] {
        tour.go(&format!("204 POST 1/user/watch/{watched}")).await;
        assert_eq!(
            tour.go(&format!("200 GET 1/user/watch/{watched}")).await["watching"],
            true
        );
        if watched.starts_with("space") {
            tour.go("200 GET 1/content/{page}/notification/created").await;
            tour.go("200 GET 1/space/DEMO/watch").await;
        }
        tour.go(&format!("204 DELETE 1/user/watch/{watched}")).await;
    }
    tour.go("200 GET 1/content/{page}/notification/child-created").await;
}

pub(super) async fn relations(tour: &mut Tour<'_>) {
    let relation = "1/relation/reviews/from/user/current/to/content/{page}";
    for step in [
        format!("200 PUT {relation}"),
        format!("200 GET {relation}?expand=relationData,source,target"),
        "200 GET 1/relation/reviews/from/user/current/to/content".to_owned(),
        "200 GET 1/relation/reviews/to/content/{page}/from/user".to_owned(),
        format!("204 DELETE {relation}"),
    ] {
        tour.go(&step).await;
    }
}

pub(super) async fn looks(tour: &mut Tour<'_>) {
    let themes = tour.go("200 GET 1/settings/theme").await;
    tour.hold("theme", "/results/0/themeKey", &themes);
    tour.go("200 GET 1/settings/theme/{theme}").await;
    tour.go("404 GET 1/settings/theme/selected").await;
    tour.write("200 PUT 1/space/DEMO/theme", json!({ "themeKey": "{theme}" }))
        .await;
    tour.go("200 GET 1/space/DEMO/theme").await;
    let look = json!({ "spaceKey": "DEMO", "lookAndFeelType": "custom" });
    tour.write("200 PUT 1/settings/lookandfeel", look).await;
    let looks = tour.go("200 GET 1/settings/lookandfeel?spaceKey=DEMO").await;
    tour.write(
        "200 POST 1/settings/lookandfeel/custom?spaceKey=DEMO",
        looks["theme"].clone(),
    )
    .await;
    tour.go("204 DELETE 1/settings/lookandfeel/custom?spaceKey=DEMO").await;
    tour.go("204 DELETE 1/space/DEMO/theme").await;
    tour.go("200 GET 1/settings/systemInfo").await;
    tour.go("200 GET 1/space/DEMO/settings").await;
    tour.write("200 PUT 1/space/DEMO/settings", json!({ "routeOverrideEnabled": true }))
        .await;
    tour.go("200 GET 1/label?name=z").await;
    let body = json!({ "value": "<p>x</p>", "representation": "storage" });
    let inputs = json!({ "conversionInputs": [{ "to": "view", "body": body }] });
    tour.keep(
        "conversion",
        "/0/asyncId",
        "200 POST 1/contentbody/convert/async/bulk/tasks",
        inputs,
    )
    .await;
    tour.go("200 GET 1/contentbody/convert/async/bulk/tasks?ids={conversion}")
        .await;
}

pub(super) async fn space_permissions(tour: &mut Tour<'_>) {
    let subject = json!({ "type": "group", "identifier": "{crew}" });
    let read = json!({ "subject": subject, "operation": { "key": "read", "target": "space" } });
    tour.keep("permission", "/id", "200 POST 1/space/DEMO/permission", read)
        .await;
    let app = tour.send(As::Connect, "200 GET 1/user/current", None, None).await;
    tour.hold("app", "/accountId", &app);
    for key in ["read", "administer"] {
        let subject = json!({ "type": "user", "identifier": "{app}" });
        let given = json!({ "subject": subject, "operation": { "key": key, "target": "space" } });
        tour.write("200 POST 1/space/DEMO/permission", given).await;
    }
    let custom =
        json!({ "subject": subject, "operations": [{ "key": "create", "target": "ac:old:thing", "access": true }] });
    let step = "200 POST 1/space/DEMO/permission/custom-content";
    tour.send(As::Connect, step, Some(custom), None).await;
    tour.go("204 DELETE 1/space/DEMO/permission/{permission}").await;
}

pub(super) async fn macros(tour: &mut Tour<'_>) {
    let value = "<ac:structured-macro ac:name=\"toc\" ac:macro-id=\"m\" />";
    let body = json!({ "representation": "storage", "value": value });
    tour.keep(
        "contents",
        "/id",
        "200 POST 2/pages",
        json!({ "spaceId": "{space}", "title": "Contents", "body": body }),
    )
    .await;
    let path = "1/content/{contents}/history/0/macro/id/m";
    for step in ["", "/convert/view", "/convert/async/view"] {
        tour.go(&format!("200 GET {path}{step}")).await;
    }
}
