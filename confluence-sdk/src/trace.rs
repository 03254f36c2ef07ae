//! Spans for `tracing`, with the names of OpenTelemetry's conventions for HTTP clients, and events for waits. The docs
//! of `Http` list them. Neither a body nor a header nor an address is ever part of one: of a path, the template alone.
//!
//! Where nobody listens, nothing here is computed.

use crate::Result;
use crate::error::Error;
use crate::response::Raw;
use crate::spec::Declaration;
use crate::transport::TransportError;
use http::{Extensions, Method, Request, Response, StatusCode};
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use tracing::field::Empty;
use tracing::{Instrument, Span, info_span};

/// The span of one call.
pub(crate) struct Call {
    span: Span,
    labels: Option<Labels>,
}

/// What the requests of a call have in common. An extension of them, if somebody listens.
#[derive(Clone)]
struct Labels {
    template: Option<&'static str>,
    /// The number of requests that were sent.
    sent: Arc<AtomicU32>,
}

impl Call {
    pub(crate) fn begin(operation: Option<&'static Declaration>, method: &Method) -> Self {
        let template = operation.map(|operation| operation.path);
        let span = info_span!(
            target: "confluence_sdk",
            "confluence.call",
            otel.kind = "internal",
            otel.name = operation.map_or("request", |operation| operation.id),
            confluence.operation = operation.map(|operation| operation.id),
            http.request.method = method.as_str(),
            url.template = template,
            http.request.resend_count = Empty,
            http.response.status_code = Empty,
            "error.type" = Empty,
        );
        let labels = (!span.is_disabled()).then(|| Labels {
            template,
            sent: Arc::default(),
        });
        Self { span, labels }
    }

    /// Labels a request of this call.
    pub(crate) fn label(&self, extensions: &mut Extensions) {
        if let Some(labels) = &self.labels {
            extensions.insert(labels.clone());
        }
    }

    /// Runs the call in its span. The call stays where it is pinned: in here it would take its room twice, and it is
    /// large.
    pub(crate) async fn watch(&self, call: Pin<&mut impl Future<Output = Result<Raw>>>) -> Result<Raw> {
        let Some(labels) = &self.labels else {
            return call.await;
        };
        let answer = call.instrument(self.span.clone()).await;
        let again = labels.sent.load(Ordering::Relaxed).saturating_sub(1);
        if again > 0 {
            self.span.record("http.request.resend_count", again);
        }
        match &answer {
            Ok(answer) => record_status(&self.span, answer.status),
            Err(error) => match error.status() {
                Some(status) if status.is_client_error() || status.is_server_error() => {
                    record_status(&self.span, status);
                }
                status => {
                    if let Some(status) = status {
                        record_status(&self.span, status);
                    }
                    self.span.record("error.type", error_type(error));
                }
            },
        }
        answer
    }
}

/// The span of one request, up to the head of its answer.
pub(crate) fn request<B>(request: &Request<B>) -> Span {
    let (method, uri, labels) = (request.method(), request.uri(), request.extensions().get::<Labels>());
    let template = labels.and_then(|labels| labels.template);
    info_span!(
        target: "confluence_sdk",
        "confluence.request",
        otel.kind = "client",
        otel.name = %Name(method, template),
        http.request.method = method.as_str(),
        url.template = template,
        server.address = uri.host(),
        server.port = uri.port_u16().or_else(|| default_port(uri.scheme_str()?)),
        http.request.resend_count = labels.and_then(Labels::resent),
        http.response.status_code = Empty,
        "error.type" = Empty,
    )
}

/// Tells that the next request waits for this time because of a failure.
pub(crate) fn waits_after(failure: Failure<'_>, wait: Duration, attempts: u32) {
    tracing::debug!(
        target: "confluence_sdk",
        {
            "error.type" = %failure,
            confluence.attempts = attempts,
            confluence.wait_ms = millis(wait),
        },
        "waits before the next attempt"
    );
}

/// Tells that a request has waited for this time so that a rate limit is kept.
pub(crate) fn was_held(waited: Duration, attempts: u32) {
    tracing::debug!(
        target: "confluence_sdk",
        {
            confluence.attempts = attempts,
            confluence.wait_ms = millis(waited),
        },
        "waited for its turn"
    );
}

/// Why an attempt failed, as a word: the status, or what is said of an error.
pub(crate) enum Failure<'a> {
    Status(StatusCode),
    Error(&'a Error),
}

impl fmt::Display for Failure<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Status(status) => f.write_str(status.as_str()),
            Self::Error(error) => match error.status() {
                Some(status) => f.write_str(status.as_str()),
                None => f.write_str(
                    error
                        .transport()
                        .map_or_else(|| error_type(error), transport_error_type),
                ),
            },
        }
    }
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

/// Records how a request ended.
pub(crate) fn answered<B>(span: &Span, answer: &Result<Response<B>, TransportError>) {
    if span.is_disabled() {
        return;
    }
    match answer {
        Ok(answer) => record_status(span, answer.status()),
        Err(error) => {
            span.record("error.type", transport_error_type(error));
        }
    }
}

impl Labels {
    /// Counts a request. How many there were before, if there were any.
    fn resent(&self) -> Option<u32> {
        Some(self.sent.fetch_add(1, Ordering::Relaxed)).filter(|before| *before > 0)
    }
}

/// The name of a span: the method, and the template of the path if it is known.
struct Name<'a>(&'a Method, Option<&'static str>);

impl fmt::Display for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_str())?;
        self.1.map_or(Ok(()), |template| write!(f, " {template}"))
    }
}

fn default_port(scheme: &str) -> Option<u16> {
    match scheme {
        "https" => Some(443),
        "http" => Some(80),
        _ => None,
    }
}

fn record_status(span: &Span, status: StatusCode) {
    span.record("http.response.status_code", status.as_u16());
    if status.is_client_error() || status.is_server_error() {
        span.record("error.type", status.as_str());
    }
}

fn transport_error_type(error: &TransportError) -> &'static str {
    if error.is_timeout() {
        "timeout"
    } else if error.is_connect() {
        "connect"
    } else {
        "broken"
    }
}

/// A word for an error that is no status.
fn error_type(error: &Error) -> &'static str {
    if error.is_timeout() {
        "timeout"
    } else if error.is_connect() {
        "connect"
    } else if error.is_invalid_input() {
        "invalid_input"
    } else if error.is_scope() {
        "denied"
    } else if error.is_decode() {
        "unreadable_answer"
    } else {
        "other"
    }
}
