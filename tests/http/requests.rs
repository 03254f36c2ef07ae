//! Requests as servers want them: what is always sent, in which form, and what is not sent because the site would
//! make something else of it.

use crate::clients::basic;
use crate::fault_server::{FaultServer, Received, Reply};
use confluence_sdk::v1::{
    AttachmentPropertiesUpdateBody, AttachmentPropertiesVersion, LabelCreate, LabelRequest, V1ContentType,
    V1LabelPrefix, op as v1_op,
};
use confluence_sdk::v2::{self, TaskStatus};
use confluence_sdk::{AttachmentId, ContentId, Error, FilePart, PageId, TaskId, Timestamp};
use proptest::prelude::*;
use serde_json::json;

fn page() -> ContentId {
    ContentId::from(PageId::new(7))
}

#[tokio::test]
async fn ids_of_digits_are_sent_as_numbers() {
    let server = FaultServer::start().await;
    let answer = r#"{"results":{"7":"page","8":null,"att9":"attachment"}}"#;
    server.answer(Reply::ok(answer));
    let ids = ["7", "8", "att9", "10", "007"].map(|id| ContentId::new(id).unwrap());
    let types = basic(&server)
        .content()
        .convert_content_ids_to_content_types(ids)
        .await
        .unwrap();
    assert_eq!(server.only().body, br#"{"contentIds":[7,8,"att9",10,"007"]}"#);
    assert_eq!(types.results["7"], Some(v2::ContentType::Page));
    assert_eq!(types.results["8"], None, "not there, or not to be seen");
    assert_eq!(types.results.get("10"), None, "not answered, which is not the same");
}

#[tokio::test]
async fn a_request_that_was_built_is_sent_as_the_call_is() {
    let server = FaultServer::start().await;
    let (client, id) = (basic(&server), PageId::new(7));
    let request = v2::op::GetPageById::new(id).include_labels(true).version(3);
    let call = client.pages().get_page_by_id(id).version(3).include_labels(true);
    assert_eq!(*call.request(), request);
    assert_ne!(request.clone().version(4), request);
    assert_eq!(
        format!("{request:?}"),
        r#"GetPageById { id: "7", version: 3, include_labels: true }"#
    );
    for call in [client.execute(request), call] {
        server.answer(Reply::ok(r#"{"id":"7"}"#));
        call.await.unwrap();
    }
    let sent = server.received();
    assert_eq!(sent[0].target, "/wiki/api/v2/pages/7?version=3&include-labels=true");
    assert_eq!(sent[0].target, sent[1].target);

    let upload = |bytes: &str| v1_op::CreateAttachment::new(id, [FilePart::new("a.txt", bytes.to_owned())]);
    assert_eq!(upload("a"), upload("a"));
    assert_ne!(upload("a"), upload("b"), "of the same name, with another content");
}

#[tokio::test]
async fn a_post_or_put_without_a_body_has_a_length() {
    let server = FaultServer::start().await;
    let client = basic(&server);
    for _ in 0..6 {
        server.answer(Reply::new(204));
    }
    client.v1().watches().add_content_watcher(page()).await.unwrap();
    client.request("POST", "/wiki/x").await.unwrap();
    client.request("PUT", "/wiki/x").await.unwrap();
    client.request("PATCH", "/wiki/x").await.unwrap();
    client.request("GET", "/wiki/x").await.unwrap();
    client.pages().delete_page(PageId::new(7)).await.unwrap();
    let sent = server.received();
    let lengths: Vec<_> = sent
        .iter()
        .map(|request| (&*request.method, request.header("content-length")))
        .collect();
    let zero = Some("0");
    assert_eq!(
        lengths,
        [
            ("POST", zero),
            ("POST", zero),
            ("PUT", zero),
            ("PATCH", zero),
            ("GET", None),
            ("DELETE", None)
        ]
    );
    assert!(sent.iter().all(|request| request.header("transfer-encoding").is_none()));
}

fn minor_edit(request: &Received) -> String {
    let body = String::from_utf8_lossy(&request.body).into_owned();
    let (_, part) = body.split_once("name=\"minorEdit\"").expect("the part is there");
    part.split("\r\n\r\n")
        .nth(1)
        .unwrap()
        .split("\r\n")
        .next()
        .unwrap()
        .to_owned()
}

#[tokio::test]
async fn every_upload_says_whether_it_is_a_minor_edit() {
    let server = FaultServer::start().await;
    let client = basic(&server);
    let attachments = client.v1().attachments();
    let (file, attachment) = (|| FilePart::new("a.png", "x"), || AttachmentId::new("att1").unwrap());
    for _ in 0..2 {
        server.answer(Reply::ok(r#"{"results":[]}"#));
    }
    attachments.create_attachment(page(), [file()]).await.unwrap();
    attachments
        .create_or_update_attachments(page(), [file()])
        .minor_edit(true)
        .await
        .unwrap();
    server.answer(Reply::ok(r#"{"id":"att1","type":"attachment"}"#));
    let _ = attachments.update_attachment_data(page(), attachment(), file()).await;
    let sent: Vec<_> = server.received().iter().map(minor_edit).collect();
    assert_eq!(sent, ["false", "true", "false"]);
}

/// The site shows an image on a page only if it is one by its media type.
#[tokio::test]
async fn every_upload_has_the_media_type_of_its_name() {
    let server = FaultServer::start().await;
    let client = basic(&server);
    let attachments = client.v1().attachments();
    for (name, media_type) in [
        ("a.png", "image/png"),
        ("Ä 発.PNG", "image/png"),
        ("a.tar.JPeG", "image/jpeg"),
        ("png", "application/octet-stream"),
        ("a.", "application/octet-stream"),
    ] {
        let (file, attachment) = (|| FilePart::new(name, "x"), AttachmentId::new("att1").unwrap());
        server
            .answer(Reply::new(404))
            .answer(Reply::new(404))
            .answer(Reply::new(404));
        let _ = attachments.create_attachment(page(), [file()]).await;
        let _ = attachments.create_or_update_attachments(page(), [file()]).await;
        let _ = attachments.update_attachment_data(page(), attachment, file()).await;
        for sent in server.received().iter().rev().take(3) {
            let body = String::from_utf8_lossy(&sent.body);
            assert!(
                body.contains(&format!("filename=\"{name}\"\r\nContent-Type: {media_type}\r\n")),
                "{body}"
            );
        }
    }
}

#[tokio::test]
async fn the_version_of_attachment_properties_is_whole() {
    let server = FaultServer::start().await;
    let update = |version: AttachmentPropertiesVersion| {
        server.answer(Reply::new(404));
        let body =
            AttachmentPropertiesUpdateBody::new(AttachmentId::new("att1").unwrap(), V1ContentType::Attachment, version);
        basic(&server)
            .v1()
            .attachments()
            .update_attachment_properties(page(), AttachmentId::new("att1").unwrap(), body)
    };
    update(AttachmentPropertiesVersion::new(2)).await.unwrap_err();
    let when: Timestamp = "2026-08-01T12:30:00Z".parse().unwrap();
    update(AttachmentPropertiesVersion::new(3).when(when).minor_edit(true))
        .await
        .unwrap_err();
    let [least, most] = &server.received()[..] else {
        panic!("two requests")
    };
    assert_eq!(
        least.json()["version"],
        json!({"number": 2, "minorEdit": false, "when": null})
    );
    assert_eq!(
        most.json()["version"],
        json!({"number": 3, "minorEdit": true, "when": "2026-08-01T12:30:00.000Z"})
    );
}

#[tokio::test]
async fn a_task_is_updated_by_its_status_alone() {
    let server = FaultServer::start().await;
    server.answer(Reply::ok(r#"{"id":"5","status":"complete"}"#));
    basic(&server)
        .tasks()
        .update_task(TaskId::new(5), TaskStatus::Complete)
        .await
        .unwrap();
    let sent = server.only();
    assert_eq!(
        (&*sent.target, sent.json()),
        ("/wiki/api/v2/tasks/5", json!({"status": "complete"}))
    );
}

#[track_caller]
fn refused(error: &Error, field: &str, says: &str) {
    assert!(error.is_invalid_input(), "{error}");
    assert_eq!(error.field(), Some(field), "{error}");
    assert!(error.to_string().contains(says), "`{says}` is not in: {error}");
}

#[tokio::test]
async fn headers_that_belong_to_somebody_else_are_refused() {
    let server = FaultServer::start().await;
    let client = basic(&server);
    for (name, says) in [
        ("Authorization", "the client's credential"),
        ("Cookie", "the client's credential"),
        ("Proxy-Authorization", "the proxy"),
        ("Host", "the client's site"),
        ("Content-Length", "the body of the request"),
        ("transfer-encoding", "the body of the request"),
        ("Trailer", "the body of the request"),
        ("Connection", "the connection"),
        ("Keep-Alive", "the connection"),
        ("Proxy-Connection", "the connection"),
        ("TE", "the connection"),
        ("Upgrade", "the connection"),
        ("Expect", "the connection"),
        ("CONTENT_LENGTH", "the body of the request"),
        ("Transfer_Encoding", "the body of the request"),
        ("X-HTTP-Method-Override", "the operation"),
    ] {
        let field = name.to_ascii_lowercase();
        refused(
            &client
                .pages()
                .get_page_by_id(PageId::new(7))
                .header(name, "5")
                .await
                .unwrap_err(),
            &field,
            says,
        );
        refused(
            &client
                .request("POST", "/wiki/x")
                .header(name, "5")
                .body("x")
                .await
                .unwrap_err(),
            &field,
            says,
        );
        let file = FilePart::new("a", "x");
        let upload = client
            .v1()
            .attachments()
            .create_attachment(page(), [file])
            .header(name, "5");
        refused(&upload.await.unwrap_err(), &field, says);
    }
    let typed = "application/x-other";
    let update = client
        .tasks()
        .update_task(TaskId::new(5), TaskStatus::Complete)
        .header("Content-Type", typed);
    refused(&update.await.unwrap_err(), "content-type", "the body of the request");
    let update = client
        .tasks()
        .update_task(TaskId::new(5), TaskStatus::Complete)
        .header("Content-Encoding", "gzip");
    refused(
        &update.await.unwrap_err(),
        "content-encoding",
        "the body of the request",
    );
    let upload = client
        .v1()
        .attachments()
        .create_attachment(page(), [FilePart::new("a", "x")]);
    refused(
        &upload.header("content-type", typed).await.unwrap_err(),
        "content-type",
        "the body of the request",
    );
    let json = client
        .request("POST", "/wiki/x")
        .json(&json!({}))
        .header("content-type", typed);
    refused(&json.await.unwrap_err(), "content-type", "the body of the request");
    server.saw_nothing();

    server.answer(Reply::ok("{}"));
    client
        .request("POST", "/wiki/x")
        .body("a=b")
        .header("content-type", typed)
        .await
        .unwrap();
    assert_eq!(server.only().header("content-type"), Some(typed));
}

#[tokio::test]
async fn labels_that_the_site_would_change_are_not_sent() {
    let server = FaultServer::start().await;
    let client = basic(&server);
    for (name, says) in [
        ("release notes", "divide it into several labels"),
        (" release", "divide it into several labels"),
        ("release\t", "divide it into several labels"),
        ("release\u{a0}notes", "divide it into several labels"),
        ("release,notes", "divide it into several labels"),
        ("Release", "write \"release\""),
        ("ÄRGER", "write \"ärger\""),
    ] {
        let label = LabelCreate::new(V1LabelPrefix::Global, name);
        let error = client
            .v1()
            .labels()
            .add_labels_to_content(page(), [label])
            .await
            .unwrap_err();
        refused(&error, "[0].name", says);
        assert!(
            LabelRequest::new(V1LabelPrefix::Global, name).name == name,
            "a label of a template is checked when it is sent"
        );
    }
    server.saw_nothing();
    for name in ["release", "release-notes_2", "ärger", "発売"] {
        server.answer(Reply::ok(r#"{"results":[]}"#));
        let label = LabelCreate::new(V1LabelPrefix::Global, name);
        client
            .v1()
            .labels()
            .add_labels_to_content(page(), [label])
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn files_have_a_comment_each_or_none() {
    let server = FaultServer::start().await;
    let client = basic(&server);
    let attach = |files: usize, comments: usize| {
        let files: Vec<_> = (0..files).map(|i| FilePart::new(format!("{i}.txt"), "x")).collect();
        let call = client.v1().attachments().create_attachment(page(), files);
        call.comments((0..comments).map(|i| format!("comment {i}")))
    };
    refused(&attach(2, 1).await.unwrap_err(), "comment", "1 values for 2 files");
    refused(&attach(1, 2).await.unwrap_err(), "comment", "2 values for 1 files");
    server.saw_nothing();
    for (files, comments) in [(2, 0), (2, 2), (1, 1)] {
        server.answer(Reply::ok(r#"{"results":[]}"#));
        attach(files, comments).await.unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn no_header_of_the_caller_changes_the_frame_of_the_body(
        name in "(content-length|Content-Length|transfer-encoding|host|connection|te|expect|x-[a-z]{1,5})", value in "[0-9a-z]{1,6}"
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let server = FaultServer::start().await;
            let call = basic(&server).request("POST", "/wiki/x").body("a whole body").header(&name, &value);
            if name.starts_with("x-") {
                server.answer(Reply::ok("{}"));
                call.await.unwrap();
                let sent = server.only();
                assert_eq!((&sent.body[..], sent.header(&name)), (&b"a whole body"[..], Some(&*value)));
            } else {
                assert!(call.await.unwrap_err().is_invalid_input());
                server.saw_nothing();
            }
        });
    }
}
