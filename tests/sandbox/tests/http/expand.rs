//! What `expand` asks for in v1.

use crate::caller::{Caller, text};
use confluence_sandbox::Sandbox;
use serde_json::{Value, json};

/// A space with a page that has a child, a label, a property, a restriction and a comment.
async fn filled() -> (Sandbox, String) {
    let sandbox = Sandbox::builder().space("DEMO", "Demonstration").start().await.unwrap();
    let admin = Caller::new(&sandbox, "admin");
    let space = text(&admin.get("/wiki/api/v2/spaces").await.1["results"][0]["id"]);
    let page = admin.page(&space, "Plans").await;
    let child = json!({ "spaceId": space, "title": "Child", "parentId": page });
    admin.post("/wiki/api/v2/pages", child).await;
    let comment = json!({ "pageId": page, "body": { "representation": "storage", "value": "<p>!</p>" } });
    admin.post("/wiki/api/v2/footer-comments", comment).await;
    let property = json!({ "key": "mine", "value": 7 });
    admin
        .post(&format!("/wiki/api/v2/pages/{page}/properties"), property)
        .await;
    let path = format!("/wiki/rest/api/content/{page}");
    admin
        .post(&format!("{path}/label"), json!([{ "prefix": "global", "name": "red" }]))
        .await;
    let user = json!([{ "accountId": admin.user.account_id() }]);
    let restriction = json!([{ "operation": "update", "restrictions": { "user": user } }]);
    assert_eq!(admin.put(&format!("{path}/restriction"), restriction).await.0, 200);
    (sandbox, path)
}

#[tokio::test]
async fn content_shows_what_is_asked_for_and_says_what_else_there_is() {
    let (sandbox, path) = filled().await;
    let admin = Caller::new(&sandbox, "admin");
    let short = path.strip_prefix("/wiki").unwrap();
    let (_, plain) = admin.get(&path).await;
    for shown in ["space", "version", "history"] {
        assert!(
            plain[shown].is_object() && plain["_expandable"].get(shown).is_none(),
            "{shown}"
        );
    }
    assert_eq!(plain["_links"]["self"], format!("{}{path}", sandbox.url()));
    assert_eq!(plain["_links"]["base"], format!("{}/wiki", sandbox.url()));
    assert_eq!(
        (&plain["_links"]["context"], &plain["macroRenderedOutput"]),
        (&json!("/wiki"), &json!({}))
    );
    assert!(text(&plain["_links"]["webui"]).ends_with("/Plans"));
    assert!(text(&plain["_links"]["tinyui"]).starts_with("/x/"));

    let (_, other) = admin
        .get(&format!("{path}?expand=body.storage,nothing.like.this"))
        .await;
    assert!(other["body"]["storage"]["value"].is_string() && other.get("nothing").is_none());
    let expected = json!({
        "space": "/rest/api/space/DEMO",
        "container": "/rest/api/space/DEMO",
        "children": format!("{short}/child"),
        "descendants": format!("{short}/descendant"),
        "history": format!("{short}/history"),
        "restrictions": format!("{short}/restriction/byOperation"),
        "version": "", "ancestors": "", "metadata": "", "operations": "", "childTypes": "",
    });
    assert_eq!(other["_expandable"], expected);
    assert_eq!(other["body"]["_expandable"]["view"], "");
    assert_eq!(other["body"]["storage"]["_expandable"]["content"], short);
}

#[tokio::test]
async fn parts_have_parts() {
    let (sandbox, path) = filled().await;
    let admin = Caller::new(&sandbox, "admin");
    let expand = [
        "children.page.version,children.comment.body.storage,children.comment.extensions.resolution",
        "metadata.labels,metadata.properties.mine.version,metadata.currentuser.lastmodified.version",
        "restrictions.update.restrictions.user,restrictions.read.restrictions.group",
        "descendants.page,childTypes.all,operations,container.homepage,ancestors.space,space.description.plain",
        "history.contributors.publishers,history.lastUpdated,version.collaborators",
    ];
    let (status, page) = admin.get(&format!("{path}?expand={}", expand.join(","))).await;
    assert_eq!(status, 200, "{page}");
    let at = |pointer: &str| {
        page.pointer(pointer)
            .unwrap_or_else(|| panic!("no {pointer} in {page}"))
    };
    assert_eq!(at("/children/page/results/0/version/number"), 1);
    assert_eq!(at("/children/comment/results/0/body/storage/value"), "<p>!</p>");
    assert_eq!(at("/children/comment/results/0/extensions/resolution/status"), "open");
    assert_eq!(at("/children/comment/results/0/extensions/location"), "footer");
    let attachments = format!("{}/child/attachment", path.strip_prefix("/wiki").unwrap());
    assert_eq!(at("/children/_expandable/attachment"), &json!(attachments));
    assert_eq!(at("/metadata/labels/results/0/name"), "red");
    assert_eq!(
        (
            at("/metadata/properties/mine/value"),
            at("/metadata/properties/mine/version/number")
        ),
        (&json!(7), &json!(1))
    );
    assert_eq!(at("/metadata/currentuser/lastmodified/version/number"), 1);
    assert_eq!(
        at("/restrictions/update/restrictions/user/results/0/accountId"),
        admin.user.account_id()
    );
    assert_eq!(at("/restrictions/read/restrictions/group/size"), 0);
    assert_eq!(at("/restrictions/read/restrictions/_expandable/user"), "");
    assert_eq!(at("/descendants/page/size"), 1);
    assert_eq!(
        (at("/childTypes/page/value"), at("/childTypes/attachment/value")),
        (&json!(true), &json!(false))
    );
    assert!(
        at("/operations")
            .as_array()
            .unwrap()
            .contains(&json!({ "operation": "update", "targetType": "page" }))
    );
    assert_eq!(at("/container/homepage/title"), "Demonstration");
    assert_eq!(at("/ancestors/0/space/key"), "DEMO");
    assert_eq!(at("/space/description/plain/value"), "");
    assert_eq!(
        at("/history/contributors/publishers/userAccountIds/0"),
        admin.user.account_id()
    );
    assert_eq!(at("/version/collaborators/users/0/type"), "known");
    assert!(page["history"].get("previousVersion").is_none());
}

#[tokio::test]
async fn searches_expand_below_what_they_found() {
    let (sandbox, _) = filled().await;
    let reader = Caller::new(&sandbox, "reader");
    let expand = "content.version,content.space.homepage,content.metadata.labels";
    let (_, found) = reader
        .get(&format!("/wiki/rest/api/search?cql=title%3DPlans&expand={expand}"))
        .await;
    let content = &found["results"][0]["content"];
    assert_eq!(
        (&content["version"]["number"], &content["space"]["key"]),
        (&json!(1), &json!("DEMO"))
    );
    assert_eq!(content["space"]["homepage"]["title"], "Demonstration");
    assert_eq!(content["metadata"]["labels"]["results"][0]["name"], "red");
    let (_, plain) = reader.get("/wiki/rest/api/search?cql=title%3DPlans").await;
    assert_eq!(
        plain["results"][0]["content"]["_expandable"]["space"],
        "/rest/api/space/DEMO"
    );
    let expand = "metadata.labels,children.page,restrictions,operations,descendants.comment";
    let (_, found) = reader
        .get(&format!(
            "/wiki/rest/api/content/search?cql=title%3DPlans&expand={expand}"
        ))
        .await;
    let content = &found["results"][0];
    assert_eq!(
        (
            &content["children"]["page"]["size"],
            &content["descendants"]["comment"]["size"]
        ),
        (&json!(1), &json!(1))
    );
    assert!(content["restrictions"]["_expandable"]["read"].is_string());
    let (_, spaces) = reader
        .get("/wiki/rest/api/search?cql=type%3Dspace&expand=space.homepage")
        .await;
    assert_eq!(spaces["results"][0]["space"]["homepage"]["title"], "Demonstration");
}

#[tokio::test]
async fn restrictions_and_users_expand_too() {
    let (sandbox, path) = filled().await;
    let admin = Caller::new(&sandbox, "admin");
    let (_, all) = admin.get(&format!("{path}/restriction")).await;
    let ids = |restriction: &Value| restriction["restrictions"]["user"]["results"].as_array().unwrap().len();
    assert_eq!((ids(&all["results"][0]), ids(&all["results"][1])), (0, 1));
    let (_, past) = admin.get(&format!("{path}/restriction?start=1")).await;
    assert_eq!(
        (past["results"].as_array().unwrap().len(), ids(&past["results"][1])),
        (2, 0)
    );
    let (_, some) = admin
        .get(&format!(
            "{path}/restriction?expand=update.restrictions.user,content.space"
        ))
        .await;
    assert_eq!(ids(&some["results"][1]), 1);
    assert_eq!(some["results"][0]["content"]["space"]["key"], "DEMO");
    assert!(some["results"][0]["_expandable"]["restrictions"].is_string());
    let (_, one) = admin
        .get(&format!(
            "{path}/restriction/byOperation/update?expand=restrictions.group"
        ))
        .await;
    assert_eq!(one["restrictions"]["_expandable"]["user"], "");

    let (_, me) = admin.get("/wiki/rest/api/user/current?expand=operations").await;
    assert!(
        me["operations"]
            .as_array()
            .unwrap()
            .contains(&json!({ "operation": "use", "targetType": "application" }))
    );
    assert_eq!(me["_expandable"]["personalSpace"], "");
}

#[tokio::test]
async fn only_the_owner_sees_an_address() {
    let sandbox = Sandbox::start().await.unwrap();
    let (admin, reader) = (Caller::new(&sandbox, "admin"), Caller::new(&sandbox, "reader"));
    let path = format!("/wiki/rest/api/user?accountId={}", reader.user.account_id());
    assert_eq!(reader.get(&path).await.1["email"], reader.user.email());
    assert_eq!(admin.get(&path).await.1["email"], "");
    assert_eq!(
        admin.get("/wiki/rest/api/user/current").await.1["email"],
        admin.user.email()
    );
    let ids = json!({ "accountIds": [admin.user.account_id(), reader.user.account_id()] });
    let (_, found) = admin.post("/wiki/api/v2/users-bulk", ids).await;
    let address = |account: &str| {
        let found = found["results"]
            .as_array()
            .unwrap()
            .iter()
            .find(|user| user["accountId"] == account);
        text(&found.unwrap()["email"])
    };
    assert_eq!(address(reader.user.account_id()), "");
    assert_eq!(address(admin.user.account_id()), admin.user.email());
}

#[tokio::test]
async fn content_says_when_the_caller_saw_it_last() {
    let (sandbox, path) = filled().await;
    let reader = Caller::new(&sandbox, "reader");
    let id = path.rsplit('/').next().unwrap();
    let search = format!("/wiki/rest/api/content/search?cql=id={id}&expand=metadata.currentuser.viewed");
    let viewed = async || {
        let (_, found) = reader.get(&search).await;
        found["results"][0]["metadata"]["currentuser"]["viewed"].clone()
    };
    assert_eq!(viewed().await, json!({}));
    sandbox.set_time("2031-05-06T13:00:30Z".parse().unwrap());
    assert_eq!(reader.get(&format!("/wiki/api/v2/pages/{id}")).await.0, 200);
    assert_eq!(viewed().await["lastSeen"], "2031-05-06T13:00:00.000Z");
}
