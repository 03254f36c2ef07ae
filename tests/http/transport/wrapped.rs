//! What is put around the default transport, by the trait and by layers of tower.

use crate::clients::{EMAIL, TOKEN};
use crate::fault_server::{FaultServer, Reply};
use confluence_sdk::transport::{Body, BoxFuture, Transport, TransportError, TransportService};
use confluence_sdk::{Basic, Client, Credential, Http, PageId, Site};
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;
use tower::limit::ConcurrencyLimitLayer;
use tower::timeout::TimeoutLayer;
use tower::{Layer, Service, ServiceBuilder};

const PAGE: &str = r#"{"id":"7"}"#;

fn client(http: Http, server: &FaultServer) -> Client<Basic> {
    http.client(
        Site::new(server.url()).unwrap(),
        Credential::basic(EMAIL, TOKEN).unwrap(),
    )
}

type Lines = Arc<Mutex<Vec<String>>>;

/// Records what passes.
struct Recorded<T> {
    name: &'static str,
    lines: Lines,
    inner: T,
}

impl<T: Transport> Transport for Recorded<T> {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'static, Result<http::Response<Body>, TransportError>> {
        let (name, lines) = (self.name, self.lines.clone());
        let mut add = format!("{name}: {} {}", request.method(), request.uri().path());
        let answer = self.inner.send(request);
        Box::pin(async move {
            let answer = answer.await?;
            add += &format!(": {}", answer.status());
            lines.lock().unwrap().push(add);
            Ok(answer)
        })
    }
}

#[tokio::test]
async fn the_default_transport_is_wrapped_and_what_is_later_is_outside() {
    let server = FaultServer::start().await;
    server.answer(Reply::ok(PAGE));
    let lines = Lines::default();
    let (inner, outer) = (lines.clone(), lines.clone());
    let http = Http::builder()
        .wrap_transport(|transport| Recorded {
            name: "inner",
            lines: inner,
            inner: transport,
        })
        // An `Arc` of a transport is one too.
        .wrap_transport(|transport| -> Arc<dyn Transport> {
            Arc::new(Recorded {
                name: "outer",
                lines: outer,
                inner: transport,
            })
        })
        .build()
        .unwrap();
    client(http, &server)
        .pages()
        .get_page_by_id(PageId::new(7))
        .await
        .unwrap();
    assert_eq!(
        *lines.lock().unwrap(),
        [
            "inner: GET /wiki/api/v2/pages/7: 200 OK",
            "outer: GET /wiki/api/v2/pages/7: 200 OK"
        ]
    );
}

/// Answers itself, without a server.
struct Canned(&'static str);

impl Transport for Canned {
    fn send(&self, _: http::Request<Body>) -> BoxFuture<'static, Result<http::Response<Body>, TransportError>> {
        let body = Body::from_chunks(vec![self.0.into()]);
        let response = http::Response::builder().header("Content-Type", "application/json");
        Box::pin(std::future::ready(Ok(response.body(body).unwrap())))
    }
}

#[tokio::test]
async fn a_transport_of_ones_own_is_wrapped_too() {
    let server = FaultServer::start().await;
    let lines = Lines::default();
    let kept = lines.clone();
    let http = Http::builder()
        .wrap_transport(|inner| Recorded {
            name: "around",
            lines: kept,
            inner,
        })
        .transport(Arc::new(Canned(PAGE)))
        .build()
        .unwrap();
    client(http, &server)
        .pages()
        .get_page_by_id(PageId::new(7))
        .await
        .unwrap();
    assert_eq!(lines.lock().unwrap().len(), 1);
    server.saw_nothing();
}

/// A layer of one's own, whose answers have bodies of another type, in frames, and whose errors are its own.
#[derive(Clone)]
struct Metered(Arc<Mutex<u64>>);

impl<S> Layer<S> for Metered {
    type Service = Meter<S>;

    fn layer(&self, inner: S) -> Meter<S> {
        Meter {
            inner,
            bytes: self.0.clone(),
        }
    }
}

#[derive(Clone)]
struct Meter<S> {
    inner: S,
    bytes: Arc<Mutex<u64>>,
}

struct Counted {
    body: Body,
    bytes: Arc<Mutex<u64>>,
}

impl http_body::Body for Counted {
    type Data = bytes::Bytes;
    type Error = Box<dyn std::error::Error + Send + Sync>;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<bytes::Bytes>, Self::Error>>> {
        let frame = std::task::ready!(Pin::new(&mut self.body).poll_frame(cx));
        if let Some(Ok(frame)) = &frame {
            *self.bytes.lock().unwrap() += frame.data_ref().map_or(0, |data| data.len() as u64);
        }
        Poll::Ready(frame)
    }

    fn size_hint(&self) -> http_body::SizeHint {
        self.body.size_hint()
    }
}

impl<S> Service<http::Request<Body>> for Meter<S>
where
    S: Service<http::Request<Counted>, Response = http::Response<Body>, Error = TransportError>,
    S::Future: Send + 'static,
{
    type Response = http::Response<Counted>;
    type Error = Box<dyn std::error::Error + Send + Sync>;
    type Future = BoxFuture<'static, Result<http::Response<Counted>, Self::Error>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(cx).map_err(Into::into)
    }

    fn call(&mut self, request: http::Request<Body>) -> Self::Future {
        let bytes = self.bytes.clone();
        let counted = move |body| Counted {
            body,
            bytes: bytes.clone(),
        };
        let answer = self.inner.call(request.map(counted.clone()));
        Box::pin(async move { Ok(answer.await?.map(counted)) })
    }
}

#[tokio::test]
async fn layers_of_tower_are_put_around_the_default_transport() {
    let server = FaultServer::start().await;
    server.answer(Reply::ok(PAGE)).answer(Reply::ok(PAGE));
    let bytes = Arc::new(Mutex::new(0));
    let layers = ServiceBuilder::new()
        .layer(ConcurrencyLimitLayer::new(1))
        .layer(TimeoutLayer::new(Duration::from_secs(30)))
        .layer(Metered(bytes.clone()));
    let client = client(Http::builder().layer(layers).build().unwrap(), &server);
    client.pages().get_page_by_id(PageId::new(7)).await.unwrap();
    assert_eq!(*bytes.lock().unwrap(), PAGE.len() as u64);
    // The body that is sent passes too, and arrives whole.
    let page = client.pages().create_page(confluence_sdk::SpaceId::new(1)).title("A");
    page.await.unwrap();
    let sent = server.received().pop().unwrap();
    assert_eq!(sent.json()["title"], "A");
    assert_eq!(*bytes.lock().unwrap(), (2 * PAGE.len() + sent.body.len()) as u64);
}

#[tokio::test]
async fn a_concurrency_limit_of_tower_counts_for_all_calls_together() {
    let server = FaultServer::start().await;
    // The second one would be answered first if both were on their way at once.
    server
        .answer(Reply::ok(PAGE).late(Duration::from_millis(150)))
        .answer(Reply::ok(PAGE));
    let http = Http::builder().layer(ConcurrencyLimitLayer::new(1)).build().unwrap();
    let client = client(http, &server);
    let calls = (1..=2).map(|id| client.pages().get_page_by_id(PageId::new(id)));
    for answer in futures_util::future::join_all(calls).await {
        answer.unwrap();
    }
    // With one at a time, one connection is enough.
    assert_eq!(server.connections(), 1);
}

/// A service that fails.
#[derive(Clone)]
struct Failing<F>(F);

impl<S, F: Clone> Layer<S> for Failing<F> {
    type Service = Self;

    fn layer(&self, _: S) -> Self {
        self.clone()
    }
}

impl<F, E> Service<http::Request<Body>> for Failing<F>
where
    F: Fn() -> E,
{
    type Response = http::Response<Body>;
    type Error = E;
    type Future = std::future::Ready<Result<Self::Response, E>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), E>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: http::Request<Body>) -> Self::Future {
        std::future::ready(Err(self.0()))
    }
}

#[derive(Debug)]
struct Outer(TransportError);

impl std::fmt::Display for Outer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("outer")
    }
}

impl std::error::Error for Outer {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

#[tokio::test]
async fn what_a_layer_reports_keeps_its_meaning() {
    let server = FaultServer::start().await;
    async fn fails<F, E>(server: &FaultServer, error: F) -> confluence_sdk::Error
    where
        F: Fn() -> E + Clone + Send + Sync + 'static,
        E: Into<Box<dyn std::error::Error + Send + Sync>> + Send + 'static,
    {
        let http = Http::builder().layer(Failing(error)).build().unwrap();
        // A call that is never sent twice.
        let page = client(http, server)
            .pages()
            .create_page(confluence_sdk::SpaceId::new(1))
            .title("A");
        page.await.unwrap_err()
    }
    assert!(fails(&server, tower::timeout::error::Elapsed::new).await.is_timeout());
    assert!(fails(&server, || TransportError::timeout("late")).await.is_timeout());
    assert!(fails(&server, || TransportError::connect("down")).await.is_connect());
    // Below another error too.
    assert!(
        fails(&server, || Outer(TransportError::connect("down")))
            .await
            .is_connect()
    );
    assert!(
        fails(&server, || Outer(TransportError::timeout("late")))
            .await
            .is_timeout()
    );
    assert!(
        fails(&server, || std::io::Error::from(std::io::ErrorKind::TimedOut))
            .await
            .is_timeout()
    );
    // Anything else broke off.
    let error = fails(&server, || "the queue is full").await;
    assert!(!error.is_connect() && !error.is_timeout(), "{error}");
    let reason = std::error::Error::source(&error).map(ToString::to_string);
    assert_eq!(reason.as_deref(), Some("the queue is full"));
    server.saw_nothing();
}

#[tokio::test]
async fn a_timeout_of_tower_is_a_timeout() {
    let server = FaultServer::start().await;
    server.answer(Reply::ok(PAGE).late(Duration::from_secs(20)));
    let http = Http::builder()
        .layer(TimeoutLayer::new(Duration::from_millis(100)))
        .build()
        .unwrap();
    let page = client(http, &server)
        .pages()
        .create_page(confluence_sdk::SpaceId::new(1))
        .title("A");
    assert!(page.await.unwrap_err().is_timeout());
}

#[tokio::test]
async fn a_service_around_a_transport_is_a_service_of_tower() {
    let mut service = TransportService::new(Arc::new(Canned(PAGE)));
    std::future::poll_fn(|cx| Service::<http::Request<Body>>::poll_ready(&mut service, cx))
        .await
        .unwrap();
    let request = http::Request::get("http://127.0.0.1/").body(Body::empty()).unwrap();
    let body = service.call(request).await.unwrap().into_body();
    assert_eq!(body.collect(100).await.unwrap(), PAGE);
    // A body of another library comes in and goes out as it was.
    let text = Body::from_http_body(Once(Some("abc".into())));
    assert_eq!(text.collect(100).await.unwrap(), "abc");
    let known = Body::from_http_body(Body::from_chunks(vec!["abc".into()]));
    assert_eq!(known.len(), Some(3));
}

struct Once(Option<bytes::Bytes>);

impl http_body::Body for Once {
    type Data = bytes::Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<bytes::Bytes>, Infallible>>> {
        Poll::Ready(self.0.take().map(|data| Ok(http_body::Frame::data(data))))
    }
}
