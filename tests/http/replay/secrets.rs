//! What is never written. `tests/auth/secrets.rs` looks at recordings of every way in.

use super::{Folder, json, recorded, text};
use confluence_sdk::testing::{Recorder, Replayer};
use confluence_sdk::{Basic, PageId};
use serde_json::json;
use std::io::Write as _;

const TOKEN: &str = "t0ken-of-ada-7f1a90";

/// A site that says everything it should not.
#[tokio::test]
async fn a_site_that_repeats_secrets_everywhere() {
    let folder = Folder::new("repeats");
    let recorder = Recorder::new(folder.file()).hide("our own s3cret");
    let client = recorded(&recorder, |request| {
        let sent = request.headers()["authorization"].to_str().unwrap();
        let body = json!({
            "id": "7",
            "title": format!("{sent} {TOKEN} our own s3cret"),
            "token": "a-t0ken-of-the-site", "sharedSecret": "sh4red", "jsessionid": "5E55ION",
            "_links": { "webui": "/x?jwt=eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJ4In0.c2lnbmF0dXJl&os_authType=basic" },
        });
        let mut answer = json(200, &body.to_string())?;
        for (name, value) in [
            ("set-cookie", "tenant.session.token=c00kie"),
            ("x-echo", sent),
            ("location", "https://media.example/f?token=s1gned&name=x"),
            ("x-aaccountid", "5b10ac8d82e05b22cc7d4ef5"),
            ("atl-traceid", "tr4ce"),
        ] {
            answer.headers_mut().insert(name, value.parse().unwrap());
        }
        Ok(answer)
    });
    let call = client
        .request("POST", "/wiki/x")
        .query("access_token", "qu3ry")
        .query("a", "our own s3cret");
    call.header("X-Api-Key", "k3y")
        .json(&json!({ "password": "p4ss", "note": TOKEN }))
        .await
        .unwrap();
    recorder.finish().unwrap();
    let text = text(&folder.file());
    for secret in [
        TOKEN,
        "YWRh",
        "our own s3cret",
        "a-t0ken",
        "sh4red",
        "5E55ION",
        "eyJ",
        "c00kie",
        "s1gned",
        "5b10ac8d",
        "qu3ry",
        "k3y",
        "p4ss",
        "example.atlassian.net",
    ] {
        assert!(!text.contains(secret), "`{secret}` is in {text}");
    }
    assert!(
        text.contains("tr4ce") && text.contains("os_authType=basic") && text.contains("SECRET"),
        "{text}"
    );
}

#[tokio::test]
async fn what_is_coded_is_cleaned_and_replayed_or_left_out() {
    for coding in ["gzip", "br"] {
        let folder = Folder::new("coded");
        let recorder = Recorder::new(folder.file());
        let client = recorded(&recorder, move |_| {
            let body = json!({ "id": "7", "title": "Menu", "token": "s3cr3t" }).to_string();
            let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
            encoder.write_all(body.as_bytes()).unwrap();
            let mut answer = json(200, "")?;
            answer.headers_mut().insert("content-encoding", coding.parse().unwrap());
            *answer.body_mut() = match coding {
                "gzip" => encoder.finish().unwrap(),
                // Not this coding, but nobody looks.
                _ => body.into_bytes(),
            };
            Ok(answer)
        });
        let read = client.pages().get_page_by_id(PageId::new(7)).await;
        assert_eq!(read.is_ok(), coding == "gzip");
        recorder.finish().unwrap();
        let text = text(&folder.file());
        assert!(!text.contains("s3cr3t") && !text.contains("base64"), "{text}");
        if coding == "gzip" {
            let replayer = Replayer::open(folder.file()).unwrap();
            let page = replayer.client::<Basic>().pages().get_page_by_id(PageId::new(7));
            let page = page.await.unwrap();
            assert_eq!(page.title.as_deref(), Some("Menu"));
        }
    }
}

#[tokio::test]
async fn people_have_stand_ins_where_they_are_not_wanted() {
    let folder = Folder::new("people");
    let id = "557058:12345678-1234-1234-1234-123456789abc";
    let page = format!(r#"{{"id":"7","authorId":"{id}","title":"of ada@example.com"}}"#);
    for without in [false, true] {
        let recorder = Recorder::new(folder.file());
        let recorder = if without { recorder.without_people() } else { recorder };
        let page = page.clone();
        let client = recorded(&recorder, move |_| json(200, &page));
        client.pages().get_page_by_id(PageId::new(7)).await.unwrap();
        client
            .request("GET", "/wiki/rest/api/user")
            .query("accountId", id)
            .await
            .unwrap();
        recorder.finish().unwrap();
        let text = text(&folder.file());
        assert_eq!(text.contains(id), !without, "{text}");
        assert_eq!(text.contains("ada@example.com"), !without, "{text}");
    }
    let replayer = Replayer::open(folder.file()).unwrap();
    let client = replayer.client::<Basic>();
    let page = client.pages().get_page_by_id(PageId::new(7)).await.unwrap();
    assert_eq!(page.author_id.unwrap().as_str(), "account-1");
    client
        .request("GET", "/wiki/rest/api/user")
        .query("accountId", "account-1")
        .await
        .unwrap();
    replayer.verify();
}

#[tokio::test]
async fn cursors_that_can_hold_people_have_stand_ins_and_lead_on() {
    let folder = Folder::new("cursors");
    let recorder = Recorder::new(folder.file()).without_people();
    let cursor = "eyJhdXRob3IiOiI1YjEwYWM4ZDgyZTA1YjIyY2M3ZDRlZjUifQ==";
    let client = recorded(&recorder, move |request| {
        let query = request.uri().query().unwrap_or_default();
        let body = match query.contains("cursor=") {
            true => json!({ "results": [{ "id": "2" }], "_links": {} }),
            false => {
                let next = format!("/wiki/api/v2/pages?limit=1&cursor={}", cursor.replace('=', "%3d"));
                json!({ "results": [{ "id": "1" }], "_links": { "next": next } })
            }
        };
        json(200, &body.to_string())
    });
    let ids = |pages: Vec<confluence_sdk::v2::PageBulk>| pages.into_iter().map(|page| page.id).collect::<Vec<_>>();
    let listed = client.pages().get_pages().limit(1).items().collect().await.unwrap();
    recorder.finish().unwrap();
    let text = text(&folder.file());
    assert!(
        !text.contains(&cursor[..20]) && text.contains("cursor=cursor-1"),
        "{text}"
    );
    let replayer = Replayer::open(folder.file()).unwrap();
    let again = replayer.client::<Basic>().pages().get_pages().limit(1).items();
    assert_eq!(ids(again.collect().await.unwrap()), ids(listed));
    replayer.verify();
}

#[tokio::test]
async fn what_was_hidden_is_hidden_when_it_is_replayed_too_in_every_spelling() {
    const HIDDEN: &str = "our s3cret/ü";
    let folder = Folder::new("hidden");
    let recorder = Recorder::new(folder.file()).hide(HIDDEN);
    let client = recorded(&recorder, |_| {
        let links = ["our%20s3cret%2F%C3%BC", "our+s3cret%2f%c3%bc", "our%20s3cret%2f%c3%bc"];
        let links: Vec<String> = links.iter().map(|link| format!("/x?name={link}")).collect();
        json(200, &json!({ "id": "7", "title": links.join(" ") }).to_string())
    });
    let create = |client: &confluence_sdk::Client<Basic>| client.pages().create_page(1.into()).title(HIDDEN);
    create(&client).await.unwrap();
    recorder.finish().unwrap();
    let text = text(&folder.file());
    assert!(!text.contains("s3cret"), "{text}");

    let replayer = Replayer::open(folder.file()).unwrap().hide(HIDDEN);
    create(&replayer.client()).await.unwrap();
    replayer.verify();
}

#[tokio::test]
async fn the_code_of_an_error_is_no_secret() {
    let folder = Folder::new("codes");
    let recorder = Recorder::new(folder.file());
    let refusal = r#"{"errors":[{"status":404,"code":"NOT_FOUND","title":"Not Found"}]}"#;
    let client = recorded(&recorder, move |_| json(404, refusal));
    let read = |client: confluence_sdk::Client<Basic>| client.pages().get_page_by_id(PageId::new(7));
    let first = read(client).await.unwrap_err();
    recorder.finish().unwrap();
    let replayer = Replayer::open(folder.file()).unwrap();
    let again = read(replayer.client()).await.unwrap_err();
    assert_eq!((first.code(), again.code()), (Some("NOT_FOUND"), Some("NOT_FOUND")));
}

/// A page that tells of codes and tokens is written as it is.
#[tokio::test]
async fn what_is_no_secret_stays() {
    let folder = Folder::new("stays");
    let recorder = Recorder::new(folder.file());
    let client = recorded(&recorder, |_| {
        json(200, r#"{"id":"7","title":"How to get a token? Use code & state = x"}"#)
    });
    client.pages().get_page_by_id(PageId::new(7)).await.unwrap();
    recorder.finish().unwrap();
    let replayer = Replayer::open(folder.file()).unwrap();
    let page = replayer
        .client::<Basic>()
        .pages()
        .get_page_by_id(PageId::new(7))
        .await
        .unwrap();
    assert_eq!(page.title.as_deref(), Some("How to get a token? Use code & state = x"));
}
