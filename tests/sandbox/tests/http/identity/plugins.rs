//! The plugin manager's addresses, at which development tools install their app.

use super::app::App;
use super::text;
use crate::caller::{Caller, plain_http, read};
use confluence_sandbox::Sandbox;
use reqwest::{Method, Response};
use serde_json::{Value, json};
use std::time::Duration;

const PLUGINS: &str = "/wiki/rest/plugins/1.0/";
const APP: &str = "/wiki/rest/plugins/1.0/com.example.app-key";
const FORM: &str = "application/vnd.atl.plugins.remote.install+json";

/// Asks for an installation, with the token that the list has given.
async fn ask(caller: &Caller<'_>, token: &str, form: &str, body: Value) -> Response {
    let request = caller.request(Method::POST, &format!("{PLUGINS}?token={token}"));
    request
        .header("content-type", form)
        .body(body.to_string())
        .send()
        .await
        .unwrap()
}

async fn token(caller: &Caller<'_>) -> String {
    let list = caller.request(Method::HEAD, PLUGINS).send().await.unwrap();
    assert_eq!(list.status(), 200);
    list.headers()["upm-token"].to_str().unwrap().to_owned()
}

/// Installs the app, and returns what its progress came to.
async fn install(caller: &Caller<'_>, app: &App) -> Response {
    let body = json!({ "pluginUri": format!("{}/atlassian-connect.json", app.url) });
    let (status, task) = read(ask(caller, &token(caller).await, FORM, body).await).await;
    assert_eq!((status, &task["status"]["done"]), (202, &json!(false)), "{task}");
    let progress = text(&task["links"]["self"]);
    for _ in 0..500 {
        let answer = caller.request(Method::GET, &progress).send().await.unwrap();
        if answer.status() != 200 {
            return answer;
        }
        let body = answer.bytes().await.unwrap();
        let task: Value = serde_json::from_slice(&body).unwrap();
        if task["status"]["done"] == true {
            return axum::http::Response::new(body).into();
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("it is not installed");
}

#[tokio::test]
async fn an_administrator_installs_an_app_and_uninstalls_it() {
    let (sandbox, app) = (Sandbox::start().await.unwrap(), App::start().await);
    let admin = Caller::new(&sandbox, "admin");
    let (_, settings) = admin.get(&format!("{PLUGINS}settings")).await;
    assert_eq!(settings["settings"][0]["key"], "connectDeveloperListingsEnabled");
    assert_eq!(settings["settings"][0]["value"], true);
    assert_eq!(admin.get(APP).await.0, 404);

    let done = install(&admin, &app).await;
    assert_eq!(
        (done.status().as_u16(), &done.headers()["location"]),
        (303, &APP.parse().unwrap())
    );
    let paths: Vec<_> = app.received().into_iter().map(|event| event.path).collect();
    assert_eq!(paths, ["/base/installed", "/base/enabled"]);
    let (_, plugin) = admin.get(APP).await;
    let own = json!({ "self": APP, "delete": APP });
    assert_eq!(
        (&plugin["key"], &plugin["name"], &plugin["enabled"], &plugin["links"]),
        (&json!("com.example.app"), &json!("Example"), &json!(true), &own)
    );
    assert_eq!(admin.get(PLUGINS).await.1["plugins"], json!([plugin]));

    assert_eq!(admin.delete(APP).await.0, 204);
    assert_eq!(app.last().path, "/base/uninstalled");
    assert_eq!(admin.delete(APP).await.0, 404);
    assert_eq!(admin.get(PLUGINS).await.1["plugins"], json!([]));
}

#[tokio::test]
async fn the_progress_says_why_an_app_is_not_installed() {
    let (sandbox, app) = (Sandbox::start().await.unwrap(), App::start().await);
    let admin = Caller::new(&sandbox, "admin");
    app.answer_by("/base/installed", 500);
    let (status, task) = read(install(&admin, &app).await).await;
    assert_eq!(status, 200);
    let reason = text(&task["status"]["errorMessage"]);
    assert!(
        reason.starts_with("com.example.app refused its installation: 500"),
        "{reason}"
    );
    assert_eq!(admin.get(PLUGINS).await.1["plugins"], json!([]));
}

#[tokio::test]
async fn others_and_other_requests_are_refused() {
    let (sandbox, app) = (Sandbox::start().await.unwrap(), App::start().await);
    let (admin, writer) = (Caller::new(&sandbox, "admin"), Caller::new(&sandbox, "writer"));
    let body = json!({ "pluginUri": format!("{}/atlassian-connect.json", app.url) });
    assert_eq!(writer.get(PLUGINS).await.0, 401);
    let nobody = plain_http().get(format!("{}{PLUGINS}", sandbox.url())).send().await;
    assert_eq!(nobody.unwrap().status(), 401);
    let good = token(&admin).await;
    assert_eq!(ask(&writer, &good, FORM, body.clone()).await.status(), 401);
    assert_eq!(ask(&admin, "", FORM, body.clone()).await.status(), 403);
    assert_eq!(ask(&admin, &good[1..], FORM, body.clone()).await.status(), 403);
    assert_eq!(ask(&admin, &good, "application/json", body.clone()).await.status(), 415);
    assert_eq!(ask(&admin, &good, FORM, json!([])).await.status(), 400);
    sandbox.advance(Duration::from_secs(3600));
    assert_eq!(
        ask(&admin, &good, FORM, body).await.status(),
        403,
        "the token has expired"
    );
    assert_eq!(admin.put(PLUGINS, json!({})).await.0, 405);
    assert_eq!(admin.get(&format!("{PLUGINS}pending/1")).await.0, 404);
    assert_eq!(admin.get(&format!("{PLUGINS}pending/x")).await.0, 404);
    assert_eq!(admin.get(&format!("{PLUGINS}nonsense")).await.0, 404);
    assert!(app.received().is_empty());
}

#[tokio::test]
async fn apps_are_called_from_other_languages() {
    let (sandbox, app) = (Sandbox::start().await.unwrap(), App::start().await);
    let control = async |name: &str, body: Value| {
        let url = format!("{}/_sandbox/{name}", sandbox.url());
        read(plain_http().post(url).json(&body).send().await.unwrap()).await
    };
    let event = json!({ "app": "com.example.app", "event": "page_created", "body": { "page": { "id": 1 } } });
    let (status, answer) = control("webhooks", event.clone()).await;
    assert_eq!(
        (status, &answer["message"]),
        (400, &json!("no app `com.example.app` is installed"))
    );
    sandbox.install(&app.url).await.unwrap();
    app.answer_by("/base/hooks/page", 202);
    let (status, answer) = control("webhooks", event).await;
    assert_eq!(
        (status, answer),
        (200, json!({ "status": 202, "body": "{\"heard\":true}" }))
    );
    assert_eq!(app.last().body, json!({ "page": { "id": 1 } }));
    assert!(
        app.last().headers["authorization"]
            .to_str()
            .unwrap()
            .starts_with("JWT ")
    );
    let unknown = json!({ "app": "com.example.app", "event": "page_moved" });
    let (status, answer) = control("webhooks", unknown).await;
    assert_eq!(
        (status, &answer["message"]),
        (400, &json!("com.example.app has no webhook for page_moved"))
    );

    let page = json!({ "app": "com.example.app", "path": "/show?id=1", "user": "reader" });
    let (status, answer) = control("app-pages", page).await;
    assert_eq!(status, 200, "{answer}");
    let start = format!("{}/show?id=1&xdm_e=", app.url);
    assert!(text(&answer["url"]).starts_with(&start), "{answer}");
    let nobody = json!({ "app": "com.example.app", "path": "/show", "user": "nobody" });
    assert_eq!(control("app-pages", nobody).await.0, 400);
}
