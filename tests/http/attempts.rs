//! A request that is sent again with a new credential: when, how often, with which body, and within which time.

use crate::clients::http;
use crate::fault_server::{FaultServer, Reply};
use confluence_sdk::auth::Authorize;
use confluence_sdk::scope::ScopeList;
use confluence_sdk::{Client, ContentId, Credential, FilePart, Gateway, OAuth, PageId, Raw, Result, scopes};
use std::future::{Future, ready};
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::time::{Duration, Instant};

scopes! { pub(crate) struct Editor = "read:page:confluence", "write:confluence-file"; }

/// Sends `t1`, and after each refusal another one.
#[derive(Default)]
struct Renewed {
    refusals: AtomicUsize,
    renewing: Duration,
}

impl Authorize for Renewed {
    fn authorize<'a>(
        &'a self,
        request: &'a mut http::request::Parts,
    ) -> Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>> {
        let token = format!("Bearer t{}", self.refusals.load(SeqCst) + 1);
        request
            .headers
            .insert(http::header::AUTHORIZATION, token.parse().unwrap());
        Box::pin(ready(Ok(())))
    }

    fn refused<'a>(
        &'a self,
        _: &'a http::HeaderMap,
        _: &'a Raw,
    ) -> Pin<Box<dyn Future<Output = Result<bool>> + Send + 'a>> {
        self.refusals.fetch_add(1, SeqCst);
        Box::pin(async {
            tokio::time::sleep(self.renewing).await;
            Ok(true)
        })
    }
}

pub(crate) fn client(server: &FaultServer, renewing: Duration) -> Client<OAuth<Editor>> {
    let renewed = Renewed {
        renewing,
        ..Renewed::default()
    };
    let gateway = Gateway::at(server.url(), crate::clients::CLOUD).unwrap();
    http().client(gateway, Credential::with(renewed, ScopeList::of::<Editor>()))
}

fn tokens(server: &FaultServer) -> Vec<String> {
    let received = server.received();
    let token =
        |request: &crate::fault_server::Received| request.header("authorization").unwrap_or_default().to_owned();
    received.iter().map(token).collect()
}

#[tokio::test]
async fn a_refused_credential_is_replaced_once() {
    for status in [401, 403, 404] {
        let server = FaultServer::start().await;
        let client = client(&server, Duration::ZERO);
        server.answer(Reply::new(status)).answer(Reply::new(status));
        let error = client.pages().get_page_by_id(PageId::new(1)).await.unwrap_err();
        assert_eq!(error.status().unwrap(), status);
        assert_eq!(tokens(&server), ["Bearer t1", "Bearer t2"], "{status}");
    }
}

/// The same, but it says that no refusal brings another token.
struct NeverRenewed(Renewed);

impl Authorize for NeverRenewed {
    fn authorize<'a>(
        &'a self,
        request: &'a mut http::request::Parts,
    ) -> Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>> {
        self.0.authorize(request)
    }

    fn refused<'a>(
        &'a self,
        sent: &'a http::HeaderMap,
        answer: &'a Raw,
    ) -> Pin<Box<dyn Future<Output = Result<bool>> + Send + 'a>> {
        self.0.refused(sent, answer)
    }

    fn renews(&self) -> bool {
        false
    }
}

#[tokio::test]
async fn a_credential_that_never_renews_is_not_asked() {
    for status in [401, 403, 404] {
        let server = FaultServer::start().await;
        server.answer(Reply::new(status));
        let credential = Credential::with(NeverRenewed(Renewed::default()), ScopeList::of::<Editor>());
        let gateway = Gateway::at(server.url(), crate::clients::CLOUD).unwrap();
        let client: Client<OAuth<Editor>> = http().client(gateway, credential);
        let error = client.pages().get_page_by_id(PageId::new(1)).await.unwrap_err();
        assert_eq!(error.status().unwrap(), status);
        assert_eq!(tokens(&server), ["Bearer t1"], "{status}");
    }
}

#[tokio::test]
async fn nothing_else_is_sent_again() {
    for status in [400, 409, 410, 429, 500, 502, 503] {
        let server = FaultServer::start().await;
        server.answer(Reply::new(status).header("Retry-After", "0"));
        let call = client(&server, Duration::ZERO).pages().get_page_by_id(PageId::new(1));
        assert_eq!(call.await.unwrap_err().status().unwrap(), status);
        server.only();
    }
    let server = FaultServer::start().await;
    server.answer(Reply::raw(b""));
    let call = client(&server, Duration::ZERO).pages().get_page_by_id(PageId::new(1));
    assert_eq!(call.await.unwrap_err().status(), None);
    server.only();
}

#[tokio::test]
async fn the_same_body_is_sent_again() {
    let server = FaultServer::start().await;
    let client = client(&server, Duration::ZERO);
    server.answer(Reply::new(401)).answer(Reply::ok("{}"));
    let file = FilePart::new("a.bin", vec![7; 100_000]);
    client
        .v1()
        .attachments()
        .create_attachment(ContentId::from(PageId::new(7)), [file])
        .raw()
        .await
        .unwrap();
    let received = server.received();
    assert_eq!(received.len(), 2);
    assert!(received[0].body.len() > 100_000);
    assert_eq!(received[0].body, received[1].body);
    assert_eq!(received[0].header("content-type"), received[1].header("content-type"));
    assert_eq!(tokens(&server), ["Bearer t1", "Bearer t2"]);
}

#[tokio::test]
async fn one_time_limit_holds_for_all_attempts() {
    const PART: Duration = Duration::from_millis(400);
    let server = FaultServer::start().await;
    let client = client(&server, PART);
    server.answer(Reply::new(401)).answer(Reply::ok("{}").late(PART));
    let started = Instant::now();
    let call = client.pages().get_page_by_id(PageId::new(1)).timeout(PART * 3 / 2);
    let error = call.await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
    assert!(started.elapsed() < PART * 2, "{:?}", started.elapsed());
    assert_eq!(server.received().len(), 2);
}

#[tokio::test]
async fn nothing_is_sent_when_time_is_up() {
    const LIMIT: Duration = Duration::from_millis(200);
    let server = FaultServer::start().await;
    let client = client(&server, LIMIT * 2);
    let none = client.pages().get_page_by_id(PageId::new(1)).timeout(Duration::ZERO);
    assert!(none.await.unwrap_err().is_timeout());
    server.saw_nothing();

    server.answer(Reply::new(401));
    let error = client.pages().get_page_by_id(PageId::new(1)).timeout(LIMIT).await;
    let error = error.unwrap_err();
    assert!(error.is_timeout(), "{error}");
    assert_eq!(error.operation().unwrap().name, "get_page_by_id");
    server.only();
}
