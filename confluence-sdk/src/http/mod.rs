//! The HTTP side of a client: its connections, its time limits and the headers of every request.

mod builder;
mod headers;
mod limit;

pub use builder::HttpBuilder;
pub(crate) use headers::OtherHost;

use crate::attempts::RetryPolicy;
use crate::clock::Clock;
use crate::content_coding;
use crate::oddity::Reading;
use crate::pace::Pace;
use crate::trace;
use crate::transport::{Body, Transport, TransportError};
use bytes::Bytes;
use headers::Headers;
use limit::Limit;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use tracing::Instrument;

/// The HTTP side of a client: its connections, its time limits and the headers of every request. Any number of clients
/// can share one.
///
/// ```no_run
/// use confluence_sdk::{Credential, Http, Site};
/// use std::time::Duration;
///
/// # fn run(tenants: Vec<(Site, String, String)>) -> confluence_sdk::Result<()> {
/// let http = Http::builder().timeout(Duration::from_secs(20)).user_agent("my-app/1.0").build()?;
/// let clients: Vec<_> = tenants
///     .into_iter()
///     .map(|(site, email, token)| Ok(http.client(site, Credential::basic(&email, token)?)))
///     .collect::<confluence_sdk::Result<_>>()?;
/// # Ok(())
/// # }
/// ```
///
/// # Time limits
///
/// | limit | set by | default | holds |
/// |---|---|---|---|
/// | a call | [`HttpBuilder::timeout`], or the call's own `timeout` | 60 s | from the first poll to the last byte of the answer |
/// | a page of a stream | the same | 60 s | each page is a call |
/// | a connection | [`HttpBuilder::connect_timeout`] | 10 s | the connection and its TLS, also through a proxy |
/// | an idle connection | [`HttpBuilder::idle_timeout`] | 90 s | until it is closed |
///
/// * The limit of a call includes all that is done for it: the credential, all attempts and the waits between them. It
///   holds above any transport, also one that hangs. It needs a tokio runtime with its timer, as reqwest does.
/// * When the limit of a call is over, the request is dropped, and the error says
///   [`is_timeout`](crate::Error::is_timeout). The server may have done what was asked.
/// * When the limit of a connection is over, nothing was sent, and the error says
///   [`is_connect`](crate::Error::is_connect).
/// * A renewal of a token may take longer than the call that began it. The call ends at its limit. The renewal
///   continues.
///
/// # Cancelling
///
/// Every future and stream of this crate can be dropped at any point. The client and its connections work on, no lock
/// is kept, and no token is lost.
///
/// | dropped | what becomes of it |
/// |---|---|
/// | a [`Call`](crate::Call) before its first poll | nothing was sent |
/// | a [`Call`](crate::Call) later, an upload | the request is cancelled; the server may still do what was asked |
/// | the future of a stream's `next` | nothing is lost: the next one gets the same item |
/// | a stream | the page that is under way is cancelled |
/// | a download | the rest is not fetched |
/// | a call that renews a token | the renewal continues in a task of its own, and what comes is stored |
///
/// An HTTP/1.1 connection is closed when its exchange is cancelled; with HTTP/2 the others on it continue. A renewal
/// ends with the runtime: if that is shut down in the middle, the next program continues as after a crash, see
/// [`oauth`](crate#features).
///
/// # Tracing
///
/// Each call is a span of `tracing`, and each request of it a span within. Where no subscriber listens, this costs
/// next to nothing. The target is `confluence_sdk`, the level `INFO`, and the names are those of OpenTelemetry's
/// [conventions for HTTP](https://opentelemetry.io/docs/specs/semconv/http/http-spans/):
///
/// | field | `confluence.call` | `confluence.request` |
/// |---|---|---|
/// | `otel.kind` | `internal` | `client` |
/// | `otel.name` | the vendor's operationId, or `request` | the method and the path's template |
/// | `confluence.operation` | the vendor's operationId | |
/// | `http.request.method` | the method | the method |
/// | `url.template` | such as `/wiki/api/v2/pages/{id}` | the same |
/// | `server.address`, `server.port` | | host and port |
/// | `http.request.resend_count` | how often it was sent again | how often it was sent before, if it was |
/// | `http.response.status_code` | that of the last answer | that of the answer |
/// | `error.type` | the status, or `timeout`, `connect`, `denied`, `invalid_input`, … | the status, or `timeout`, `connect`, `broken` |
///
/// The span of a request ends with the head of its answer. Requests for tokens and keys, and those that follow a
/// redirect, have the second span too, without a template.
///
/// The waits of a call are events in its span, with the level `DEBUG`:
///
/// | field | `waits before the next attempt` | `waited for its turn` |
/// |---|---|---|
/// | `confluence.wait_ms` | the wait that begins, in milliseconds | the wait that is over |
/// | `confluence.attempts` | how often it was sent so far | the same |
/// | `error.type` | why: the status, or `timeout`, `connect`, `broken` | |
///
/// A request waits for its turn so that a rate limit is kept: one that the server told of, or one that was set in
/// [`HttpBuilder`]. A turn that comes at once is no event. The first event also tells of waits for a media host, which
/// have no call around them.
///
/// No header, no body, no query and no value of a path is in a span or an event.
#[doc(alias("tracing"))]
#[derive(Clone)]
pub struct Http {
    transport: Arc<dyn Transport>,
    headers: Headers,
    pub(crate) timeout: Duration,
    pub(crate) read_timeout: Duration,
    pub(crate) max_answer: u64,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) retries: RetryPolicy,
    pub(crate) pace: Arc<Pace>,
    /// What is done if something in an answer is odd.
    pub(crate) reading: Reading,
}

impl Http {
    /// Sends a request. The caller has set its time limit and its credential. The limit holds until the last byte of
    /// the body, whatever the transport does. Redirects are not followed.
    pub(crate) async fn send(&self, mut request: http::Request<Body>) -> Result<http::Response<Body>, TransportError> {
        self.headers.add_to(&mut request);
        content_coding::ask(request.headers_mut());
        let (mut limit, span) = (Limit::of(&request), trace::request(&request));
        let response = limit.hold(self.transport.send(request)).instrument(span.clone()).await;
        trace::answered(&span, &response);
        Ok(content_coding::undo(response?.map(|body| limit.of_body(body))))
    }

    /// Sends a request and reads its answer. An answer with more than `most` bytes is an error.
    pub(crate) async fn fetch(
        &self,
        request: http::Request<Body>,
        most: u64,
    ) -> Result<http::Response<Bytes>, TransportError> {
        let (mut head, body) = self.send(request).await?.into_parts();
        match read(&mut head, body, most).await {
            (bytes, None) => Ok(http::Response::from_parts(head, bytes)),
            (_, Some(broken)) => Err(broken),
        }
    }

    /// The time limit of a call that does not set its own.
    #[cfg(feature = "oauth")]
    pub(crate) fn limit(&self) -> Duration {
        self.timeout
    }
}

/// How much of an answer is kept that is no success: enough for what the server says, whatever it continues to send.
const REFUSAL_LIMIT: u64 = 256 << 10;

/// An extension of an answer whose body was not read to its end.
#[derive(Clone, Copy)]
pub(crate) struct Cut;

/// Reads the body of an answer, or as much as there is before an error. Of an answer that is no success a small part is
/// enough; the rest is left out, and the answer is marked as [`Cut`].
pub(crate) async fn read(head: &mut http::response::Parts, body: Body, most: u64) -> (Bytes, Option<TransportError>) {
    if head.status.is_success() {
        return body.collect_some(most).await;
    }
    match body.collect_some(most.min(REFUSAL_LIMIT)).await {
        (bytes, Some(broken)) if broken.is_too_large() => {
            head.extensions.insert(Cut);
            (bytes, None)
        }
        read => read,
    }
}

impl fmt::Debug for Http {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Http")
            .field("headers", &self.headers)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}
