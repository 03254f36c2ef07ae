//! A call is a future: what takes futures takes calls, and nothing is sent before somebody polls.

use crate::clients::basic;
use crate::fault_server::{FaultServer, Received, Reply};
use confluence_sdk::v2::{PageSingle, op};
use confluence_sdk::{AttachmentId, Basic, Call, Client, ContentId, PageId, RawCall, Result};
use futures_util::future::{BoxFuture, join_all};
use futures_util::stream::{self, StreamExt};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;
use tokio::task::JoinSet;

fn page(request: &Received) -> Reply {
    let id = request.path().rsplit('/').next().unwrap_or_default();
    Reply::ok(format!(
        r#"{{"id":"{id}","status":"current","title":"t","spaceId":"1","authorId":"a","createdAt":"2024-01-01T00:00:00.000Z","version":{{"number":1}}}}"#
    ))
}

fn read(client: &Client<Basic>, id: u64) -> Call<op::GetPageById> {
    client.pages().get_page_by_id(PageId::new(id))
}

async fn server(answers: usize) -> (FaultServer, Client<Basic>) {
    let server = FaultServer::start().await;
    for _ in 0..answers {
        server.answer(Reply::of(page));
    }
    let client = basic(&server);
    (server, client)
}

fn ids(pages: impl IntoIterator<Item = Result<PageSingle>>) -> Vec<u64> {
    let mut ids: Vec<u64> = pages.into_iter().map(|page| page.unwrap().id.get()).collect();
    ids.sort_unstable();
    ids
}

/// Polls once and comes back.
fn poll<F: Future + Unpin>(future: &mut F) -> Poll<F::Output> {
    Pin::new(future).poll(&mut Context::from_waker(Waker::noop()))
}

#[test]
fn calls_can_be_moved_shared_and_pinned_anywhere() {
    fn any<T: Send + Sync + Unpin + Clone + 'static>() {}
    any::<Call<op::GetPageById>>();
    any::<Call<op::CreatePage>>();
    any::<RawCall>();
    fn fetched<T: Send + Sync + Unpin + 'static>() {}
    fetched::<confluence_sdk::Fetch>();
}

#[tokio::test]
async fn join_all_takes_calls() {
    let (_server, client) = server(3).await;
    let pages = join_all((1..=3).map(|id| read(&client, id))).await;
    assert_eq!(ids(pages), [1, 2, 3]);
}

#[tokio::test]
async fn a_stream_buffers_calls() {
    let (server, client) = server(5).await;
    let calls = stream::iter((1..=5).map(|id| read(&client, id)));
    let pages: Vec<_> = calls.buffer_unordered(2).collect().await;
    assert_eq!(ids(pages), [1, 2, 3, 4, 5]);
    assert_eq!(server.received().len(), 5);
}

#[tokio::test]
async fn a_join_set_takes_calls() {
    let (_server, client) = server(3).await;
    let mut set = JoinSet::new();
    for id in 1..=3 {
        set.spawn(read(&client, id));
    }
    drop(client);
    assert_eq!(ids(set.join_all().await), [1, 2, 3]);
}

#[tokio::test]
async fn calls_of_different_operations_are_boxed_alike() {
    let (server, client) = server(1).await;
    server.answer(Reply::new(204));
    let id = PageId::new(1);
    let calls: Vec<BoxFuture<'static, bool>> = vec![
        Box::pin(futures_util::FutureExt::map(read(&client, 1), |page| page.is_ok())),
        Box::pin(futures_util::FutureExt::map(client.pages().delete_page(id), |done| {
            done.is_ok()
        })),
    ];
    for call in calls {
        assert!(call.await);
    }
    let lines: Vec<_> = server.received().iter().map(Received::line).collect();
    assert_eq!(lines, ["GET /wiki/api/v2/pages/1", "DELETE /wiki/api/v2/pages/1"]);
}

#[tokio::test]
async fn a_call_is_boxed_as_it_is() {
    let (_server, client) = server(1).await;
    let call: BoxFuture<'static, Result<PageSingle>> = Box::pin(read(&client, 1));
    assert_eq!(call.await.unwrap().id, PageId::new(1));
}

#[tokio::test]
async fn what_is_dropped_before_a_poll_is_not_sent() {
    let (server, client) = server(0).await;
    drop(read(&client, 1));
    drop(read(&client, 1).send());
    drop(read(&client, 1).raw());
    drop(client.pages().get_pages().items());
    drop(client.request("GET", "/wiki"));
    drop(client.request("GET", "/wiki").send());
    drop(join_all([read(&client, 1), read(&client, 2)]));
    tokio::time::sleep(Duration::from_millis(20)).await;
    server.saw_nothing();
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn a_clone_is_a_call_of_its_own() {
    let (server, client) = server(2).await;
    let call = read(&client, 1).header("X-Note", "both");
    let other = call.clone().include_labels(true);
    assert_eq!(ids([call.await, other.await]), [1, 1]);
    let received = server.received();
    assert_eq!(received[0].target, "/wiki/api/v2/pages/1");
    assert_eq!(received[1].target, "/wiki/api/v2/pages/1?include-labels=true");
    assert!(received.iter().all(|request| request.header("x-note") == Some("both")));
}

#[tokio::test]
async fn a_call_that_is_under_way_is_sent_once_whatever_becomes_of_it() {
    let (server, client) = server(2).await;
    let mut call = read(&client, 1);
    assert!(poll(&mut call).is_pending());
    // Too late for the call, in time for its clone.
    let call = call.include_labels(true).header("X-Note", "late");
    assert_eq!(call.request().include_labels, Some(true));
    let clone = call.clone();
    assert_eq!(ids([call.await, clone.await]), [1, 1]);
    let received = server.received();
    assert_eq!(received.len(), 2);
    let late = |request: &Received| request.header("x-note").is_some() && request.query() == "include-labels=true";
    assert_eq!(received.iter().filter(|request| late(request)).count(), 1);
}

#[tokio::test]
async fn raw_goes_on_with_what_is_under_way() {
    let (server, client) = server(1).await;
    let mut call = read(&client, 1);
    assert!(poll(&mut call).is_pending());
    assert_eq!(call.raw().await.unwrap().status(), 200);
    server.only();
}

#[tokio::test]
async fn a_list_goes_on_with_the_page_that_is_under_way() {
    let server = FaultServer::start().await;
    let page = |id: u64, next: &str| {
        Reply::ok(format!(
            r#"{{"results":[{{"id":"{id}","status":"current","title":"t","spaceId":"1","authorId":"a","createdAt":"2024-01-01T00:00:00.000Z","version":{{"number":1}}}}],"_links":{{{next}}}}}"#
        ))
    };
    server
        .expect(
            "GET /wiki/api/v2/pages?limit=1",
            page(1, r#""next":"/wiki/api/v2/pages?limit=1&cursor=c""#),
        )
        .expect("GET /wiki/api/v2/pages?limit=1&cursor=c", page(2, ""));
    let mut call = basic(&server).pages().get_pages().limit(1);
    assert!(poll(&mut call).is_pending());
    assert_eq!(call.items().collect().await.unwrap().len(), 2);
}

#[tokio::test]
async fn an_answer_is_given_once() {
    let (server, client) = server(1).await;
    let mut call = read(&client, 1);
    (&mut call).await.unwrap();
    let clone = call.clone();
    let panic = catch_unwind(AssertUnwindSafe(|| poll(&mut call))).unwrap_err();
    let said = panic.downcast_ref::<&str>().copied().unwrap_or_default();
    assert!(said.contains("polled again after it had given its answer"), "{said}");
    assert!(catch_unwind(AssertUnwindSafe(|| poll(&mut Box::pin(call.raw())))).is_err());
    server.only();

    server.answer(Reply::of(self::page));
    clone.await.unwrap();
    assert_eq!(server.received().len(), 2);

    // A call that was refused before anything was sent has given its answer, too.
    let mut refused = read(&client, 1).header("Cookie", "x");
    assert!((&mut refused).await.unwrap_err().is_invalid_input());
    assert!(catch_unwind(AssertUnwindSafe(|| poll(&mut refused))).is_err());
}

#[tokio::test]
async fn raw_calls_are_futures_as_well() {
    let server = FaultServer::start().await;
    for _ in 0..4 {
        server.answer(Reply::ok("{}"));
    }
    let client = basic(&server);
    let call = client.request("POST", "/wiki/x").query("a", "b").json(&[1]);
    let twice = [call.clone(), call];
    for answer in join_all(twice).await {
        assert!(answer.unwrap().is_success());
    }
    assert!(client.request("GET", "/wiki/y").await.unwrap().is_success());
    assert!(client.request("GET", "/wiki/y").send().await.unwrap().is_success());
    let lines: Vec<_> = server.received().iter().map(Received::line).collect();
    assert_eq!(
        lines,
        ["POST /wiki/x?a=b", "POST /wiki/x?a=b", "GET /wiki/y", "GET /wiki/y"]
    );
    assert_eq!(server.received()[1].body, b"[1]");

    let mut call = client.request("GET", "/wiki/../x");
    let refused = Pin::new(&mut call).await.unwrap_err();
    assert_eq!(refused.field(), Some("path"));
    assert!(catch_unwind(AssertUnwindSafe(|| poll(&mut call))).is_err());
}

#[tokio::test]
async fn downloads_are_futures_as_well() {
    let server = FaultServer::start().await;
    let client = basic(&server);
    let media = format!("{}/media", server.url());
    server.expect(
        "GET /wiki/rest/api/content/7/child/attachment/att1/download",
        Reply::new(302).header("Location", &media),
    );
    let redirect = client
        .v1()
        .attachments()
        .download_attachment(ContentId::from(PageId::new(7)), AttachmentId::new("att1").unwrap())
        .await
        .unwrap();
    drop(redirect.clone().download());
    for bytes in ["a", "b"] {
        server.expect("GET /media", Reply::new(200).body(bytes));
    }
    let files = join_all([redirect.clone().download(), redirect.download()]).await;
    let mut files: Vec<_> = files.into_iter().map(|file| file.unwrap().bytes).collect();
    files.sort();
    assert_eq!(files, ["a", "b"]);
}
