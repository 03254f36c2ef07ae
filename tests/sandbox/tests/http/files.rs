//! Uploads and downloads.

use crate::caller::{Caller, read, text};
use confluence_sandbox::{Sandbox, Server};
use reqwest::Method;
use reqwest::header::LOCATION;
use reqwest::multipart::{Form, Part};

#[tokio::test]
async fn an_upload_comes_back_without_credentials() {
    let sandbox = Sandbox::start().await.unwrap();
    let admin = Caller::new(&sandbox, "admin");
    let space = admin.space("DEMO").await;
    let page = admin.page(&space, "Plans").await;
    let path = format!("/wiki/rest/api/content/{page}/child/attachment");
    let form = || {
        let file = Part::bytes(b"hello".to_vec())
            .file_name("plan.txt")
            .mime_str("text/plain")
            .unwrap();
        Form::new()
            .part("file", file)
            .text("minorEdit", "true")
            .text("comment", "first")
    };
    let upload = async |method: Method, token: Option<&str>| {
        let request = admin.request(method, &path).multipart(form());
        let request = match token {
            Some(token) => request.header("X-Atlassian-Token", token),
            None => request,
        };
        read(request.send().await.unwrap()).await
    };
    assert_eq!(upload(Method::POST, None).await.0, 403);
    let (status, uploaded) = upload(Method::POST, Some("nocheck")).await;
    assert_eq!(status, 200, "{uploaded}");
    let id = text(&uploaded["results"][0]["id"]);
    assert!(id.starts_with("att"));
    assert_eq!(upload(Method::POST, Some("no-check")).await.0, 400, "the name is taken");
    let (_, again) = upload(Method::PUT, Some("nocheck")).await;
    assert_eq!(again["results"][0]["version"]["number"], 2);
    let (_, listed) = admin.get(&format!("/wiki/api/v2/pages/{page}/attachments")).await;
    assert_eq!(listed["results"][0]["fileSize"], 5);

    let download = format!("{path}/{id}/download");
    let redirect = admin.request(Method::GET, &download).send().await.unwrap();
    assert_eq!(redirect.status(), 302);
    let location = redirect.headers()[LOCATION].to_str().unwrap().to_owned();
    assert!(location.starts_with(sandbox.media_url()));
    assert_eq!(
        crate::caller::plain_http()
            .get(&location)
            .send()
            .await
            .unwrap()
            .text()
            .await
            .unwrap(),
        "hello"
    );
    let leaking = crate::caller::plain_http()
        .get(&location)
        .basic_auth("a", Some("b"))
        .send()
        .await
        .unwrap();
    assert_eq!(leaking.status(), 400);
    let media: Vec<_> = sandbox
        .requests()
        .into_iter()
        .filter(|request| request.server == Server::Media)
        .collect();
    assert_eq!(
        media.iter().map(|request| request.authorized).collect::<Vec<_>>(),
        [false, true]
    );
    let thumbnail = format!("/wiki/api/v2/attachments/{id}/thumbnail/download");
    assert_eq!(
        admin.request(Method::GET, &thumbnail).send().await.unwrap().status(),
        302
    );
}
