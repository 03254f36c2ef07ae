//! Watches of content, spaces and labels.

use crate::caller::Caller;
use confluence_sandbox::Sandbox;
use reqwest::Method;
use serde_json::json;

#[tokio::test]
async fn content_spaces_and_labels_are_watched_alike() {
    let sandbox = Sandbox::start().await.unwrap();
    let (admin, reader) = (Caller::new(&sandbox, "admin"), Caller::new(&sandbox, "reader"));
    let space = admin.space("DEMO").await;
    let page = admin.page(&space, "Plan").await;
    let labels = json!([{ "prefix": "global", "name": "red" }]);
    assert_eq!(
        admin
            .post(&format!("/wiki/rest/api/content/{page}/label"), labels)
            .await
            .0,
        200
    );
    let set = async |caller: &Caller<'_>, method: Method, path: &str| {
        let request = caller.request(method, path).header("X-Atlassian-Token", "no-check");
        request.send().await.unwrap().status().as_u16()
    };
    for watched in [
        format!("content/{page}"),
        "space/DEMO".to_owned(),
        "label/red".to_owned(),
    ] {
        let path = format!("/wiki/rest/api/user/watch/{watched}");
        assert_eq!(reader.get(&path).await, (200, json!({ "watching": false })));
        assert_eq!(
            reader.send(Method::POST, &path, None).await.0,
            403,
            "no header against forged requests"
        );
        assert_eq!(set(&reader, Method::POST, &path).await, 204);
        assert_eq!(set(&reader, Method::POST, &path).await, 204, "again");
        assert_eq!(reader.get(&path).await.1["watching"], true);
        let of_reader = format!("{path}?accountId={}", reader.user.account_id());
        assert_eq!(admin.get(&of_reader).await.1["watching"], true);
        let of_admin = format!("{path}?accountId={}", admin.user.account_id());
        assert_eq!(
            reader.get(&of_admin).await.0,
            403,
            "only administrators ask about others"
        );
        assert_eq!(admin.get(&path).await.1["watching"], false);
    }
    for unknown in ["content/12345678", "space/NOPE", "label/nope"] {
        let path = format!("/wiki/rest/api/user/watch/{unknown}");
        assert_eq!(reader.get(&path).await.0, 403, "{unknown}");
        assert_eq!(set(&admin, Method::POST, &path).await, 403, "{unknown}");
    }

    let (_, watches) = admin
        .get(&format!("/wiki/rest/api/content/{page}/notification/child-created"))
        .await;
    let watch = &watches["results"][0];
    assert_eq!((&watches["size"], &watch["type"]), (&json!(1), &json!("page")));
    assert_eq!(watch["contentId"], page.parse::<u64>().unwrap());
    assert_eq!(watch["watcher"]["accountId"], reader.user.account_id());
    assert!(watch["watcher"].get("_links").is_none(), "{watch}");
    for path in [
        format!("content/{page}/notification/created"),
        "space/DEMO/watch".to_owned(),
    ] {
        let (_, watches) = admin.get(&format!("/wiki/rest/api/{path}")).await;
        assert_eq!(watches["results"][0]["spaceKey"], "DEMO", "{watches}");
        assert_eq!(watches["results"][0]["watcher"]["displayName"], "reader");
    }
    assert_eq!(admin.get("/wiki/rest/api/space/NOPE/watch").await.0, 404);
    let path = "/wiki/rest/api/user/watch/space/DEMO";
    assert_eq!(set(&reader, Method::DELETE, path).await, 204);
    assert_eq!(admin.get("/wiki/rest/api/space/DEMO/watch").await.1["size"], 0);
}
