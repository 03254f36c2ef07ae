//! The addresses for programs in other languages, and the status page.

use crate::caller::{Caller, bearer, plain_http, read, text};
use confluence_sandbox::{NewPage, Sandbox};
use reqwest::Method;
use serde_json::{Value, json};

/// Calls an address below `/_sandbox/`.
async fn control(sandbox: &Sandbox, method: Method, path: &str, body: Value) -> (u16, Value) {
    let request = plain_http().request(method, format!("{}/_sandbox/{path}", sandbox.url()));
    let request = match body {
        Value::Null => request,
        body => request.json(&body),
    };
    read(request.send().await.unwrap()).await
}

async fn get(sandbox: &Sandbox, path: &str) -> Value {
    let (status, answer) = control(sandbox, Method::GET, path, Value::Null).await;
    assert_eq!(status, 200, "{answer}");
    answer
}

#[tokio::test]
async fn a_program_learns_where_and_who_it_is() {
    let sandbox = Sandbox::start().await.unwrap();
    let info = get(&sandbox, "info").await;
    assert_eq!(
        (&info["url"], &info["cloudId"]),
        (&sandbox.url().into(), &sandbox.cloud_id().into())
    );
    let names: Vec<String> = info["users"]
        .as_array()
        .unwrap()
        .iter()
        .map(|user| text(&user["name"]))
        .collect();
    assert_eq!(names, ["admin", "outsider", "reader", "writer"]);
    let reader = &info["users"][2];
    let answer = plain_http()
        .get(format!("{}/wiki/api/v2/spaces", text(&info["url"])))
        .basic_auth(text(&reader["email"]), Some(text(&reader["apiToken"])))
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 200);
}

#[tokio::test]
async fn the_clock_is_moved() {
    let sandbox = Sandbox::start().await.unwrap();
    let set = json!({ "set": "2030-01-31T12:00:00Z", "frozen": true });
    let (status, clock) = control(&sandbox, Method::POST, "clock", set).await;
    assert_eq!((status, &clock["now"]), (200, &"2030-01-31T12:00:00Z".into()));
    let (_, clock) = control(&sandbox, Method::POST, "clock", json!({ "advance": 3600 })).await;
    assert_eq!(clock, json!({ "now": "2030-01-31T13:00:00Z", "frozen": true }));
    assert_eq!(sandbox.now().to_string(), "2030-01-31T13:00:00Z");
    let (_, clock) = control(&sandbox, Method::POST, "clock", json!({ "frozen": false })).await;
    assert_eq!(clock["frozen"], false);
}

#[tokio::test]
async fn tokens_are_made_and_revoked() {
    let sandbox = Sandbox::builder().space("DEMO", "Demo").start().await.unwrap();
    let scopes = ["read:space:confluence"];
    for (kind, more, url) in [
        ("oauth", json!({ "user": "reader" }), sandbox.gateway_url()),
        ("serviceAccount", json!({ "user": "reader" }), sandbox.gateway_url()),
        ("forgeApp", json!({ "app": "my-app" }), sandbox.gateway_url()),
        (
            "forgeUser",
            json!({ "app": "my-app", "user": "reader" }),
            sandbox.gateway_url(),
        ),
    ] {
        let mut asked = more;
        (asked["kind"], asked["scopes"]) = (kind.into(), json!(scopes));
        let (status, made) = control(&sandbox, Method::POST, "tokens", asked).await;
        assert_eq!(status, 201, "{made}");
        let token = text(&made["token"]);
        let spaces = format!("{url}/wiki/api/v2/spaces");
        assert_eq!(bearer(spaces.clone(), &token).await.status(), 200, "{kind}");
        let (status, _) = control(&sandbox, Method::DELETE, "tokens", json!({ "token": token })).await;
        assert_eq!(status, 204);
        assert_eq!(bearer(spaces, &token).await.status(), 401, "{kind}");
    }
}

#[tokio::test]
async fn the_site_goes_back() {
    let sandbox = Sandbox::builder().space("DEMO", "Demo").start().await.unwrap();
    let admin = Caller::new(&sandbox, "admin");
    let spaces = async || {
        let (status, spaces) = admin.get("/wiki/api/v2/spaces").await;
        assert_eq!(status, 200);
        spaces["results"].as_array().unwrap().len()
    };
    admin.space("ONE").await;
    let (status, kept) = control(&sandbox, Method::POST, "snapshots", Value::Null).await;
    assert_eq!(status, 201);
    admin.space("TWO").await;
    assert_eq!(spaces().await, 3);
    let (status, _) = control(&sandbox, Method::POST, "reset", kept).await;
    assert_eq!((status, spaces().await), (204, 2));
    let (status, _) = control(&sandbox, Method::POST, "reset", Value::Null).await;
    assert_eq!((status, spaces().await), (204, 1));
}

#[tokio::test]
async fn requests_are_listed_with_a_filter() {
    let sandbox = Sandbox::builder().space("DEMO", "Demo").start().await.unwrap();
    let token = sandbox.token(&sandbox.user("writer"), &["read:space:confluence"]);
    bearer(format!("{}/wiki/api/v2/spaces?limit=1", sandbox.gateway_url()), &token).await;
    bearer(format!("{}/wiki/api/v2/pages", sandbox.gateway_url()), &token).await;
    Caller::new(&sandbox, "reader").get("/wiki/api/v2/pages").await;
    let operations = async |query: &str| {
        let listed = get(&sandbox, &format!("requests{query}")).await;
        let requests = listed["requests"].as_array().unwrap().clone();
        requests
            .iter()
            .map(|request| text(&request["operation"]))
            .collect::<Vec<_>>()
    };
    assert_eq!(operations("").await, ["getSpaces", "getPages", "getPages"]);
    assert_eq!(operations("?caller=writer").await, ["getSpaces", "getPages"]);
    assert_eq!(operations("?status=failed").await, ["getPages"]);
    assert_eq!(operations("?status=200&text=GETPAGES").await, ["getPages"]);
    assert_eq!(operations("?text=/spaces").await, ["getSpaces"]);
    let listed = get(&sandbox, "requests?status=401").await;
    let refused = &listed["requests"][0];
    assert_eq!(
        (&refused["caller"], &refused["scopes"], &refused["server"]),
        (&"writer".into(), &json!(["read:space:confluence"]), &"gateway".into())
    );
    assert!(text(&refused["reason"]).contains("read:page:confluence"), "{refused}");
    let (status, _) = control(&sandbox, Method::DELETE, "requests", Value::Null).await;
    assert_eq!((status, operations("").await), (204, vec![]));
}

#[tokio::test]
async fn the_least_scopes_are_told() {
    let sandbox = Sandbox::builder().space("DEMO", "Demo").start().await.unwrap();
    let scopes = [
        "read:space:confluence",
        "read:page:confluence",
        "delete:page:confluence",
    ];
    let token = sandbox.token(&sandbox.user("writer"), &scopes);
    for path in ["spaces", "pages"] {
        bearer(format!("{}/wiki/api/v2/{path}", sandbox.gateway_url()), &token).await;
    }
    Caller::new(&sandbox, "reader").get("/wiki/api/v2/tasks").await;
    let told = get(&sandbox, &format!("scopes?granted={}", scopes.join("+"))).await;
    assert_eq!(told["operations"], json!(["getPages", "getSpaces"]));
    assert_eq!(
        told["least"]["granular"],
        json!([["read:page:confluence", "read:space:confluence"]])
    );
    assert_eq!(told["least"]["classic"], json!([]));
    assert_eq!(told["least"]["connect"], json!(["READ"]));
    assert_eq!(told["unused"], json!(["delete:page:confluence"]));
    let told = get(&sandbox, "scopes?caller=reader").await;
    assert_eq!(told["operations"], json!(["getTasks"]));
    assert_eq!(sandbox.least_scopes().operations, ["getPages", "getSpaces"]);
    assert_eq!(sandbox.least_scopes_of("reader").operations, ["getTasks"]);
}

#[tokio::test]
async fn limits_are_set_and_lifted() {
    let sandbox = Sandbox::start().await.unwrap();
    let admin = Caller::new(&sandbox, "admin");
    let limit = json!({ "requestsPerSecond": 0, "headers": "quota" });
    assert_eq!(control(&sandbox, Method::POST, "limits", limit).await.0, 204);
    assert_eq!(admin.get("/wiki/api/v2/pages").await.0, 429);
    assert_eq!(control(&sandbox, Method::DELETE, "limits", Value::Null).await.0, 204);
    assert_eq!(admin.get("/wiki/api/v2/pages").await.0, 200);
}

#[tokio::test]
async fn mistakes_are_named() {
    let sandbox = Sandbox::start().await.unwrap();
    let post = Method::POST;
    for (method, path, body, status, words) in [
        (
            post.clone(),
            "clock",
            json!({ "advance": "1h" }),
            400,
            "`advance` must be a number of seconds",
        ),
        (
            post.clone(),
            "clock",
            json!({ "advance": -1 }),
            400,
            "`advance` must be a number of seconds",
        ),
        (
            post.clone(),
            "clock",
            json!({ "set": "noon" }),
            400,
            "`set` is not a time",
        ),
        (
            post.clone(),
            "clock",
            json!({ "freeze": true }),
            400,
            "`freeze` is not known; known are advance",
        ),
        (post.clone(), "clock", json!([]), 400, "must be a JSON object"),
        (
            post.clone(),
            "tokens",
            json!({ "kind": "magic" }),
            400,
            "`kind` is not one of oauth",
        ),
        (
            post.clone(),
            "tokens",
            json!({}),
            400,
            "`user` must be given for `oauth`",
        ),
        (
            post.clone(),
            "tokens",
            json!({ "user": "nobody" }),
            400,
            "there is no user `nobody`",
        ),
        (
            post.clone(),
            "tokens",
            json!({ "user": "reader", "app": "a" }),
            400,
            "`app` has no meaning",
        ),
        (
            post.clone(),
            "tokens",
            json!({ "user": "reader", "scopes": "a" }),
            400,
            "`scopes` must be a list",
        ),
        (
            post.clone(),
            "reset",
            json!({ "snapshot": "7" }),
            400,
            "there is no snapshot `7`",
        ),
        (
            post.clone(),
            "limits",
            json!({ "headers": "x" }),
            400,
            "`headers` is none",
        ),
        (post.clone(), "info", Value::Null, 405, "Method Not Allowed"),
        (Method::GET, "nothing", Value::Null, 404, "no /_sandbox/nothing"),
        (
            Method::GET,
            "requests?colour=red",
            Value::Null,
            400,
            "`colour` is not known",
        ),
        (
            Method::GET,
            "requests?status=bad",
            Value::Null,
            400,
            "`status` must be a number",
        ),
    ] {
        let (answered, answer) = control(&sandbox, method, path, body).await;
        assert_eq!(answered, status, "{path}: {answer}");
        assert!(text(&answer["message"]).contains(words), "{path}: {answer}");
    }
    assert_eq!(sandbox.requests(), [], "nothing of this is in the log");
}

#[tokio::test]
async fn the_status_page_shows_what_failed_and_escapes_it() {
    let sandbox = Sandbox::builder()
        .space("DEMO", "Demo")
        .page(NewPage::new("DEMO", "One"))
        .log_limit(3)
        .start()
        .await
        .unwrap();
    let reader = Caller::new(&sandbox, "reader");
    for path in [
        "/wiki/api/v2/pages",
        "/wiki/a?x=<script>alert(1)</script>",
        "/wiki/api/v2/pages/1",
        "/wiki/c",
    ] {
        reader.get(path).await;
    }
    let show = async |query: &str| {
        let answer = plain_http()
            .get(format!("{}/_sandbox/{query}", sandbox.url()))
            .send()
            .await
            .unwrap();
        assert_eq!(answer.headers()["content-type"], "text/html; charset=utf-8");
        let policy = answer.headers()["content-security-policy"].to_str().unwrap().to_owned();
        assert!(policy.starts_with("default-src 'none'"), "{policy}");
        answer.text().await.unwrap()
    };
    let page = show("").await;
    assert!(
        page.contains("3 of 3 requests") && page.contains("1 older ones"),
        "{page}"
    );
    assert!(page.contains("getPageById") && page.contains(">404<"), "{page}");
    assert!(!page.contains("<script") && page.contains("%3Cscript%3E"), "{page}");
    let page = show("?caller=%3Cb%3E&text=%22%3E%3Ci%3E").await;
    assert!(
        page.contains("0 of 0 requests") && page.contains("value=\"&quot;&gt;&lt;i&gt;\""),
        "{page}"
    );
    let moved = plain_http()
        .get(format!("{}/_sandbox", sandbox.url()))
        .send()
        .await
        .unwrap();
    assert_eq!(
        (moved.status().as_u16(), moved.headers()["location"].to_str().unwrap()),
        (302, "/_sandbox/")
    );
}
