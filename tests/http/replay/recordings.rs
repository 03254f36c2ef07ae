//! What is recorded is answered, and what differs is told.

use super::{Folder, json, recorded, text};
use confluence_sandbox::Sandbox;
use confluence_sdk::testing::{Recorder, Replayer};
use confluence_sdk::transport::TransportError;
use confluence_sdk::v2::PageBody;
use confluence_sdk::{
    ApiToken, AttachmentId, Basic, Client, ContentId, Credential, FilePart, Http, PageId, Result, RetryPolicy, Site,
    SpaceKey, scopes,
};
use serde_json::{Value, json};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

scopes! {
    struct Editor = "read:page:confluence", "write:page:confluence";
}

fn panics(work: impl FnOnce()) -> String {
    *catch_unwind(AssertUnwindSafe(work))
        .unwrap_err()
        .downcast::<String>()
        .unwrap()
}

/// What a program does: pages, an upload with binary content, a download, a failure, a listing.
async fn program(client: &Client<Basic>) -> Result<(Vec<String>, Vec<u8>)> {
    let space = client
        .spaces()
        .get_spaces()
        .keys([SpaceKey::new("OPS").unwrap()])
        .await?
        .results[0]
        .id;
    let page = client
        .pages()
        .create_page(space)
        .title("Ä")
        .body(PageBody::storage("<p>x</p>"))
        .await?;
    let content = ContentId::from(page.id);
    let file = FilePart::new("b.bin", vec![0_u8, 255, 1]);
    let attached = client
        .v1()
        .attachments()
        .create_attachment(content.clone(), [file])
        .await?;
    let id: AttachmentId = AttachmentId::new(attached.results[0].id.as_ref().unwrap().as_str())?;
    let bytes = client
        .v1()
        .attachments()
        .download_attachment(content, id)
        .await?
        .download()
        .await?
        .bytes
        .to_vec();
    assert!(
        client
            .pages()
            .get_page_by_id(PageId::new(99_999))
            .await
            .unwrap_err()
            .is_not_found()
    );
    let pages = client.pages().get_pages().limit(1).items().collect().await?;
    Ok((pages.into_iter().filter_map(|page| page.title).collect(), bytes))
}

#[tokio::test]
async fn a_program_has_the_same_answers_again() {
    let folder = Folder::new("same");
    let sandbox = Sandbox::builder().space("OPS", "Operations").start().await.unwrap();
    let recorder = Recorder::new(folder.file());
    let http = Http::builder().wrap_transport(recorder.around()).build().unwrap();
    let admin = sandbox.admin();
    let credential = Credential::basic(admin.email(), admin.api_token()).unwrap();
    let first = program(&http.client(Site::new(sandbox.url()).unwrap(), credential))
        .await
        .unwrap();
    recorder.finish().unwrap();
    drop(sandbox);

    for _ in 0..2 {
        let replayer = Replayer::open(folder.file()).unwrap();
        assert_eq!(program(&replayer.client()).await.unwrap(), first);
        replayer.verify();
    }
}

/// The order of members, of headers and of exchanges is always the same, and the file ends with a line break.
#[tokio::test]
async fn a_recording_can_be_read_and_compared() {
    let folder = Folder::new("read");
    let mut texts = Vec::new();
    for _ in 0..2 {
        let recorder = Recorder::new(folder.file());
        let client = recorded(&recorder, |_| json(200, r#"{"title":"x","id":"7"}"#));
        client
            .pages()
            .get_page_by_id(PageId::new(7))
            .include_labels(true)
            .await
            .unwrap();
        recorder.finish().unwrap();
        texts.push(text(&folder.file()));
    }
    assert_eq!(texts[0], texts[1]);
    assert!(texts[0].ends_with("}\n"));
    let file: Value = serde_json::from_str(&texts[0]).unwrap();
    assert_eq!(
        file["exchanges"],
        json!([{
            "request": { "method": "GET", "path": "/wiki/api/v2/pages/7", "query": [["include-labels", "true"]], "body": null },
            "response": {
                "status": 200,
                "headers": [["content-type", "application/json"]],
                "body": { "json": { "id": "7", "title": "x" } },
            },
        }])
    );
    let left: Vec<_> = std::fs::read_dir(&folder.0).unwrap().collect();
    assert_eq!(left.len(), 1, "only the recording is left: {left:?}");
    let replayer = Replayer::open(folder.file()).unwrap();
    // Another mode, and so another way to the site: the requests are the same.
    let client = replayer.client::<ApiToken<Editor>>();
    client
        .pages()
        .get_page_by_id(PageId::new(7))
        .include_labels(true)
        .await
        .unwrap();
}

#[tokio::test]
async fn what_was_not_recorded_is_told() {
    let folder = Folder::new("differs");
    let recorder = Recorder::new(folder.file());
    let client = recorded(&recorder, |_| json(200, r#"{"id":"7"}"#));
    client.pages().get_page_by_id(PageId::new(7)).await.unwrap();
    client.pages().create_page(1.into()).title("a").await.unwrap();
    recorder.finish().unwrap();

    let replayer = Replayer::open(folder.file()).unwrap();
    let client = replayer.client::<Basic>();
    let error = client
        .pages()
        .create_page(1.into())
        .title("b")
        .await
        .unwrap_err()
        .to_string();
    for words in [
        "this was not recorded: POST /wiki/api/v2/pages",
        "`body.json.title`: expected \"a\", got \"b\"",
    ] {
        assert!(error.contains(words), "{error}");
    }
    client.pages().get_page_by_id(PageId::new(7)).await.unwrap();
    let error = client
        .pages()
        .get_page_by_id(PageId::new(7))
        .await
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("it was recorded once, and was asked for before"),
        "{error}"
    );
    let report = panics(|| replayer.verify());
    assert!(
        report.contains("this was recorded and not asked for: POST /wiki/api/v2/pages"),
        "{report}"
    );
    let replayer = Replayer::open(folder.file()).unwrap();
    assert!(panics(|| drop(replayer)).contains("not asked for: GET /wiki/api/v2/pages/7"));
}

/// Each attempt is an exchange of its own, and none is waited for.
#[tokio::test]
async fn attempts_and_faults_are_recorded() {
    let folder = Folder::new("attempts");
    let recorder = Recorder::new(folder.file());
    let times = std::sync::atomic::AtomicU32::new(0);
    let client = recorded(&recorder, move |_| {
        match times.fetch_add(1, std::sync::atomic::Ordering::Relaxed) {
            0 => Err(TransportError::broken("reset")),
            1 => {
                let mut busy = json(429, "{}")?;
                busy.headers_mut().insert("retry-after", "0".parse().unwrap());
                Ok(busy)
            }
            _ => json(200, r#"{"id":"7"}"#),
        }
    });
    let soon = RetryPolicy::standard().backoff(Duration::from_millis(1), Duration::from_millis(2));
    client
        .pages()
        .get_page_by_id(PageId::new(7))
        .retries(soon)
        .await
        .unwrap();
    recorder.finish().unwrap();
    let patient = text(&folder.file()).replace(
        "\"retry-after\",\n            \"0\"",
        "\"retry-after\",\n            \"30\"",
    );
    std::fs::write(folder.file(), patient).unwrap();

    let replayer = Replayer::open(folder.file()).unwrap();
    let started = Instant::now();
    replayer
        .client::<Basic>()
        .pages()
        .get_page_by_id(PageId::new(7))
        .await
        .unwrap();
    assert!(started.elapsed() < Duration::from_secs(5));
    replayer.verify();
}

#[tokio::test]
async fn a_recording_that_was_not_finished_is_told() {
    let folder = Folder::new("unfinished");
    let recorder = Recorder::new(folder.file());
    let client = recorded(&recorder, |_| json(200, r#"{"id":"7"}"#));
    client.pages().get_page_by_id(PageId::new(7)).await.unwrap();
    drop(recorder);
    let error = Replayer::open(folder.file()).unwrap_err();
    assert!(
        error.is_file() && error.to_string().contains("was not finished"),
        "{error}"
    );
}

#[tokio::test]
async fn a_recording_that_is_not_finished_leaves_the_one_before() {
    let folder = Folder::new("before");
    for finishes in [true, false, false, true] {
        let recorder = Recorder::new(folder.file());
        let client = recorded(&recorder, |_| json(200, r#"{"id":"7"}"#));
        client.pages().get_page_by_id(PageId::new(7)).await.unwrap();
        match finishes {
            true => recorder.finish().unwrap(),
            false => drop(recorder),
        }
        let replayer = Replayer::open(folder.file()).unwrap();
        let page = replayer.client::<Basic>().pages().get_page_by_id(PageId::new(7));
        page.await.unwrap();
        let mut beside = folder.file().into_os_string();
        beside.push(".unfinished");
        assert_eq!(std::path::Path::new(&beside).exists(), !finishes);
    }
}

#[test]
fn what_is_no_recording_is_told() {
    let folder = Folder::new("none");
    let says = |text: Option<&str>, words: &str| {
        if let Some(text) = text {
            std::fs::write(folder.file(), text).unwrap();
        }
        let error = Replayer::open(folder.file()).unwrap_err();
        assert!(error.is_file() && error.to_string().contains(words), "{error}");
    };
    says(None, "cannot be read");
    says(Some("no json"), "is no recording");
    says(Some("[]"), "is no recording");
    says(Some(r#"{"format":2}"#), "`format` is 2");
    says(Some(r#"{"format":1,"complete":true}"#), "`exchanges`");
    says(Some(r#"{"format":1,"exchanges":[]}"#), "was not finished");
}

/// An exchange that somebody has changed so that it is none is like one that is not there.
#[tokio::test]
async fn any_exchange_is_read_without_panic() {
    let folder = Folder::new("odd");
    let request = json!({ "method": "GET", "path": "/wiki/api/v2/pages/7", "query": [], "body": null });
    for response in [
        json!(null),
        json!({ "status": 70_000 }),
        json!({ "status": 200, "headers": [["a b", "c"]] }),
        json!({ "status": 200, "headers": [["a"]] }),
        json!({ "status": 200, "headers": [], "body": { "base64": "?" } }),
        json!([1]),
    ] {
        let file =
            json!({ "format": 1, "complete": true, "exchanges": [{ "request": request, "response": response }, 7] });
        std::fs::write(folder.file(), file.to_string()).unwrap();
        let replayer = Replayer::open(folder.file()).unwrap();
        let error = replayer
            .client::<Basic>()
            .pages()
            .get_page_by_id(PageId::new(7))
            .await
            .unwrap_err();
        assert_eq!(error.status().unwrap(), 501, "{response}");
        drop(panics(|| drop(replayer)));
    }
}

#[tokio::test]
async fn a_file_that_cannot_be_written_is_an_error() {
    let folder = Folder::new("disk");
    let recorder = Recorder::new(folder.0.join("no such folder").join("a.json"));
    let error = recorder.finish().unwrap_err();
    assert!(
        error.is_file() && error.to_string().contains("cannot be written"),
        "{error}"
    );
    // What was there stays.
    std::fs::write(folder.file(), "before").unwrap();
    let occupied = folder.file().join("a.json");
    assert!(Recorder::new(occupied).finish().is_err());
    assert_eq!(text(&folder.file()), "before");
}
