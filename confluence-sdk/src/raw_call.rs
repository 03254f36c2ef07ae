//! Calls that are not in the spec.

use crate::Result;
use crate::call::Options;
use crate::error::Error;
use crate::exchange::Core;
use crate::request::{Prepared, Query};
use crate::response::Raw;
use bytes::Bytes;
use http::{HeaderMap, HeaderValue};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// A request of your own making, sent with the client's credentials to the client's site. Nothing checks its scopes.
#[must_use = "nothing is sent until `send` is awaited"]
pub struct RawCall {
    core: Arc<Core>,
    prepared: Prepared,
    options: Options,
    refused: Option<Error>,
}

impl RawCall {
    pub(crate) fn new(core: Arc<Core>, method: &str, path: &str) -> Self {
        let mut refused = None;
        let parsed = http::Method::from_bytes(method.as_bytes()).unwrap_or_else(|_| {
            refused = Some(Error::input("method", format!("is not one: {method:?}")));
            http::Method::GET
        });
        // A path, not an address: what begins with two slashes or climbs would leave the site.
        let dots = |segment: &str| segment.to_ascii_lowercase().replace("%2e", ".");
        let climbs = path.split('/').any(|segment| matches!(&*dots(segment), "." | ".."));
        let odd = path
            .chars()
            .any(|c| c.is_control() || c.is_whitespace() || matches!(c, '?' | '#' | '\\'));
        if !path.starts_with('/') || path.starts_with("//") || climbs || odd {
            refused = Some(Error::input(
                "path",
                format!("is not a path from the site's root without a query: {path:?}"),
            ));
        }
        let prepared = Prepared {
            method: parsed,
            path: path.to_owned(),
            query: Query::default(),
            headers: HeaderMap::new(),
            body: Vec::new(),
        };
        Self {
            core,
            prepared,
            options: Options::default(),
            refused,
        }
    }

    /// Adds a query parameter; it is encoded here.
    pub fn query(mut self, name: &str, value: &str) -> Self {
        self.prepared.query.push(name, value);
        self
    }

    /// Adds a header. Credentials are not set this way.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.options.header(name, value);
        self
    }

    /// Limits the time, from sending to the last byte of the answer.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.options.deadline(limit);
        self
    }

    /// Sends a value as JSON.
    pub fn json<T: serde::Serialize + ?Sized>(mut self, value: &T) -> Self {
        match serde_json::to_vec(value) {
            Ok(json) => {
                self.prepared
                    .headers
                    .insert(http::header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
                self.prepared.body = vec![json.into()];
            }
            Err(error) => self.refused = Some(Error::input("body", format!("cannot be written as JSON: {error}"))),
        }
        self
    }

    /// Sends these bytes as the body. Say what they are with a `Content-Type` [`header`](RawCall::header).
    pub fn body(mut self, bytes: impl Into<Bytes>) -> Self {
        self.prepared.body = vec![bytes.into()];
        self
    }

    /// Sends it. The answer comes as it is, whatever its status; [`Raw::success`] turns a refusal into an error.
    pub async fn send(self) -> Result<Raw> {
        match self.refused {
            Some(error) => Err(error),
            None => self.core.exchange(None, self.prepared, self.options).await,
        }
    }
}

impl fmt::Debug for RawCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RawCall({} {})", self.prepared.method, self.prepared.path)
    }
}
