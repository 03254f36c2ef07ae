//! What the fuzz targets share: a client over a transport that answers with the fuzzer's bytes.

pub mod bodies;

use bytes::Bytes;
use confluence_sdk::transport::{Body, Transport, TransportError};
use confluence_sdk::{Basic, Client, Credential, Http, RetryPolicy, Site};
use futures_core::future::BoxFuture;
use http::{HeaderName, HeaderValue, Request, Response, StatusCode};
use std::future::Future;
use std::sync::{Arc, Mutex, OnceLock};

/// The API token of [`client`]. No text that the SDK makes may contain it.
pub const TOKEN: &str = "ATATT3xFfGF0-fuzz-token-0123456789";

/// Status, headers and body of an answer, taken from the fuzzer's bytes: one byte for the status, then lines
/// `name: value` up to an empty line, then the body.
pub fn answer(data: &[u8]) -> Response<Bytes> {
    const STATUSES: [u16; 16] = [
        200, 200, 200, 201, 202, 204, 302, 400, 401, 403, 404, 409, 410, 429, 500, 503,
    ];
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
        let Some(colon) = line.iter().position(|byte| *byte == b':') else {
            continue;
        };
        let (name, value) = (&line[..colon], line[colon + 1..].trim_ascii());
        if let (Ok(name), Ok(value)) = (HeaderName::from_bytes(name), HeaderValue::from_bytes(value)) {
            response.headers_mut().append(name, value);
        }
    }
    *response.body_mut() = Bytes::copy_from_slice(rest);
    response
}

/// What all runs of a target share, since making it takes longer than a run.
pub struct World {
    runtime: tokio::runtime::Runtime,
    /// It sends each request once.
    pub http: Http,
    /// A client of `https://example.atlassian.net`.
    pub client: Client<Basic>,
    canned: Canned,
}

/// The world of this process.
pub fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| {
        let canned = Canned::default();
        let http = Http::builder()
            .transport(Arc::new(canned.clone()))
            .retries(RetryPolicy::none());
        let http = http.build().expect("no TLS is needed");
        let site = Site::new("https://example.atlassian.net").expect("an address");
        let credential = Credential::basic("me@example.com", TOKEN).expect("a credential");
        World {
            runtime: tokio::runtime::Builder::new_current_thread()
                .enable_time()
                .build()
                .expect("a runtime"),
            client: http.client(site, credential),
            http,
            canned,
        }
    })
}

impl World {
    /// Runs a future to its end. Each request of it gets this answer.
    pub fn run<T>(&self, answer: Response<Bytes>, future: impl Future<Output = T>) -> T {
        *self.canned.answer.lock().expect("no panic while it is held") = answer;
        self.runtime.block_on(future)
    }

    /// The body of the last request.
    pub fn sent(&self) -> Vec<u8> {
        std::mem::take(&mut *self.canned.sent.lock().expect("no panic while it is held"))
    }
}

#[derive(Clone, Default)]
struct Canned {
    answer: Arc<Mutex<Response<Bytes>>>,
    sent: Arc<Mutex<Vec<u8>>>,
}

impl Transport for Canned {
    fn send(&self, request: Request<Body>) -> BoxFuture<'static, Result<Response<Body>, TransportError>> {
        let (head, body) = self
            .answer
            .lock()
            .expect("no panic while it is held")
            .clone()
            .into_parts();
        let sent = self.sent.clone();
        Box::pin(async move {
            let bytes = request.into_body().collect(1 << 20).await?;
            *sent.lock().expect("no panic while it is held") = bytes.to_vec();
            Ok(Response::from_parts(head, Body::from_chunks(vec![body])))
        })
    }
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
    let _ = (
        error.status(),
        error.retry_after(),
        error.is_scope(),
        error.json_path(),
        error.is_unauthorized(),
    );
}
