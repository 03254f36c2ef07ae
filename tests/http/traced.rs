//! What a subscriber of `tracing` is told of a call: spans with OpenTelemetry's names, and no secret.

use crate::clients::{EMAIL, TOKEN, basic};
use crate::fault_server::{FaultServer, Reply};
use confluence_sdk::auth::Authorize;
use confluence_sdk::scope::ScopeList;
use confluence_sdk::transport::BoxFuture;
use confluence_sdk::{Basic, Client, Credential, Http, PageId, RetryPolicy, Site};
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// A span with its fields.
#[derive(Clone, Debug, Default)]
struct Span {
    name: &'static str,
    parent: Option<&'static str>,
    fields: BTreeMap<&'static str, String>,
}

impl Visit for Span {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.fields.insert(field.name(), value.to_owned());
    }
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.fields.insert(field.name(), format!("{value:?}"));
    }
}

impl Span {
    #[track_caller]
    fn has(&self, fields: &[(&str, &str)]) {
        for (name, value) in fields {
            assert_eq!(
                self.fields.get(name).map(String::as_str),
                Some(*value),
                "{name} of {self:?}"
            );
        }
        assert_eq!(self.fields.len(), fields.len(), "more than expected: {self:?}");
    }
}

/// Keeps the spans of the SDK.
#[derive(Clone, Default)]
struct Capture {
    spans: Arc<Mutex<Vec<Span>>>,
    entered: Arc<Mutex<Vec<&'static str>>>,
}

impl Capture {
    fn spans(&self) -> Vec<Span> {
        std::mem::take(&mut self.spans.lock().unwrap())
    }

    fn index(id: &Id) -> usize {
        id.into_u64() as usize - 1
    }
}

impl Subscriber for Capture {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "confluence_sdk"
    }
    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        let mut span = Span {
            name: attributes.metadata().name(),
            parent: self.entered.lock().unwrap().last().copied(),
            ..Span::default()
        };
        attributes.record(&mut span);
        let mut spans = self.spans.lock().unwrap();
        spans.push(span);
        Id::from_u64(spans.len() as u64)
    }
    fn record(&self, id: &Id, values: &Record<'_>) {
        values.record(&mut self.spans.lock().unwrap()[Self::index(id)]);
    }
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, event: &Event<'_>) {
        let mut span = Span {
            name: event.metadata().name(),
            ..Span::default()
        };
        event.record(&mut span);
        self.spans.lock().unwrap().push(span);
    }
    fn enter(&self, id: &Id) {
        let name = self
            .spans
            .lock()
            .unwrap()
            .get(Self::index(id))
            .map_or("gone", |span| span.name);
        self.entered.lock().unwrap().push(name);
    }
    fn exit(&self, _: &Id) {
        self.entered.lock().unwrap().pop();
    }
}

#[tokio::test]
async fn a_call_and_its_request_are_spans_with_the_usual_names() {
    let capture = Capture::default();
    let _guard = tracing::subscriber::set_default(capture.clone());
    let server = FaultServer::start().await;
    let port = server.url().rsplit(':').next().unwrap().to_owned();
    let client = basic(&server);

    server.answer(Reply::ok(r#"{"id":"7"}"#));
    client.pages().get_page_by_id(PageId::new(7)).await.unwrap();
    let call = [
        ("otel.kind", "internal"),
        ("otel.name", "getPageById"),
        ("confluence.operation", "getPageById"),
        ("http.request.method", "GET"),
        ("url.template", "/wiki/api/v2/pages/{id}"),
        ("http.response.status_code", "200"),
    ];
    let request = [
        ("otel.kind", "client"),
        ("otel.name", "GET /wiki/api/v2/pages/{id}"),
        ("http.request.method", "GET"),
        ("url.template", "/wiki/api/v2/pages/{id}"),
        ("server.address", "127.0.0.1"),
        ("server.port", port.as_str()),
        ("http.response.status_code", "200"),
    ];
    let spans = capture.spans();
    let [outer, inner] = &spans[..] else {
        panic!("{spans:?}")
    };
    assert_eq!((outer.name, outer.parent), ("confluence.call", None));
    assert_eq!(
        (inner.name, inner.parent),
        ("confluence.request", Some("confluence.call"))
    );
    outer.has(&call);
    inner.has(&request);

    server.answer(Reply::json(404, r#"{"errors":[{"status":404,"title":"gone away"}]}"#));
    client.pages().get_page_by_id(PageId::new(7)).await.unwrap_err();
    for span in capture.spans() {
        assert_eq!(span.fields["http.response.status_code"], "404");
        assert_eq!(span.fields["error.type"], "404");
    }

    // A call that is not in the spec has no template, and its path may say anything.
    server.answer(Reply::ok("{}"));
    client
        .request("GET", "/wiki/rest/secret-path")
        .query("token", "secret-query")
        .send()
        .await
        .unwrap();
    let spans = capture.spans();
    assert_eq!(
        (&*spans[0].fields["otel.name"], &*spans[1].fields["otel.name"]),
        ("request", "GET")
    );
    assert!(!format!("{spans:?}").contains("secret"), "{spans:?}");
}

#[tokio::test]
async fn why_there_was_no_answer_is_a_word() {
    let capture = Capture::default();
    let _guard = tracing::subscriber::set_default(capture.clone());
    let server = FaultServer::start().await;
    let client = basic(&server);
    let types = || -> Vec<_> {
        let spans = capture.spans();
        spans
            .iter()
            .map(|span| span.fields.get("error.type").cloned().unwrap_or_default())
            .collect()
    };
    server.answer(Reply::ok("{}").late(Duration::from_secs(20)));
    let title = client.pages().create_page(confluence_sdk::SpaceId::new(1)).title("A");
    title.timeout(Duration::from_millis(60)).await.unwrap_err();
    assert_eq!(types(), ["timeout", "timeout"]);
    server.answer(Reply::ok("no json"));
    client.pages().get_page_by_id(PageId::new(7)).await.unwrap_err();
    // The answer is read outside of the call.
    assert_eq!(types(), ["", ""]);
    server.answer(Reply::raw(b"HTTP/1.1 20"));
    let title = client.pages().create_page(confluence_sdk::SpaceId::new(1)).title("A");
    title.await.unwrap_err();
    assert_eq!(types(), ["other", "broken"]);
}

#[tokio::test]
async fn no_secret_and_no_content_is_in_a_span() {
    let capture = Capture::default();
    let _guard = tracing::subscriber::set_default(capture.clone());
    let server = FaultServer::start().await;
    let http = Http::builder()
        .default_header("X-Gateway", "tenant-secret")
        .build()
        .unwrap();
    let client: Client<Basic> = http.client(
        Site::new(server.url()).unwrap(),
        Credential::basic(EMAIL, TOKEN).unwrap(),
    );
    server.answer(Reply::ok(r#"{"id":"7","title":"read-content"}"#));
    let call = client
        .pages()
        .create_page(confluence_sdk::SpaceId::new(4711))
        .title("written-content");
    call.header("X-Own", "own-secret").await.unwrap();
    server.answer(Reply::json(403, r#"{"errors":[{"title":"refused-content"}]}"#));
    client.pages().get_pages().title("asked-content").await.unwrap_err();
    let shown = format!("{:?}", capture.spans());
    assert!(
        shown.contains("createPage") && shown.contains("getPages"),
        "nothing is proved: {shown}"
    );
    for secret in [
        TOKEN,
        EMAIL,
        "Basic",
        "content",
        "tenant-secret",
        "own-secret",
        "4711",
        "X-",
    ] {
        assert!(!shown.contains(secret), "{secret}: {shown}");
    }
}

/// A credential that has a new token after each refusal.
struct Renewed;

impl Authorize for Renewed {
    fn authorize<'a>(&'a self, _: &'a mut http::request::Parts) -> BoxFuture<'a, confluence_sdk::Result<()>> {
        Box::pin(std::future::ready(Ok(())))
    }

    fn refused<'a>(
        &'a self,
        _: &'a http::HeaderMap,
        _: &'a confluence_sdk::Raw,
    ) -> BoxFuture<'a, confluence_sdk::Result<bool>> {
        Box::pin(std::future::ready(Ok(true)))
    }
}

#[tokio::test]
async fn requests_that_are_sent_again_are_counted() {
    let capture = Capture::default();
    let _guard = tracing::subscriber::set_default(capture.clone());
    let server = FaultServer::start().await;
    server.answer(Reply::new(401)).answer(Reply::ok(r#"{"id":"7"}"#));
    let credential = Credential::<Basic>::with(Renewed, ScopeList::default());
    let client = crate::clients::http().client(Site::new(server.url()).unwrap(), credential);
    client.pages().get_page_by_id(PageId::new(7)).await.unwrap();
    let spans = capture.spans();
    let counts: Vec<_> = spans
        .iter()
        .map(|span| span.fields.get("http.request.resend_count").map(String::as_str))
        .collect();
    assert_eq!(counts, [Some("1"), None, Some("1")]);
    let statuses: Vec<_> = spans
        .iter()
        .map(|span| &*span.fields["http.response.status_code"])
        .collect();
    assert_eq!(statuses, ["200", "401", "200"]);
}

#[tokio::test]
async fn waits_are_events() {
    let capture = Capture::default();
    let _guard = tracing::subscriber::set_default(capture.clone());
    let server = FaultServer::start().await;
    let waits = || -> Vec<_> {
        let events = capture
            .spans()
            .into_iter()
            .filter(|span| span.name.starts_with("event"));
        events.map(|event| event.fields).collect()
    };
    let soon = RetryPolicy::standard().backoff(Duration::from_millis(2), Duration::from_millis(10));
    let client = basic(&server);
    server
        .answer(Reply::new(429).header("Retry-After", "0"))
        .answer(Reply::new(502).header("X-Secret", "header-secret").body("body-secret"))
        .answer(Reply::raw(b"HTTP/1.1 20"))
        .answer(Reply::ok(r#"{"id":"7"}"#));
    client
        .pages()
        .get_page_by_id(PageId::new(7))
        .retries(soon)
        .await
        .unwrap();
    let told = waits();
    let reasons: Vec<_> = told.iter().filter_map(|event| event.get("error.type")).collect();
    assert_eq!(reasons, ["429", "502", "broken"], "{told:?}");
    for (event, attempts) in told.iter().filter(|event| event.contains_key("error.type")).zip(1..) {
        assert_eq!(event["message"], "waits before the next attempt");
        assert_eq!(event["confluence.attempts"], attempts.to_string());
        assert!(event["confluence.wait_ms"].parse::<u64>().unwrap() <= 10, "{event:?}");
        assert_eq!(event.len(), 4);
    }
    assert!(!format!("{told:?}").contains("secret"), "{told:?}");

    let http = Http::builder().requests_per_second(20.0).build().unwrap();
    let client: Client<Basic> = http.client(
        Site::new(server.url()).unwrap(),
        Credential::basic(EMAIL, TOKEN).unwrap(),
    );
    server.otherwise(|_| Reply::ok(r#"{"id":"7"}"#));
    let read = || client.pages().get_page_by_id(PageId::new(7));
    for _ in 0..30 {
        read().await.unwrap();
    }
    let told = waits();
    let event = told.last().expect("a request waited for its turn");
    assert_eq!(event["message"], "waited for its turn");
    assert_eq!(event["confluence.attempts"], "0");
    assert!(event["confluence.wait_ms"].parse::<u64>().unwrap() > 0, "{event:?}");
    assert_eq!(event.len(), 3);
}
