//! Callers without an account, on a site that is open to everybody and on one that is not.

use crate::caller::{Caller, plain_http, read, text};
use confluence_sandbox::{NewPage, Sandbox};
use reqwest::Method;
use serde_json::{Value, json};

async fn open_site() -> Sandbox {
    let page = |space: &str, title: &str| NewPage::new(space, title).body("<p>fish</p>");
    Sandbox::builder()
        .space("OPEN", "Open")
        .space("SHUT", "Shut")
        .public("OPEN")
        .page(page("OPEN", "Seen").id(501).attachment("a.txt", "text/plain", "hello"))
        .page(page("OPEN", "Held").id(502).readers(["writer"]))
        .page(page("SHUT", "Hidden").id(503))
        .start()
        .await
        .unwrap()
}

async fn nobody(sandbox: &Sandbox, method: Method, path: &str) -> (u16, Value) {
    let request = plain_http().request(method, format!("{}{path}", sandbox.url()));
    read(request.send().await.unwrap()).await
}

async fn get(sandbox: &Sandbox, path: &str) -> (u16, Value) {
    nobody(sandbox, Method::GET, path).await
}

fn titles(list: &Value) -> Vec<String> {
    let results = list["results"].as_array().unwrap_or_else(|| panic!("no list: {list}"));
    let mut titles: Vec<String> = results.iter().map(|page| text(&page["title"])).collect();
    titles.sort();
    titles
}

#[tokio::test]
async fn everybody_reads_what_a_public_space_shows() {
    let sandbox = open_site().await;
    let (status, page) = get(&sandbox, "/wiki/api/v2/pages/501?body-format=storage").await;
    assert_eq!(
        (status, &page["body"]["storage"]["value"]),
        (200, &json!("<p>fish</p>"))
    );
    let (status, page) = get(&sandbox, "/wiki/rest/api/content/501?expand=space").await;
    assert_eq!((status, &page["space"]["key"]), (200, &json!("OPEN")));
    assert_eq!(titles(&get(&sandbox, "/wiki/api/v2/pages").await.1), ["Open", "Seen"]);
    let found = get(&sandbox, "/wiki/rest/api/content/search?cql=text~fish").await.1;
    assert_eq!(titles(&found), ["Seen"]);
    let (_, spaces) = get(&sandbox, "/wiki/api/v2/spaces").await;
    assert_eq!(spaces["results"].as_array().unwrap().len(), 1);
    assert_eq!(
        nobody(&sandbox, Method::GET, "/wiki/download/attachments/501/a.txt")
            .await
            .0,
        302
    );
    assert_eq!(nobody(&sandbox, Method::HEAD, "/wiki/api/v2/pages/501").await.0, 200);

    for (path, status) in [
        ("/wiki/api/v2/pages/502", 404),
        ("/wiki/api/v2/pages/503", 404),
        ("/wiki/rest/api/content/503", 404),
        ("/wiki/rest/api/audit", 403),
    ] {
        assert_eq!(get(&sandbox, path).await.0, status, "{path}");
    }
}

#[tokio::test]
async fn nobody_is_shown_as_anonymous() {
    let sandbox = open_site().await;
    for path in ["/wiki/rest/api/user/current", "/wiki/rest/api/user/anonymous"] {
        let (status, user) = get(&sandbox, path).await;
        assert_eq!(
            (status, &user["type"], &user["displayName"]),
            (200, &json!("anonymous"), &json!("Anonymous"))
        );
        assert!(user.get("accountId").is_none(), "{user}");
    }
    let requests = sandbox.requests();
    assert_eq!(requests.last().unwrap().caller, None);
}

#[tokio::test]
async fn without_credentials_nothing_is_changed_and_the_gateway_stays_shut() {
    let sandbox = open_site().await;
    for (method, path) in [
        (Method::POST, "/wiki/api/v2/pages"),
        (Method::DELETE, "/wiki/api/v2/pages/501"),
        (Method::PUT, "/wiki/api/v2/pages/501"),
    ] {
        assert_eq!(nobody(&sandbox, method, path).await.0, 401, "{path}");
    }
    let at_gateway = format!("{}/wiki/api/v2/pages/501", sandbox.gateway_url());
    assert_eq!(plain_http().get(at_gateway).send().await.unwrap().status(), 401);
}

#[tokio::test]
async fn a_wrong_token_counts_as_none_and_the_answer_says_so() {
    let sandbox = open_site().await;
    let admin = Caller::new(&sandbox, "admin");
    for (path, status) in [("/wiki/api/v2/pages/501", 200), ("/wiki/api/v2/pages/503", 404)] {
        let request = plain_http().get(format!("{}{path}", sandbox.url()));
        let response = request
            .basic_auth(admin.user.email(), Some("wrong"))
            .send()
            .await
            .unwrap();
        assert_eq!(response.status(), status);
        assert_eq!(response.headers()["x-seraph-loginreason"], "AUTHENTICATED_FAILED");
        let right = admin.request(Method::GET, path).send().await.unwrap();
        assert_eq!(right.status(), 200);
        assert!(!right.headers().contains_key("x-seraph-loginreason"));
    }
}

#[tokio::test]
async fn a_site_that_is_not_open_refuses_everybody() {
    let sandbox = Sandbox::start().await.unwrap();
    assert_eq!(get(&sandbox, "/wiki/rest/api/user/current").await.0, 401);
    assert_eq!(get(&sandbox, "/wiki/api/v2/pages").await.0, 401);
}

#[tokio::test]
async fn a_space_is_opened_and_shut_while_the_sandbox_runs() {
    let sandbox = Sandbox::builder()
        .space("DEMO", "Demo")
        .anonymous_access()
        .start()
        .await
        .unwrap();
    let admin = Caller::new(&sandbox, "admin");
    let path = "/wiki/rest/api/space/DEMO?expand=permissions";
    assert_eq!(get(&sandbox, path).await.0, 404);
    let everybody = json!({ "subject": { "type": "user", "identifier": "anonymous" },
        "operation": { "key": "read", "target": "space" } });
    let (status, given) = admin.post("/wiki/rest/api/space/DEMO/permission", everybody).await;
    assert_eq!(status, 200, "{given}");
    let (status, space) = get(&sandbox, path).await;
    let permissions = space["permissions"].as_array().unwrap();
    assert_eq!(status, 200);
    assert!(
        permissions.iter().any(|held| held["anonymousAccess"] == true),
        "{space}"
    );
    // A guest reads what everybody reads.
    let taken = format!("/wiki/rest/api/space/DEMO/permission/{}", given["id"]);
    assert_eq!(admin.delete(&taken).await.0, 204);
    assert_eq!(get(&sandbox, path).await.0, 404);
}

#[tokio::test]
async fn who_is_nobody_cannot_search_by_who_they_are() {
    let sandbox = open_site().await;
    for function in ["creator=currentUser()", "space%20in%20favouriteSpaces()"] {
        let path = format!("/wiki/rest/api/search?cql={function}");
        assert_eq!(get(&sandbox, &path).await.0, 400, "{function}");
        assert_eq!(Caller::new(&sandbox, "reader").get(&path).await.0, 200, "{function}");
    }
}

#[tokio::test]
async fn an_administrator_asks_what_everybody_may() {
    let sandbox = open_site().await;
    let admin = Caller::new(&sandbox, "admin");
    for (page, operation, permitted) in [
        (501, "read", true),
        (501, "update", false),
        (502, "read", false),
        (503, "read", false),
    ] {
        let question = json!({ "subject": { "type": "user", "identifier": "anonymous" }, "operation": operation });
        let path = format!("/wiki/rest/api/content/{page}/permission/check");
        let (status, answer) = admin.post(&path, question).await;
        assert_eq!(
            (status, &answer["hasPermission"]),
            (200, &json!(permitted)),
            "{page} {operation}"
        );
    }
}
