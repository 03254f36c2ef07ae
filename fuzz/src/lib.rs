//! What the fuzz targets share: a transport that answers with the fuzzer's bytes, and a runtime without threads.

use bytes::Bytes;
use confluence_sdk::transport::{Body, Transport, TransportError};
use confluence_sdk::{Basic, Client, Credential, Http, RetryPolicy, Site};
use futures_core::future::BoxFuture;
use http::{HeaderName, HeaderValue, Request, Response, StatusCode};
use std::future::Future;
use std::sync::{Arc, Mutex};

/// The API token of [`client`]. No text that the SDK makes may contain it.
pub const TOKEN: &str = "ATATT3xFfGF0-fuzz-token-0123456789";

/// Runs a future to its end.
pub fn run<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
    runtime.expect("a runtime").block_on(future)
}

/// Status, headers and body of an answer, taken from the fuzzer's bytes: one byte for the status, then lines
/// `name: value` up to an empty line, then the body.
pub fn answer(data: &[u8]) -> Response<Bytes> {
    const STATUSES: [u16; 16] = [200, 200, 200, 201, 202, 204, 302, 400, 401, 403, 404, 409, 410, 429, 500, 503];
    let (first, rest) = data.split_first().unwrap_or((&0, &[]));
    let mut response = Response::new(Bytes::new());
    *response.status_mut() = StatusCode::from_u16(STATUSES[usize::from(*first) % STATUSES.len()]).unwrap_or_default();
    let mut rest = rest;
    while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
        let line = &rest[..end];
        rest = &rest[end + 1..];
        if line.is_empty() {
            break;
        }
        let Some(colon) = line.iter().position(|byte| *byte == b':') else { continue };
        let (name, value) = (&line[..colon], line[colon + 1..].trim_ascii());
        if let (Ok(name), Ok(value)) = (HeaderName::from_bytes(name), HeaderValue::from_bytes(value)) {
            response.headers_mut().append(name, value);
        }
    }
    *response.body_mut() = Bytes::copy_from_slice(rest);
    response
}

/// Answers each request with the same answer, and keeps the body of the last request.
pub struct Canned {
    answer: Response<Bytes>,
    pub sent: Arc<Mutex<Vec<u8>>>,
}

impl Canned {
    pub fn new(answer: Response<Bytes>) -> Self {
        Self {
            answer,
            sent: Arc::default(),
        }
    }
}

impl Transport for Canned {
    fn send(&self, request: Request<Body>) -> BoxFuture<'static, Result<Response<Body>, TransportError>> {
        let (head, body) = self.answer.clone().into_parts();
        let sent = self.sent.clone();
        Box::pin(async move {
            let bytes = request.into_body().collect(1 << 20).await?;
            *sent.lock().expect("no panic while it is held") = bytes.to_vec();
            Ok(Response::from_parts(head, Body::from_chunks(vec![body])))
        })
    }
}

/// An [`Http`] over this transport that sends each request once.
pub fn http(transport: Canned) -> Http {
    let retries = RetryPolicy::none();
    Http::builder().transport(Arc::new(transport)).retries(retries).build().expect("no TLS is needed")
}

/// A client of `https://example.atlassian.net` over this transport.
pub fn client(transport: Canned) -> Client<Basic> {
    let site = Site::new("https://example.atlassian.net").expect("an address");
    let credential = Credential::basic("me@example.com", TOKEN).expect("a credential");
    http(transport).client(site, credential)
}

/// Sees that a text is fit to be shown: without the credential.
pub fn shown(text: &str) {
    assert!(!text.contains(TOKEN), "the credential is shown");
}

/// Sees that an error can be shown, in both of its forms, and that its questions can be asked.
pub fn asked(error: &confluence_sdk::Error) {
    shown(&error.to_string());
    shown(&format!("{error:?}"));
    shown(error.message().unwrap_or_default());
    shown(error.code().unwrap_or_default());
    shown(error.trace_id().unwrap_or_default());
    let _ = (error.status(), error.retry_after(), error.is_scope(), error.json_path(), error.is_unauthorized());
}
