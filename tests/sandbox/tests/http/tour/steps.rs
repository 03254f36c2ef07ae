//! The steps: the calls and the expected answers.

use super::{As, Tour};
use serde_json::json;

pub(super) async fn spaces_and_pages(tour: &mut Tour<'_>) {
    let body = json!({ "representation": "storage", "value": "<p>Hi</p><ac:task><ac:task-id>1</ac:task-id><ac:task-body>do</ac:task-body></ac:task>" });
    tour.keep(
        "space",
        "/id",
        "201 POST 2/spaces",
        json!({ "key": "DEMO", "name": "Demonstration" }),
    )
    .await;
    tour.write("200 POST 1/space", json!({ "key": "TWO", "name": "Two" }))
        .await;
    tour.write("200 POST 1/space/_private", json!({ "key": "MINE", "name": "Mine" }))
        .await;
    tour.write("200 PUT 1/space/TWO", json!({ "name": "Second" })).await;
    let spaces = tour.go("200 GET 2/spaces?sort=key&description-format=plain").await;
    let names: Vec<_> = spaces["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|space| &space["name"])
        .collect();
    assert!(names.contains(&&json!("Second")), "{spaces}");
    tour.go("200 GET 2/spaces/{space}?include-operations=true&include-labels=true&include-properties=true")
        .await;
    tour.go("200 GET 2/spaces/{space}/operations").await;

    tour.keep(
        "page",
        "/id",
        "200 POST 2/pages",
        json!({ "spaceId": "{space}", "title": "A", "body": body }),
    )
    .await;
    let below = json!({ "spaceId": "{space}", "title": "B", "parentId": "{page}", "body": { "storage": body } });
    tour.keep("child", "/id", "200 POST 2/pages", below).await;
    tour.write(
        "200 PUT 2/pages/{page}/title",
        json!({ "status": "current", "title": "A2" }),
    )
    .await;
    let update =
        json!({ "id": "{page}", "status": "current", "title": "A3", "body": body, "version": { "number": 3 } });
    tour.write("200 PUT 2/pages/{page}", update).await;
    let page = tour.go("200 GET 2/pages/{page}?include-labels=true&include-properties=true&include-operations=true&include-likes=true&include-versions=true&include-direct-children=true&body-format=view").await;
    assert_eq!(page["directChildren"]["results"][0]["title"], "B");
    assert_eq!(page["versions"]["results"].as_array().unwrap().len(), 3);
    for below in [
        "direct-children",
        "children",
        "descendants",
        "labels",
        "footer-comments",
        "inline-comments",
        "attachments",
        "properties",
        "versions",
        "versions/1",
        "operations",
        "likes/count",
        "likes/users",
    ] {
        tour.go(&format!("200 GET 2/pages/{{page}}/{below}")).await;
    }
    let ancestors = tour.go("200 GET 2/pages/{child}/ancestors?limit=1").await;
    assert_eq!(
        ancestors["results"],
        json!([{ "id": tour.fill("{page}"), "type": "page" }])
    );
    tour.go("200 GET 2/pages?status=current,archived&title=A3&space-id={space}")
        .await;
    let root = tour.go("200 GET 2/spaces/{space}/pages?depth=root").await;
    assert_eq!(root["results"].as_array().unwrap().len(), 1);
    let tasks = tour.go("200 GET 2/tasks?page-id={page}&body-format=storage").await;
    assert_eq!(tasks["results"][0]["body"]["storage"]["value"], "do");
    tour.hold("task", "/results/0/id", &tasks);
    tour.go("200 GET 2/tasks/{task}").await;
}

pub(super) async fn comments_and_files(tour: &mut Tour<'_>) {
    let body = json!({ "representation": "storage", "value": "<p>Hi</p>" });
    let on_page = json!({ "pageId": "{page}", "body": body });
    tour.keep("comment", "/id", "201 POST 2/footer-comments", on_page).await;
    let reply = tour
        .write(
            "201 POST 2/footer-comments",
            json!({ "parentCommentId": "{comment}", "body": body }),
        )
        .await;
    assert_eq!(
        (&reply["pageId"], &reply["parentCommentId"]),
        (&json!(tour.fill("{page}")), &json!(tour.fill("{comment}")))
    );
    let inline = json!({ "pageId": "{page}", "body": body, "inlineCommentProperties": { "textSelection": "Hi" } });
    tour.keep("inline", "/id", "201 POST 2/inline-comments", inline).await;
    let update = json!({ "version": { "number": 2 }, "body": body });
    for (kind, id) in [("footer", "comment"), ("inline", "inline")] {
        tour.go(&format!("200 GET 2/{kind}-comments")).await;
        let path = format!("2/{kind}-comments/{{{id}}}");
        tour.go(&format!(
            "200 GET {path}?include-properties=true&include-versions=true&include-operations=true"
        ))
        .await;
        tour.write(&format!("200 PUT {path}"), update.clone()).await;
        tour.write(&format!("409 PUT {path}"), update.clone()).await;
        for below in [
            "children",
            "versions",
            "versions/2",
            "operations",
            "likes/count",
            "likes/users",
        ] {
            tour.go(&format!("200 GET {path}/{below}")).await;
        }
        properties(tour, &format!("2/comments/{{{id}}}")).await;
        tour.go(&format!("204 DELETE {path}")).await;
        tour.go(&format!("404 GET {path}")).await;
    }

    let uploaded = tour.upload("200 POST 1/content/{page}/child/attachment").await;
    tour.hold("file", "/results/0/id", &uploaded);
    tour.upload("200 PUT 1/content/{page}/child/attachment").await;
    let third = tour
        .upload("200 POST 1/content/{page}/child/attachment/{file}/data")
        .await;
    assert_eq!(third["version"]["number"], 3);
    let rename = json!({ "id": "{file}", "type": "attachment", "version": { "number": 3 }, "title": "a.txt" });
    tour.write("200 PUT 1/content/{page}/child/attachment/{file}", rename)
        .await;
    tour.go("302 GET 1/content/{page}/child/attachment/{file}/download?version=2")
        .await;
    tour.go("302 GET 2/attachments/{file}/thumbnail/download").await;
    tour.go("200 GET 2/attachments?filename=a.txt").await;
    tour.go("200 GET 2/attachments/{file}?include-labels=true&include-properties=true&include-versions=true")
        .await;
    for below in ["labels", "versions", "versions/1", "operations"] {
        tour.go(&format!("200 GET 2/attachments/{{file}}/{below}")).await;
    }
    properties(tour, "2/attachments/{file}").await;
    tour.go("204 DELETE 2/attachments/{file}").await;
    tour.go("204 DELETE 2/attachments/{file}?purge=true").await;
}

pub(super) async fn properties(tour: &mut Tour<'_>, owner: &str) {
    if !tour.declares(&format!("200 POST {owner}/properties")) {
        return;
    }
    let create = json!({ "key": "k", "value": { "a": 1 } });
    tour.keep(
        "property",
        "/id",
        &format!("200 POST {owner}/properties"),
        create.clone(),
    )
    .await;
    tour.write(&format!("409 POST {owner}/properties"), create).await;
    tour.go(&format!("200 GET {owner}/properties?key=k")).await;
    let update = json!({ "key": "k", "value": 2, "version": { "number": 2 } });
    tour.write(&format!("200 PUT {owner}/properties/{{property}}"), update.clone())
        .await;
    tour.write(&format!("409 PUT {owner}/properties/{{property}}"), update)
        .await;
    let property = tour.go(&format!("200 GET {owner}/properties/{{property}}")).await;
    assert_eq!(
        (&property["value"], &property["version"]["number"]),
        (&json!(2), &json!(2))
    );
    tour.go(&format!("204 DELETE {owner}/properties/{{property}}")).await;
    tour.go(&format!("404 GET {owner}/properties/{{property}}")).await;
}

pub(super) async fn beside_content(tour: &mut Tour<'_>) {
    properties(tour, "2/pages/{page}").await;
    let labels = json!([{ "prefix": "global", "name": "x" }, { "prefix": "global", "name": "y" }]);
    tour.keep("label", "/results/0/id", "200 POST 1/content/{page}/label", labels)
        .await;
    tour.write(
        "200 POST 1/content/{page}/label",
        json!({ "prefix": "global", "name": "z" }),
    )
    .await;
    let labelled = tour.go("200 GET 2/labels/{label}/pages").await;
    assert_eq!(labelled["results"][0]["id"], tour.fill("{page}"));
    tour.go("204 DELETE 1/content/{page}/label?name=x").await;
    tour.go("204 DELETE 1/content/{page}/label/y").await;
    assert_eq!(
        tour.go("200 GET 2/pages/{page}/labels").await["results"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    tour.write(
        "200 POST 2/content/convert-ids-to-types",
        json!({ "contentIds": ["{page}", 1] }),
    )
    .await;

    let at = "1/content/{page}/restriction";
    let restriction = json!([{ "operation": "update", "restrictions": { "user": [{ "accountId": "{me}" }] } }]);
    tour.write(&format!("200 POST {at}"), restriction.clone()).await;
    tour.write(&format!("200 PUT {at}"), json!({ "results": restriction }))
        .await;
    for below in ["", "/byOperation", "/byOperation/update"] {
        tour.go(&format!("200 GET {at}{below}")).await;
    }
    tour.keep("staff", "/id", "201 POST 1/group", json!({ "name": "staff" }))
        .await;
    let group = format!("{at}/byOperation/update/byGroupId/{{staff}}");
    for step in ["404 GET", "200 PUT", "200 GET", "200 DELETE"] {
        tour.go(&format!("{step} {group}")).await;
    }
    let user = format!("{at}/byOperation/update/user?accountId={{me}}");
    tour.go(&format!("200 GET {user}")).await;
    tour.go(&format!("200 DELETE {user}")).await;
    tour.go(&format!("404 GET {user}")).await;
    tour.go(&format!("200 PUT {user}")).await;
    tour.go(&format!("200 DELETE {at}")).await;
    let check = json!({ "subject": { "type": "user", "identifier": "{me}" }, "operation": "update" });
    assert_eq!(
        tour.write("200 POST 1/content/{page}/permission/check", check).await["hasPermission"],
        true
    );

    let watch = "1/user/watch/content/{page}";
    tour.go(&format!("204 POST {watch}")).await;
    assert_eq!(tour.go(&format!("200 GET {watch}")).await["watching"], true);
    tour.go(&format!("204 DELETE {watch}")).await;

    tour.go("200 GET 1/search?cql=type=page").await;
    tour.go("200 GET 1/content/search?cql=space=DEMO&expand=body.storage,version,space,history,ancestors,container")
        .await;
    let users = tour.go("200 GET 1/search/user?cql=user.fullname~writer").await;
    assert_eq!(users["results"][0]["user"]["displayName"], "writer");
    let convert = json!({ "value": "<p>x</p>", "representation": "storage" });
    tour.keep(
        "conversion",
        "/asyncId",
        "200 POST 1/contentbody/convert/async/export_view",
        convert,
    )
    .await;
    assert_eq!(
        tour.go("200 GET 1/contentbody/convert/async/{conversion}").await["status"],
        "WORKING"
    );
    assert_eq!(
        tour.go("200 GET 1/contentbody/convert/async/{conversion}").await["value"],
        "<p>x</p>"
    );
}

pub(super) async fn people_and_apps(tour: &mut Tour<'_>) {
    tour.go("200 GET 1/user/current").await;
    tour.go("200 GET 1/user?accountId={me}").await;
    tour.go("200 GET 1/user/memberof?accountId={me}").await;
    assert_eq!(
        tour.go("200 GET 1/user/bulk?accountId={me}&accountId=nobody").await["results"][1]["type"],
        "unknown"
    );
    tour.write("200 POST 2/users-bulk", json!({ "accountIds": ["{me}", "nobody"] }))
        .await;
    let property = "1/user/{me}/property/k";
    tour.write(&format!("201 POST {property}"), json!({ "value": { "a": 1 } }))
        .await;
    tour.write(&format!("409 POST {property}"), json!({ "value": { "a": 1 } }))
        .await;
    assert_eq!(tour.go(&format!("200 GET {property}")).await["value"]["a"], 1);
    tour.write(&format!("204 PUT {property}"), json!({ "value": { "a": 2 } }))
        .await;
    tour.go("200 GET 1/user/{me}/property").await;
    tour.go(&format!("204 DELETE {property}")).await;

    tour.keep("group", "/id", "201 POST 1/group", json!({ "name": "team" }))
        .await;
    tour.go("200 GET 1/group").await;
    tour.go("200 GET 1/group/by-id?id={group}").await;
    tour.go("204 DELETE 1/group/by-id?id={group}").await;
    tour.go("404 GET 2/admin-key").await;
    tour.write("200 POST 2/admin-key", json!({ "durationInMinutes": 5 }))
        .await;
    tour.go("200 GET 2/admin-key").await;
    tour.go("204 DELETE 2/admin-key").await;
    let role = json!({ "name": "R", "description": "d", "spacePermissions": ["read/space"] });
    tour.keep("role", "/id", "201 POST 2/space-roles", role.clone()).await;
    tour.go("200 GET 2/space-roles").await;
    tour.go("200 GET 2/space-roles/{role}").await;
    tour.write("202 PUT 2/space-roles/{role}", role).await;
    tour.go("200 GET 2/space-permissions/transition/combinations").await;
    tour.write(
        "200 POST 1/audit",
        json!({ "remoteAddress": "192.0.2.1", "summary": "looked" }),
    )
    .await;
    assert_eq!(tour.go("200 GET 1/audit?searchString=looked").await["size"], 1);
    tour.go("200 GET 1/audit/export").await;

    let one = json!({ "a": 1 });
    tour.send(As::Forge, "201 PUT 2/app/properties/k", Some(one), None)
        .await;
    for step in [
        "200 GET 2/app/properties",
        "200 GET 2/app/properties/k",
        "204 DELETE 2/app/properties/k",
        "200 GET 2/data-policies/metadata",
    ] {
        tour.send(As::Forge, step, None, None).await;
    }
    let modules = "/wiki/rest/atlassian-connect/1/app/module/dynamic";
    let module = json!({ "modules": [{ "key": "m" }] });
    tour.send(As::Connect, &format!("200 POST {modules}"), Some(module), None)
        .await;
    tour.send(As::Connect, &format!("200 GET {modules}"), None, None).await;
    tour.send(As::Connect, &format!("204 DELETE {modules}?moduleKey=m"), None, None)
        .await;
    for step in [
        "200 GET 1/user/email?accountId={me}",
        "200 GET 1/user/email/bulk?accountId={me}",
    ] {
        tour.send(As::Connect, step, None, None).await;
    }
}

pub(super) async fn ends(tour: &mut Tour<'_>) {
    let draft = json!({ "spaceId": "{space}", "title": "D", "status": "draft" });
    tour.keep("draft", "/id", "200 POST 2/pages", draft).await;
    let publish = json!({ "version": { "number": 1 }, "title": "Done", "type": "page", "status": "current", "space": { "key": "DEMO" } });
    tour.write("200 PUT 1/content/blueprint/instance/{draft}", publish.clone())
        .await;
    let draft = json!({ "spaceId": "{space}", "title": "E", "status": "draft" });
    tour.keep("draft", "/id", "200 POST 2/pages", draft).await;
    tour.write("400 POST 1/content/blueprint/instance/{draft}", publish)
        .await;
    let publish = json!({ "version": { "number": 1 }, "title": "Done too", "type": "page" });
    tour.write("200 POST 1/content/blueprint/instance/{draft}", publish)
        .await;
    let copy = json!({ "destinationPageId": "{child}", "titleOptions": { "prefix": "Copy of " } });
    tour.keep("copying", "/id", "202 POST 1/content/{page}/pagehierarchy/copy", copy)
        .await;
    tour.go("200 GET 1/longtask/{copying}").await;
    tour.go("200 GET 1/longtask").await;
    let archive = json!({ "pages": [{ "id": tour.fill("{child}").parse::<u64>().unwrap() }] });
    tour.write("202 POST 1/content/archive", archive).await;
    tour.go("204 DELETE 2/pages/{page}").await;
    tour.go("202 DELETE 1/space/TWO").await;
}
