//! Nothing is done twice that must not be, and what may have been done is said.

use super::{basic, oauth};
use crate::fault_server::{FaultServer, Reply};
use confluence_sdk::v2::{NewVersion, PageBody, PageStatus};
use confluence_sdk::{ContentId, Error, FilePart, PageId, SpaceId};
use http::StatusCode;

/// The server may have done what it was asked.
const UNSURE: [fn() -> Reply; 7] = [
    || Reply::new(500),
    || Reply::new(502),
    || Reply::new(503),
    || Reply::new(504),
    || Reply::raw(b""),
    || Reply::raw(b"HTTP/1.1 200 OK\r\nContent-Le"),
    || Reply::ok("{}").cut_after(1),
];

async fn create(server: &FaultServer, retry_writes: bool) -> Result<(), Error> {
    let call = basic(server).pages().create_page(SpaceId::new(1)).title("t");
    let call = if retry_writes { call.retry_writes() } else { call };
    call.raw().await?.error_for_status().map(drop)
}

#[tokio::test]
async fn a_write_that_may_have_been_applied_is_sent_once() {
    for (at, unsure) in UNSURE.into_iter().enumerate() {
        let server = FaultServer::start().await;
        server.answer(unsure());
        let error = create(&server, false).await.unwrap_err();
        assert!(error.may_have_been_applied(), "{at}: {error}");
        assert!(error.to_string().contains("it may have been applied"), "{error}");
        server.only();
    }
    let server = FaultServer::start().await;
    server.answer(Reply::new(500));
    let upload = [FilePart::new("a.bin", vec![7; 100])];
    let call = basic(&server)
        .v1()
        .attachments()
        .create_attachment(ContentId::from(PageId::new(7)), upload);
    assert!(call.await.unwrap_err().may_have_been_applied());
    server.only();
    let server = FaultServer::start().await;
    server.answer(Reply::new(500));
    let error = basic(&server)
        .request("POST", "/wiki/x")
        .await
        .unwrap()
        .error_for_status()
        .unwrap_err();
    assert!(error.may_have_been_applied());
    server.only();
}

#[tokio::test]
async fn a_write_is_sent_again_if_the_caller_says_so() {
    for unsure in UNSURE {
        let server = FaultServer::start().await;
        server.answer(unsure()).answer(Reply::ok("{}"));
        create(&server, true).await.unwrap();
        assert_eq!(server.received().len(), 2);

        // The first attempt may have made the page that the second one collides with.
        let server = FaultServer::start().await;
        server.answer(unsure()).answer(Reply::new(400));
        let error = create(&server, true).await.unwrap_err();
        assert_eq!((error.status(), error.attempts()), (Some(StatusCode::BAD_REQUEST), 2));
        assert!(error.may_have_been_applied(), "{error}");
        assert!(
            error.to_string().contains("an attempt before may have been applied"),
            "{error}"
        );
    }
}

#[tokio::test]
async fn a_write_that_was_not_done_is_sent_again() {
    let refusals: [fn() -> Reply; 3] = [
        || Reply::new(429),
        || Reply::new(429).header("Retry-After", "0"),
        || Reply::new(503).header("Retry-After", "0"),
    ];
    for refuses in refusals {
        let server = FaultServer::start().await;
        server.answer(refuses()).answer(refuses()).answer(Reply::ok("{}"));
        create(&server, false).await.unwrap();
        let received = server.received();
        assert_eq!(received.len(), 3);
        assert!(received.iter().all(|request| request.body == received[0].body));

        let server = FaultServer::start().await;
        server.answer(refuses()).answer(Reply::new(400));
        assert!(!create(&server, false).await.unwrap_err().may_have_been_applied());
    }
}

#[tokio::test]
async fn a_version_guards_an_update() {
    let server = FaultServer::start().await;
    let client = oauth(&server);
    let update = || {
        let body = PageBody::storage("<p/>");
        client
            .pages()
            .update_page(PageId::new(7), PageStatus::Current, "t", body, NewVersion::new(5))
            .raw()
    };
    server.answer(Reply::raw(b"")).answer(Reply::ok("{}"));
    update().await.unwrap().error_for_status().unwrap();
    // It was done at first, and the answer was lost: the version is taken.
    server.answer(Reply::raw(b"")).answer(Reply::new(409));
    let error = update().await.unwrap().error_for_status().unwrap_err();
    assert!(error.is_conflict() && error.may_have_been_applied(), "{error}");
    // Somebody else was faster.
    server.answer(Reply::new(409));
    let error = update().await.unwrap().error_for_status().unwrap_err();
    assert!(error.is_conflict() && !error.may_have_been_applied(), "{error}");
    assert_eq!(server.received().len(), 5);
}

#[tokio::test]
async fn a_page_that_is_gone_may_have_been_deleted_by_an_earlier_attempt() {
    let server = FaultServer::start().await;
    let client = oauth(&server);
    server.answer(Reply::raw(b"")).answer(Reply::new(404));
    let error = client.pages().delete_page(PageId::new(7)).await.unwrap_err();
    assert!(error.is_not_found() && error.may_have_been_applied(), "{error}");
    server.answer(Reply::new(404));
    let error = client.pages().delete_page(PageId::new(7)).await.unwrap_err();
    assert!(error.is_not_found() && !error.may_have_been_applied(), "{error}");
    assert_eq!(server.received().len(), 3);
}

#[tokio::test]
async fn what_the_spec_says_comes_before_the_method() {
    // A POST that only reads.
    let server = FaultServer::start().await;
    server.answer(Reply::new(500)).answer(Reply::ok(r#"{"results":{}}"#));
    let ids = [ContentId::from(PageId::new(7))];
    basic(&server)
        .content()
        .convert_content_ids_to_content_types(ids)
        .raw()
        .await
        .unwrap()
        .error_for_status()
        .unwrap();
    assert_eq!(server.received().len(), 2);
    // A PUT that adds a version each time, and a DELETE after which other versions have that number.
    let server = FaultServer::start().await;
    let client = basic(&server);
    let page = || ContentId::from(PageId::new(7));
    server.answer(Reply::new(500)).answer(Reply::new(500));
    let upload = [FilePart::new("a.bin", vec![7; 100])];
    let error = client
        .v1()
        .attachments()
        .create_or_update_attachments(page(), upload)
        .await
        .unwrap_err();
    assert!(error.may_have_been_applied());
    let error = client
        .v1()
        .content_versions()
        .delete_content_version(page(), 3)
        .await
        .unwrap_err();
    assert!(error.may_have_been_applied());
    assert_eq!(server.received().len(), 2);
}

#[tokio::test]
async fn a_yes_that_cannot_be_read_is_a_yes() {
    let server = FaultServer::start().await;
    server.answer(Reply::ok("[]")).answer(Reply::ok("[]"));
    let client = basic(&server);
    let error = client
        .pages()
        .create_page(SpaceId::new(1))
        .title("t")
        .await
        .unwrap_err();
    assert!(error.is_decode() && error.may_have_been_applied(), "{error}");
    let error = client.pages().get_page_by_id(PageId::new(7)).await.unwrap_err();
    assert!(error.is_decode() && !error.may_have_been_applied(), "{error}");
}
