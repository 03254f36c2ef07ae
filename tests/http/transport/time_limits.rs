//! Time limits hold above any transport, also one that ignores them.

use crate::clients::{EMAIL, TOKEN};
use crate::fault_server::{FaultServer, Reply};
use bytes::Bytes;
use confluence_sdk::transport::{Body, BoxFuture, Deadline, Transport, TransportError};
use confluence_sdk::{Basic, Client, Credential, Http, PageId, Site};
use futures_util::stream;
use std::future::pending;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// How a transport does not end.
#[derive(Clone, Copy, Debug)]
enum Hangs {
    BeforeTheAnswer,
    BeforeTheBody,
    InTheBody,
    /// There is always another piece, which is empty.
    Endless,
}

/// Ignores its time limit. It counts the futures and bodies that are still held.
struct Hanging(Hangs, Arc<AtomicUsize>);

struct Held(Arc<AtomicUsize>);

impl Held {
    fn new(count: &Arc<AtomicUsize>) -> Self {
        count.fetch_add(1, Ordering::SeqCst);
        Self(count.clone())
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Transport for Hanging {
    fn send(&self, _: http::Request<Body>) -> BoxFuture<'static, Result<http::Response<Body>, TransportError>> {
        let (hangs, held) = (self.0, Held::new(&self.1));
        Box::pin(async move {
            if let Hangs::BeforeTheAnswer = hangs {
                let _held = held;
                return pending().await;
            }
            let pieces = stream::unfold((0, held), move |(n, held)| async move {
                let piece = match (hangs, n) {
                    (Hangs::Endless, _) => Bytes::new(),
                    (Hangs::InTheBody, 0) => Bytes::from_static(b"{"),
                    _ => pending().await,
                };
                Some((Ok(piece), (n + 1, held)))
            });
            Ok(http::Response::new(Body::from_stream(pieces)))
        })
    }
}

fn client(hangs: Hangs) -> (Client<Basic>, Arc<AtomicUsize>) {
    let held = Arc::new(AtomicUsize::new(0));
    let http = Http::builder()
        .timeout(Duration::from_millis(80))
        .transport(Arc::new(Hanging(hangs, held.clone())))
        .build()
        .unwrap();
    let site = Site::new("http://127.0.0.1:9").unwrap();
    (http.client(site, Credential::basic(EMAIL, TOKEN).unwrap()), held)
}

#[tokio::test]
async fn a_transport_that_hangs_is_ended_at_the_limit_of_the_call() {
    for hangs in [
        Hangs::BeforeTheAnswer,
        Hangs::BeforeTheBody,
        Hangs::InTheBody,
        Hangs::Endless,
    ] {
        let (client, held) = client(hangs);
        let call = client.pages().get_page_by_id(PageId::new(7));
        let ended = tokio::time::timeout(Duration::from_secs(20), call).await;
        let error = ended.unwrap_or_else(|_| panic!("{hangs:?}: no end")).unwrap_err();
        assert!(error.is_timeout(), "{hangs:?}: {error}");
        assert_eq!(held.load(Ordering::SeqCst), 0, "{hangs:?}: something is still held");
    }
}

#[tokio::test]
async fn the_limit_that_a_call_sets_itself_holds_too() {
    let (client, _) = client(Hangs::InTheBody);
    let call = client
        .pages()
        .get_page_by_id(PageId::new(7))
        .timeout(Duration::from_secs(600));
    assert!(
        tokio::time::timeout(Duration::from_millis(300), call).await.is_err(),
        "it ended early"
    );
    let call = client
        .pages()
        .get_page_by_id(PageId::new(7))
        .timeout(Duration::from_millis(30));
    assert!(call.await.unwrap_err().is_timeout());
}

/// Passes requests on without their time limit.
struct Unlimited(Arc<dyn Transport>);

impl Transport for Unlimited {
    fn send(
        &self,
        mut request: http::Request<Body>,
    ) -> BoxFuture<'static, Result<http::Response<Body>, TransportError>> {
        request.extensions_mut().remove::<Deadline>().expect("a time limit");
        self.0.send(request)
    }
}

#[tokio::test]
async fn over_real_http_the_limit_holds_before_the_answer_and_within_it() {
    let server = FaultServer::start().await;
    let http = Http::builder()
        .timeout(Duration::from_millis(120))
        .wrap_transport(Unlimited)
        .build()
        .unwrap();
    let client = http.client(
        Site::new(server.url()).unwrap(),
        Credential::basic(EMAIL, TOKEN).unwrap(),
    );
    for reply in [
        Reply::ok(r#"{"id":"7"}"#).late(Duration::from_secs(30)),
        Reply::ok(r#"{"id":"7"}"#).stalls(Duration::from_secs(30)),
    ] {
        server.answer(reply);
        let call = client.pages().create_page(confluence_sdk::SpaceId::new(1)).title("A");
        let ended = tokio::time::timeout(Duration::from_secs(20), call).await;
        assert!(ended.expect("no end").unwrap_err().is_timeout());
    }
    // What comes in time comes whole.
    server.answer(Reply::ok(r#"{"id":"7"}"#));
    client
        .pages()
        .get_page_by_id(PageId::new(7))
        .timeout(Duration::from_secs(20))
        .await
        .unwrap();
}

/// Answers at once.
struct AtOnce;

impl Transport for AtOnce {
    fn send(&self, _: http::Request<Body>) -> BoxFuture<'static, Result<http::Response<Body>, TransportError>> {
        let pieces = stream::iter([Ok(Bytes::from_static(br#"{"id":"#)), Ok(Bytes::from_static(br#""7"}"#))]);
        let response = http::Response::builder().header("Content-Type", "application/json");
        Box::pin(std::future::ready(Ok(response
            .body(Body::from_stream(pieces))
            .unwrap())))
    }
}

#[test]
fn outside_of_tokio_a_transport_of_ones_own_works_without_a_timer() {
    let http = Http::builder().transport(Arc::new(AtOnce)).build().unwrap();
    let site = Site::new("http://127.0.0.1:9").unwrap();
    let client = http.client(site, Credential::basic(EMAIL, TOKEN).unwrap());
    let mut call = client.pages().get_page_by_id(PageId::new(7));
    let mut cx = std::task::Context::from_waker(std::task::Waker::noop());
    let std::task::Poll::Ready(page) = std::pin::Pin::new(&mut call).poll(&mut cx) else {
        panic!("it waits for something");
    };
    assert_eq!(page.unwrap().id, PageId::new(7));
}
