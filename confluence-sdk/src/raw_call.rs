//! Calls that are not in the spec.

use crate::Result;
use crate::attempts::RetryPolicy;
use crate::exchange::Core;
use crate::request::Prepared;
use crate::response::Raw;
use crate::sending::Sending;
use bytes::Bytes;
use http::HeaderValue;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

/// A request that you build yourself. It is sent to the client's site with the client's credential. Its scopes are not
/// checked.
///
/// Like [`Call`](crate::Call) it is a future: it is sent once, at the first poll. A clone is a separate request.
#[derive(Clone)]
#[must_use = "nothing is sent until a call is awaited"]
pub struct RawCall {
    prepared: Prepared,
    sending: Sending,
}

impl RawCall {
    pub(crate) fn new(core: Arc<Core>, method: &str, path: &str) -> Self {
        let mut sending = Sending::new(core);
        let parsed = http::Method::from_bytes(method.as_bytes()).unwrap_or_else(|_| {
            sending.options.refuse("method", format!("is not one: {method:?}"));
            http::Method::GET
        });
        // Only a path is accepted, not an address. A path that begins with two slashes, or that has `.` or `..` as a
        // segment, could lead to another place.
        let dots = |segment: &str| segment.to_ascii_lowercase().replace("%2e", ".");
        let climbs = path.split('/').any(|segment| matches!(&*dots(segment), "." | ".."));
        let odd = path
            .chars()
            .any(|c| c.is_control() || c.is_whitespace() || matches!(c, '?' | '#' | '\\'));
        if !path.starts_with('/') || path.starts_with("//") || climbs || odd {
            sending.options.refuse(
                "path",
                format!("is not a path from the site's root without a query: {path:?}"),
            );
        }
        let prepared = Prepared::new(parsed, path);
        Self { prepared, sending }
    }

    /// Adds a query parameter. Name and value are percent-encoded here.
    pub fn query(mut self, name: &str, value: &str) -> Self {
        self.prepared.query.push(name, value);
        self
    }

    /// Adds a header. Refused are those that something else sets: `Authorization` and `Cookie` (the client's
    /// credential), `Host`, `Content-Length`, `Connection` and others of the connection, and `Content-Type` beside
    /// [`json`](RawCall::json).
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.sending.options.header(name, value);
        self
    }

    /// Sets the time limit, from the first poll to the last byte of the answer.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.sending.options.limit(limit);
        self
    }

    /// Sets how often this request is sent if it fails in a way that may pass, and how long is waited in between.
    pub fn retries(mut self, policy: RetryPolicy) -> Self {
        self.sending.options.retries = Some(policy);
        self
    }

    /// Allows that this request is sent again even if the server may have done it already: after a server error, a
    /// broken exchange or an attempt that took too long.
    ///
    /// Without this, only what may be repeated is sent again: see [`Repeat`](crate::spec::Repeat). With this, the
    /// server may do it twice. For example, a page may be created twice, or the second attempt may be refused because
    /// there is already a page with this title. If the call fails in the end, the error tells whether [it may have been
    /// applied](crate::Error::may_have_been_applied).
    pub fn retry_writes(mut self) -> Self {
        self.sending.options.retry_writes = true;
        self
    }

    /// Sets the body: this value as JSON.
    pub fn json<T: serde::Serialize + ?Sized>(mut self, value: &T) -> Self {
        match serde_json::to_vec(value) {
            Ok(json) => {
                self.prepared
                    .headers
                    .insert(http::header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
                self.prepared.body = json.into();
            }
            Err(error) => self
                .sending
                .options
                .refuse("body", format!("cannot be written as JSON: {error}")),
        }
        self
    }

    /// Sets the body: these bytes. Set their `Content-Type` with [`header`](RawCall::header).
    pub fn body(mut self, bytes: impl Into<Bytes>) -> Self {
        self.prepared.body = bytes.into().into();
        self
    }

    /// Returns the request unchanged. It is for people who like to write `.send().await`, which means the same as
    /// `.await`.
    pub fn send(self) -> Self {
        self
    }
}

/// The answer is returned with any status. [`Raw::error_for_status`] turns a refusal into an error.
impl Future for RawCall {
    type Output = Result<Raw>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<Raw>> {
        let Self { prepared, sending } = &mut *self;
        sending.poll(cx, None, |options| {
            let mut request = prepared.clone();
            options.apply(&mut request)?;
            Ok(request)
        })
    }
}

impl fmt::Debug for RawCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RawCall({} {})", self.prepared.method, self.prepared.path)
    }
}
