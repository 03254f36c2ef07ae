//! The HTTP side of a client: its connections, its time limits and its `User-Agent`.

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
use crate::transport::{Body, Transport, TransportError};
use bytes::Bytes;
use headers::Headers;
use limit::Limit;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// The HTTP side of a client: its connections, its time limits and its `User-Agent`. Any number of clients can share
/// one.
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
#[derive(Clone)]
pub struct Http {
    transport: Arc<dyn Transport>,
    headers: Headers,
    pub(crate) timeout: Duration,
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
        let mut limit = Limit::of(&request);
        let response = limit.hold(self.transport.send(request)).await?;
        Ok(content_coding::undo(response.map(|body| limit.of_body(body))))
    }

    /// Sends a request and reads its answer. An answer with more than `most` bytes is an error.
    pub(crate) async fn fetch(
        &self,
        request: http::Request<Body>,
        most: u64,
    ) -> Result<http::Response<Bytes>, TransportError> {
        let (head, body) = self.send(request).await?.into_parts();
        Ok(http::Response::from_parts(head, body.collect(most).await?))
    }

    /// The time limit of a call that does not set its own.
    #[cfg(feature = "oauth")]
    pub(crate) fn limit(&self) -> Duration {
        self.timeout
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
