//! Files: sent, and fetched.

use super::{ID, report};
use confluence_sdk::testing::{self, Mock};
use confluence_sdk::{AttachmentId, Basic, ContentId, FilePart, v1::op};
use serde_json::json;

fn empty() -> serde_json::Value {
    json!({ "results": [], "start": 0, "limit": 1, "size": 0 })
}

#[tokio::test]
async fn the_parts_of_an_upload() {
    let mock = Mock::new();
    let files = || {
        [
            FilePart::new("a \"b\".csv", "1,2\r\n--x"),
            FilePart::new("p.png", &b"\x00\xff"[..]),
        ]
    };
    let mut wanted = op::CreateAttachment::new(ContentId::from(ID), files());
    wanted.minor_edit = Some(true);
    mock.expect(wanted).answers_json(empty());
    let attachments = mock.client::<Basic>();
    let call = attachments.v1().attachments().create_attachment(ID, files());
    call.minor_edit(true).await.unwrap();
    mock.verify();
    let parts = mock.sent()[0].parts();
    let csv = parts
        .iter()
        .find(|part| part.file_name() == Some("a \"b\".csv"))
        .unwrap();
    assert_eq!(
        (csv.name(), csv.media_type(), csv.text()),
        ("file", Some("text/csv"), Some("1,2\r\n--x"))
    );
    let png = parts.iter().find(|part| part.file_name() == Some("p.png")).unwrap();
    assert_eq!(&png.bytes()[..], b"\x00\xff");
    let minor = parts.iter().find(|part| part.name() == "minorEdit").unwrap();
    assert_eq!((minor.text(), minor.file_name()), (Some("true"), None));
}

#[tokio::test]
async fn a_file_that_differs_is_named() {
    let mock = Mock::new();
    mock.expect(op::CreateAttachment::new(
        ContentId::from(ID),
        [FilePart::new("a.csv", "1")],
    ))
    .answers_json(empty());
    let client = mock.client::<Basic>();
    let call = client
        .v1()
        .attachments()
        .create_attachment(ID, [FilePart::new("a.csv", "2")]);
    let error = call.await.unwrap_err().to_string();
    assert!(error.contains("[0].content`: expected \"1\", got \"2\""), "{error}");
    drop(report(mock));
}

#[tokio::test]
async fn an_upload_from_a_stream_arrives_whole() {
    let mock = Mock::new();
    mock.expect_any::<op::CreateAttachment>().answers_json(empty());
    let pieces = futures_util::stream::iter(["ab", "cd"].map(Ok::<_, std::io::Error>));
    let file = FilePart::from_stream("s.bin", None, pieces);
    let client = mock.client::<Basic>();
    client.v1().attachments().create_attachment(ID, [file]).await.unwrap();
    let parts = mock.sent()[0].parts();
    let file = parts.iter().find(|part| part.file_name() == Some("s.bin")).unwrap();
    assert_eq!(file.text(), Some("abcd"));
}

#[tokio::test]
async fn a_download_is_fetched_streamed_and_saved() {
    let file = AttachmentId::new("att9").unwrap();
    let mock = Mock::new();
    mock.expect(op::DownloadAttachment::new(ContentId::from(ID), file.clone()))
        .answers_file(testing::download("ä.csv", "text/csv", "1,2"))
        .times(2);
    let client = mock.client::<Basic>();
    let redirect = || client.v1().attachments().download_attachment(ID, file.clone());
    let download = redirect().await.unwrap().download().await.unwrap();
    assert_eq!(
        (download.file_name(), download.media_type.as_deref()),
        (Some("ä.csv"), Some("text/csv"))
    );
    let path = std::env::temp_dir().join(format!("confluence-sdk-mock-{}", std::process::id()));
    assert_eq!(redirect().await.unwrap().save_to(&path).await.unwrap(), 3);
    assert_eq!(std::fs::read(&path).unwrap(), b"1,2");
    std::fs::remove_file(path).unwrap();
    mock.verify();
    // Only the calls are told, not what they lead to.
    assert_eq!(mock.sent().len(), 2);
}
